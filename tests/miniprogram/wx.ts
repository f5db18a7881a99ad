import type { Network, RequestOptions } from './network'
import type { WechatPrivacy } from './wechatPrivacy'

type Callback = (answer: object) => void
type Options = Record<string, unknown> & { success?: Callback, fail?: Callback, complete?: Callback }
export type Wx = Record<string, unknown>

/** How the app navigates between screens. */
export interface Navigation {
  push(url: string): Promise<void>
  replace(url: string): Promise<void>
  restart(url: string): Promise<void>
  back(steps: number): Promise<void>
}

/** The state of a phone outside the app, which a test may read or set. */
export interface Outside {
  storage: Map<string, unknown>
  network: Network
  navigation: Navigation
  privacy: WechatPrivacy
  /** The codes that wx.login gives out. */
  loginCode: () => string
  /** Files by their path: the album, and fetched files. */
  files: Map<string, Buffer>
  /** Paths that the next choice in the album returns. */
  chosen: string[]
  /** Path of the photo in WeChat's image viewer. */
  previewed: string | null
  /** The last text that was copied. */
  clipboard: string
  /** The numbers that were dialled. */
  dialled: string[]
  /** What the person answers when WeChat asks whether to send messages. */
  reminderAnswer: string
  /** Answers that WeChat keeps, by template. */
  keptReminders: Record<string, string>
  /** The content of the next recording. */
  said: Buffer
  /** Title of the navigation bar. */
  title: string
  /** Called when the signal comes or goes. */
  networkListeners: Array<(state: { isConnected: boolean, networkType: string }) => void>
}

const SYSTEM = {
  platform: 'devtools', system: 'iOS 17.0', SDKVersion: '3.8.0', version: '8.0.50', brand: 'test', model: 'test',
  language: 'zh_CN', theme: 'light',
  windowWidth: 375, windowHeight: 667, screenWidth: 375, screenHeight: 667, pixelRatio: 2, statusBarHeight: 20,
  fontSizeSetting: 17,
  fontSizeScaleFactor: 1, safeArea: { top: 20, left: 0, right: 375, bottom: 667, width: 375, height: 647 }
}
const SAVED = 'wxfile://store_'
/** Whether the app saved the file, so that it is there after a restart. */
export function isSaved(path: string): boolean {
  return path.startsWith(SAVED)
}

const LAUNCH = { path: '', query: {}, scene: 1001 }

/**
 * The `wx` of one phone: only the functions that the app calls. It is a plain object, because Taro iterates over its
 * keys at start.
 */
export function makeWx(outside: Outside): Wx {
  const { storage, network, navigation, privacy, dialled, networkListeners } = outside
  return {
    ...environment(),
    getStorageSync: (key: string) => storage.get(key) ?? '',
    setStorageSync: (key: string, value: unknown) => { storage.set(key, structuredCloneOf(value)) },
    getStorageInfoSync: () => ({ keys: [...storage.keys()] }),
    removeStorageSync: (key: string) => { storage.delete(key) },
    clearStorageSync: () => { storage.clear() },
    onNetworkStatusChange: (listener: Outside['networkListeners'][number]) => { networkListeners.push(listener) },
    ...promised('getNetworkType', () => ({ networkType: network.connected ? '4g' : 'none' })),
    request: taskOf('request', options => network.send(options as unknown as RequestOptions)),
    onNeedPrivacyAuthorization: (listener: Parameters<WechatPrivacy['listen']>[0]) => privacy.listen(listener),
    ...promised('getPrivacySetting', () => ({ needAuthorization: privacy.needed, privacyContractName: '《隐私保护指引》' })),
    ...promised('openPrivacyContract', () => { privacy.contractsOpened++ }),
    ...promised('chooseMedia', async () => {
      await privacy.check('chooseMedia')
      const tempFiles = outside.chosen
        .splice(0)
        .map(path => ({ tempFilePath: path, size: outside.files.get(path)?.length ?? 0, fileType: 'image' }))
      return { tempFiles, type: 'image' }
    }),
    uploadFile: taskOf('uploadFile', ({ filePath, ...options }) =>
      network.upload(
        options as unknown as RequestOptions & { name: string }, outside.files.get(String(filePath)) ?? Buffer.alloc(0)
      )),
    downloadFile: taskOf('downloadFile', async options => {
      const { bytes, statusCode } = await network.exchange(options as unknown as RequestOptions)
      const tempFilePath = `wxfile://tmp_${outside.files.size + 1}`
      outside.files.set(tempFilePath, bytes)
      return { statusCode, tempFilePath }
    }),
    ...promised('saveFile', ({ tempFilePath }) => {
      const savedFilePath = `${SAVED}${outside.files.size + 1}.jpg`
      outside.files.set(savedFilePath, outside.files.get(String(tempFilePath)) ?? Buffer.alloc(0))
      outside.files.delete(String(tempFilePath))
      return { savedFilePath }
    }),
    ...promised('removeSavedFile', ({ filePath }) => { outside.files.delete(String(filePath)) }),
    ...promised('previewImage', ({ current }) => { outside.previewed = String(current) }),
    ...audioOf(outside),
    ...promised('login', () => ({ code: outside.loginCode() })),
    ...promised('setClipboardData', ({ data }) => { outside.clipboard = String(data) }),
    ...promised('makePhoneCall', ({ phoneNumber }) => { dialled.push(String(phoneNumber)) }),
    ...promised('setNavigationBarTitle', ({ title }) => { outside.title = String(title) }),
    ...promised('requestSubscribeMessage', ({ tmplIds }) =>
      Object.fromEntries((tmplIds as string[]).map(id => [id, outside.reminderAnswer]))),
    ...promised('getSetting', () => ({
      subscriptionsSetting: { mainSwitch: outside.reminderAnswer !== 'ban', itemSettings: outside.keptReminders }
    })),
    ...promised('openSetting', () => ({})),
    ...promised('stopPullDownRefresh', () => undefined),
    ...promised('pageScrollTo', () => undefined),
    ...promised('navigateTo', ({ url }) => navigation.push(String(url))),
    ...promised('redirectTo', ({ url }) => navigation.replace(String(url))),
    ...promised('reLaunch', ({ url }) => navigation.restart(String(url))),
    ...promised('navigateBack', ({ delta }) => navigation.back(Number(delta ?? 1)))
  }
}

