import { useEffect, useRef, useState } from 'react'
import { startSound } from '../phone/sound'

export interface Sound {
  playing: boolean
  /** The recording could not be played. */
  failed: boolean
  /** Plays a recording from its beginning. @param path where the phone has it */
  play: (path: string) => void
}

/** Plays one recording at a time; leaving the screen stops it. */
export function useSound(): Sound {
  const [state, setState] = useState({ playing: false, failed: false })
  const stop = useRef<() => void>(() => undefined)
  useEffect(() => () => stop.current(), [])
  const play = (path: string) => {
    stop.current()
    setState({ playing: true, failed: false })
    stop.current = startSound(path, failed => setState({ playing: false, failed }))
  }
  return { ...state, play }
}
