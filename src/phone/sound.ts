import Taro from '@tarojs/taro'

/**
 * Plays a recording from its beginning.
 * @param path where the phone has it
 * @param onEnd called when it ends or can't be played, with whether it failed; never after it was stopped, because
 *   another recording may be playing by then
 * @returns stops it
 */
export function startSound(path: string, onEnd: (failed: boolean) => void): () => void {
  let stopped = false
  const end = (failed: boolean) => { if (!stopped) onEnd(failed) }
  const release = play(path, end)
  return () => {
    stopped = true
    release()
  }
}

/** @returns stops it; a browser then rejects a `play` that had not begun yet */
function play(path: string, onEnd: (failed: boolean) => void): () => void {
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
