import Taro from '@tarojs/taro'

/**
 * Plays a recording from its beginning.
 * @param path where the phone has it
 * @param onEnd called when it ends or can't be played, with whether it failed
 * @returns stops it
 */
export function startSound(path: string, onEnd: (failed: boolean) => void): () => void {
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
