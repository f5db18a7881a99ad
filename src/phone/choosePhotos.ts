import Taro from '@tarojs/taro'

/** A photo on the phone. */
export interface Chosen {
  path: string
  /** Bytes. */
  size: number
}

export type NoPhotos = 'refused' | 'notAgreed'

/** What the BFF takes; named so, an iPhone hands over its own format as JPEG. */
const TYPES = 'image/jpeg,image/png,image/webp'

/**
 * Has photos chosen from the album or taken.
 * @param count at most
 * @returns none when somebody thought better of it; `refused` when the phone doesn't let us, `notAgreed` when he
 *   doesn't want WeChat to
 */
export function choosePhotos(count: number): Promise<Chosen[] | NoPhotos> {
  return process.env.TARO_ENV === 'h5' ? chooseInBrowser(count) : chooseInWechat(count)
}

/** Taro makes no promise of this call, and WeChat only in newer versions: it is asked by callbacks. */
function chooseInWechat(count: number): Promise<Chosen[] | NoPhotos> {
  return new Promise(resolve => {
    void Taro.chooseMedia({
      count,
      mediaType: ['image'],
      sourceType: ['album', 'camera'],
      sizeType: ['compressed'],
      success: ({ tempFiles }) => resolve(tempFiles.map(({ tempFilePath, size }) => ({ path: tempFilePath, size }))),
      fail: ({ errMsg }) =>
        resolve(/privacy/i.test(errMsg) ? 'notAgreed' : /auth|permission|denied/i.test(errMsg) ? 'refused' : [])
    })
  })
}

/** Taro's own way leaves out in silence what the browser can't show; here it is sent, and the answer says why not. */
function chooseInBrowser(count: number): Promise<Chosen[]> {
  return new Promise(resolve => {
    const input = document.createElement('input')
    input.type = 'file'
    input.accept = TYPES
    input.multiple = count > 1
    input.addEventListener('cancel', () => resolve([]))
    input.addEventListener('change', () => {
      const files = Array.from(input.files ?? []).slice(0, count)
      resolve(files.map(file => ({ path: URL.createObjectURL(file), size: file.size })))
    })
    input.click()
  })
}