/** The only recorder, and players that reach the end at once. */
function audioOf(outside: Outside): Wx {
  const listeners: Record<'stop' | 'error', (event: object) => void> = { stop: () => undefined, error: () => undefined }
  let recording = false
  const recorder = {
    onStop: (listener: Callback) => { listeners.stop = listener },
    onError: (listener: Callback) => { listeners.error = listener },
    start: () => { recording = true },
    stop: () => {
      if (!recording) return listeners.error({ errMsg: 'operateRecorder:fail recorder not start' })
      recording = false
      const tempFilePath = `wxfile://tmp_${outside.files.size + 1}`
      outside.files.set(tempFilePath, outside.said)
      listeners.stop({ tempFilePath, duration: 3000, fileSize: outside.said.length })
    }
  }
  const player = () => {
    const heard: Record<'ended' | 'error', Callback> = { ended: () => undefined, error: () => undefined }
    const sound = {
      src: '', onEnded: (listener: Callback) => { heard.ended = listener },
      onError: (listener: Callback) => { heard.error = listener },
      play: () => { setTimeout(
        () => (outside.files.get(sound.src)?.length ? heard.ended({}) : heard.error({ errCode: 10002 })), 0
      ) },
      destroy: () => undefined
    }
    return sound
  }
  return { getRecorderManager: () => recorder, createInnerAudioContext: player }
}

function environment(): Wx {
  const system = () => SYSTEM
  const nothing = () => undefined
  return {
    getSystemInfoSync: system, getWindowInfo: system, getDeviceInfo: system, getAppBaseInfo: system,
    canIUse: () => true,
    getLaunchOptionsSync: () => LAUNCH, getEnterOptionsSync: () => LAUNCH,
    nextTick: (run: () => void) => { setTimeout(run, 0) },
    onAppShow: nothing, onAppHide: nothing, onError: nothing, onUnhandledRejection: nothing, onPageNotFound: nothing
  }
}

/** A call in the style of WeChat: answers through success, fail and complete. */
function promised(name: string, run: (options: Options) => unknown): Wx {
  return { [name]: taskOf(name, run) }
}

function taskOf(name: string, run: (options: Options) => unknown): (options?: Options) => object {
  return (options = {}) => {
    void answer(name, options, run)
    return {
      abort: () => undefined, onProgressUpdate: () => undefined, offProgressUpdate: () => undefined,
      onHeadersReceived: () => undefined, offHeadersReceived: () => undefined
    }
  }
}

async function answer(name: string, options: Options, run: (options: Options) => unknown): Promise<void> {
  let result: object
  try {
    result = { errMsg: `${name}:ok`, ...await run(options) as object | undefined }
  } catch (error) {
    const { message, errno } = error as Error & { errno?: number }
    result = { errMsg: message, ...(errno !== undefined && { errno }) }
    options.fail?.(result)
    options.complete?.(result)
    return
  }
  options.success?.(result)
  options.complete?.(result)
}

/** WeChat stores a copy, not the object itself. */
function structuredCloneOf(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value)) as unknown
}
