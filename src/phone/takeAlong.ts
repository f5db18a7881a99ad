import Taro from '@tarojs/taro'

/**
 * Hands a text out: a browser saves it as a file, WeChat copies it to the clipboard.
 * @param name of the file
 */
export async function takeAlong(text: string, name: string): Promise<void> {
  if (process.env.TARO_ENV !== 'h5') {
    await Taro.setClipboardData({ data: text })
    return
  }
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  URL.revokeObjectURL(address)
}
