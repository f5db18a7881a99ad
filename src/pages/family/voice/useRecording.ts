import Taro from '@tarojs/taro'
import { useEffect, useState } from 'react'
import { LIMITS } from '../../../contract/limits'

export interface Recording {
  recording: boolean
  /** Path of the last recording on the phone; null while there is none. */
  path: string | null
  /** The phone refused the microphone. */
  refused: boolean
  start: () => void
  stop: () => void
}

/** Enough for speech; a minute takes about 360 KB. */
const SPEECH = {
  duration: LIMITS.voiceSeconds * 1000,
  sampleRate: 16000,
  numberOfChannels: 1,
  encodeBitRate: 48000,
  format: 'mp3'
} as const

/** Records with WeChat's recorder; in a browser the phone's own recorder is opened, which answers with a file. */
export function useRecording(): Recording {
  const [state, setState] = useState<Pick<Recording, 'recording' | 'path' | 'refused'>>({
    recording: false,
    path: null,
    refused: false
  })
  const weapp = process.env.TARO_ENV === 'weapp'
  useEffect(() => {
    if (!weapp) return
    // WeChat has one recorder and no way to remove a listener: only the screen that listened last is called.
    const recorder = Taro.getRecorderManager()
    recorder.onStop(({ tempFilePath }) => setState({ recording: false, path: tempFilePath, refused: false }))
    recorder.onError(() => setState(before => ({ ...before, recording: false, refused: true })))
    return () => recorder.stop()
  }, [weapp])
  const start = () => {
    if (!weapp) {
      chooseRecording(path => setState({ recording: false, path, refused: false }))
      return
    }
    setState({ recording: true, path: null, refused: false })
    Taro.getRecorderManager().start(SPEECH)
  }
  return { ...state, start, stop: () => Taro.getRecorderManager().stop() }
}

function chooseRecording(onChosen: (path: string) => void): void {
  const input = document.createElement('input')
  input.type = 'file'
  input.accept = 'audio/*'
  input.setAttribute('capture', 'user')
  input.addEventListener('change', () => {
    const [file] = Array.from(input.files ?? [])
    if (file) onChosen(URL.createObjectURL(file))
  })
  input.click()
}
