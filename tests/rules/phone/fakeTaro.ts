/** Taro for code of the phone in plain Node: a storage, and a network whose answers a test gives in any order. */
import { setImmediate } from 'node:timers'

interface Call {
  url: string
  method?: string
  header: Record<string, string>
}

/** A call that waits for its answer. */
interface Waiting extends Call {
  token: string | null
  answer: (statusCode: number, body?: unknown) => Promise<void>
}

/** What the phone keeps. */
export const storage = new Map<string, unknown>()
/** Every call in the order of sending. */
export const calls: Waiting[] = []

/** The last call of this method and path that was sent. */
export function sent(method: string, path: string): Waiting {
  const found = calls.findLast(call => call.method === method && call.url === `https://bff${path}`)
  if (!found) throw new Error(`${method} ${path} was not sent, but ${calls.map(({ url }) => url).join(', ')}`)
  return found
}

/** The network as the phone tells it: a change at once, and the present one as an answer. */
export const networkStatus = {
  changed: (_status: { isConnected: boolean }): void => undefined,
  answered: (_status: { networkType: string }): void => undefined
}

/** Forgets everything between two tests. */
export function empty(): void {
  storage.clear()
  calls.length = 0
}

/** Lets everything run that waits for nothing but other promises. */
export function settled(): Promise<void> {
  return new Promise(resolve => { setImmediate(resolve) })
}

function wait(call: Call, answered: (statusCode: number, body: unknown) => object): Promise<object> {
  return new Promise(resolve => {
    const answer = async (statusCode: number, body: unknown = null) => {
      resolve(answered(statusCode, body))
      await settled()
    }
    calls.push({ ...call, token: call.header['Authorization']?.replace('Bearer ', '') ?? null, answer })
  })
}

Object.assign(globalThis, { API_ORIGIN: 'https://bff' })

export default {
  getStorageSync: (key: string) => structuredClone(storage.get(key) ?? ''),
  setStorageSync: (key: string, value: unknown) => void storage.set(key, structuredClone(value)),
  removeStorageSync: (key: string) => void storage.delete(key),
  clearStorageSync: () => storage.clear(),
  getStorageInfoSync: () => ({ keys: [...storage.keys()] }),
  request: (call: Call) => wait(call, (statusCode, body) => ({ statusCode, data: JSON.stringify(body), header: {} })),
  downloadFile: (call: Call) =>
    wait({ ...call, method: 'GET' }, (statusCode, body) => ({ statusCode, tempFilePath: body })),
  uploadFile: (call: Call) => Object.assign(
    wait({ ...call, method: 'POST' }, (statusCode, body) => ({ statusCode, data: JSON.stringify(body) })),
    { progress: () => undefined }
  ),
  onNetworkStatusChange: (listener: typeof networkStatus.changed) => { networkStatus.changed = listener },
  getNetworkType: () => new Promise(resolve => { networkStatus.answered = resolve }),
  chooseMedia: ({ success }: { success: (chosen: object) => void }) =>
    success({ tempFiles: [{ tempFilePath: 'a.jpg', size: 1 }] })
}

/** The screen's events: none of them happens in these tests. */
export const [useDidShow, useDidHide, usePullDownRefresh] = [() => undefined, () => undefined, () => undefined]
