import { Agent, request as openCall } from 'node:http'
import { API_BASE } from '../../src/contract/endpoints'

export interface RequestOptions {
  url: string
  method?: string
  data?: unknown
  header?: Record<string, string>
  timeout?: number
}

export interface RequestAnswer {
  statusCode: number
  data: string
  header: Record<string, string>
  errMsg: string
}

/** The methods of wx.request; WeChat refuses any other. */
const METHODS = ['OPTIONS', 'GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'TRACE', 'CONNECT']

/** The phone's network. Without signal every call fails as it does in WeChat. */
export class Network {
  connected = true
  /** Calls that have not been answered yet. */
  underWay = 0
  /** When the last answer came, by performance.now(). */
  lastAnswer = 0
  private readonly agent = new Agent({ keepAlive: true })
  /**
   * The address of the BFF that is compiled into the app, taken from the app's first call; no call may go elsewhere.
   */
  private origin: string | null = null

  /** @param server address of the BFF of this test, which replaces the compiled address */
  constructor(private readonly server: string) {}

  /** Behaves as wx.request with dataType "text". @throws Error with WeChat's errMsg */
  async send(options: RequestOptions): Promise<RequestAnswer> {
    const { bytes, ...answer } = await this.exchange(options)
    return { ...answer, data: bytes.toString('utf8') }
  }

  /** Behaves as wx.uploadFile: one part of a form. */
  async upload(
    { name, header, ...options }: RequestOptions & { name: string }, file: Buffer
  ): Promise<Omit<RequestAnswer, 'header'>> {
    const edge = 'an-edge-nobody-writes'
    const head = `--${edge}\r\nContent-Disposition: form-data; name="${name}"; filename="tmp_1.jpg"\r\nContent-Type: ` +
      'image/jpeg\r\n\r\n'
    const data = Buffer.concat([Buffer.from(head), file, Buffer.from(`\r\n--${edge}--\r\n`)])
    const { statusCode, data: said } = await this.send({
      ...options, method: 'POST', data, header: { ...header, 'Content-Type': `multipart/form-data; boundary=${edge}` }
    })
    return { statusCode, data: said, errMsg: 'uploadFile:ok' }
  }

  /** A call with its unparsed answer. @throws Error with WeChat's errMsg */
  async exchange(options: RequestOptions): Promise<Omit<RequestAnswer, 'data'> & { bytes: Buffer }> {
    this.underWay++
    try {
      return await this.call(options)
    } finally {
      this.underWay--
      this.lastAnswer = performance.now()
    }
  }

  close(): void {
    this.agent.destroy()
  }

  /** The path of a call to the app's own BFF; null where the call goes elsewhere. */
  private pathOf(url: string): string | null {
    this.origin ??= /^https?:\/\/[^/]/.test(url) && url.includes(API_BASE) ? url.slice(0, url.indexOf(API_BASE)) : null
    return this.origin !== null && url.startsWith(this.origin) ? url.slice(this.origin.length) : null
  }

  private call(
    { url, method = 'GET', data, header = {}, timeout = 60_000 }: RequestOptions
  ): Promise<Omit<RequestAnswer, 'data'> & { bytes: Buffer }> {
    if (!this.connected) return Promise.reject(new Error('request:fail '))
    if (!METHODS.includes(method)) return Promise.reject(new Error(`request:fail parameter error: method ${method}`))
    const path = this.pathOf(url)
    if (path === null) return Promise.reject(new Error(`request:fail url not in domain list: ${url}`))
    return new Promise((resolve, reject) => {
      const call = openCall(this.server + path, {
        method, headers: header, timeout, agent: this.agent
      }, answer => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk: Buffer) => chunks.push(chunk))
        answer.on('end', () => resolve({
          statusCode: answer.statusCode ?? 0, bytes: Buffer.concat(chunks),
          header: answer.headers as Record<string, string>, errMsg: 'request:ok'
        }))
      })
      call.on('timeout', () => call.destroy(new Error('timeout')))
      call.on('error', error => reject(new Error(`request:fail ${error.message}`)))
      call.end(data === undefined || Buffer.isBuffer(data) ? data : String(data))
    })
  }
}
