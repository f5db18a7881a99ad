import Taro from '@tarojs/taro'
import { useEffect, useRef, useState } from 'react'

export interface Sound {
  playing: boolean
  /** It could not be played. */
  failed: boolean
  /** Plays a recording from its beginning. @param path where the phone has it */
  play: (path: string) => void
}

/** One recording played at a time; it ends with the screen. */
export function useSound(): Sound {
  const [state, setState] = useState({ playing: false, failed: false })
  const stop = useRef<() => void>(() => undefined)
  useEffect(() => () => stop.current(), [])
  const play = (path: string) => {
    stop.current()
    setState({ playing: true, failed: false })
    stop.current = start(path, failed => setState({ playing: false, failed }))
  }
  return { ...state, play }
}

/** @param onEnd told once whether it failed @returns stops it */
function start(path: string, onEnd: (failed: boolean) => void): () => void {
  if (process.env.TARO_ENV === 'h5') {
    const audio = new Audio(path)
    audio.onended = () => onEnd(false)
    audio.onerror = () => onEnd(true)
    void audio.play().catch(() => onEnd(true))
    return () => audio.pause()
  }
  const sound = Taro.createInnerAudioContext()
  sound.onEnded(() => onEnd(false))
  sound.onError(() => onEnd(true))
  sound.src = path
  sound.play()
  return () => sound.destroy()
}
