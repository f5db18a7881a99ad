import Taro from '@tarojs/taro'

/** A photo on the phone. */
export interface Chosen {
  path: string
  /** Bytes. */
  size: number
  /** The photo itself, in a browser. */
  file?: Blob
}

export type NoPhotos = 'refused' | 'notAgreed'

/** The formats that the BFF accepts; when they are named, an iPhone converts its own format to JPEG. */
const TYPES = 'image/jpeg,image/png,image/webp'

/**
 * Lets photos be chosen from the album or taken.
 * @param count most photos
 * @returns no photos when the choice was cancelled; `refused` when the phone refuses camera or album, `notAgreed`
 *   when WeChat's privacy guide was not agreed to
 */
export function choosePhotos(count: number): Promise<Chosen[] | NoPhotos> {
  return process.env.TARO_ENV === 'h5' ? chooseInBrowser(count) : chooseInWechat(count)
}

/** Called with callbacks: Taro returns no promise for this call, and WeChat does so only in newer versions. */
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

/**
 * Taro's own function silently drops files that the browser can't show; here they are sent, and the BFF's answer says
 * what is wrong.
 */
function chooseInBrowser(count: number): Promise<Chosen[]> {
  return new Promise(resolve => {
    const input = document.createElement('input')
    input.type = 'file'
    input.accept = TYPES
    input.multiple = count > 1
    input.addEventListener('cancel', () => resolve([]))
    input.addEventListener('change', () => {
      const files = Array.from(input.files ?? []).slice(0, count)
      resolve(files.map(file => ({ path: URL.createObjectURL(file), size: file.size, file })))
    })
    input.click()
  })
}
