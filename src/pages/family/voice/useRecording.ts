import Taro from '@tarojs/taro'
import { useEffect, useState } from 'react'
import { LIMITS } from '../../../contract/limits'

export interface Recording {
  recording: boolean
  /** Where the phone has what was recorded last; null while there is nothing. */
  path: string | null
  /** The phone doesn't let us. */
  refused: boolean
  start: () => void
  stop: () => void
}

/** Speech needs no more; a minute of it is some 360 KB. */
const SPEECH = {
  duration: LIMITS.voiceSeconds * 1000,
  sampleRate: 16000,
  numberOfChannels: 1,
  encodeBitRate: 48000,
  format: 'mp3'
} as const

/** Records with WeChat's recorder; a browser hands over to the phone's own, which answers with a file. */
export function useRecording(): Recording {
  const [state, setState] = useState<Pick<Recording, 'recording' | 'path' | 'refused'>>({
    recording: false,
    path: null,
    refused: false
  })
  const weapp = process.env.TARO_ENV === 'weapp'
  useEffect(() => {
    if (!weapp) return
    // There is one recorder, and it knows no way to stop listening to it: the screen seen last is told.
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
