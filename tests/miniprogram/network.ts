import { Agent, request as openCall } from 'node:http'

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

/** What wx.request can send; anything else WeChat refuses. */
const METHODS = ['OPTIONS', 'GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'TRACE', 'CONNECT']

/** The phone's way to the network. While it has no signal every call fails as WeChat lets it fail. */
export class Network {
  connected = true
  /** Calls that have not been answered yet. */
  underWay = 0
  /** When the last answer came, by performance.now(). */
  lastAnswer = 0
  private readonly agent = new Agent({ keepAlive: true })

  /**
   * @param origin address compiled into the app
   * @param server where the BFF of this test listens instead
   */
  constructor(private readonly origin: string, private readonly server: string) {}

  /** As wx.request does with dataType "text". @throws Error with WeChat's errMsg */
  async send(options: RequestOptions): Promise<RequestAnswer> {
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

  private call({ url, method = 'GET', data, header = {}, timeout = 60_000 }: RequestOptions): Promise<RequestAnswer> {
    if (!this.connected) return Promise.reject(new Error('request:fail '))
    if (!METHODS.includes(method)) return Promise.reject(new Error(`request:fail parameter error: method ${method}`))
    if (!url.startsWith(this.origin)) return Promise.reject(new Error(`request:fail url not in domain list: ${url}`))
    return new Promise((resolve, reject) => {
      const call = openCall(this.server + url.slice(this.origin.length), { method, headers: header, timeout, agent: this.agent }, answer => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk: Buffer) => chunks.push(chunk))
        answer.on('end', () => resolve({
          statusCode: answer.statusCode ?? 0, data: Buffer.concat(chunks).toString('utf8'),
          header: answer.headers as Record<string, string>, errMsg: 'request:ok'
        }))
      })
      call.on('timeout', () => call.destroy(new Error('timeout')))
      call.on('error', error => reject(new Error(`request:fail ${error.message}`)))
      call.end(data === undefined ? undefined : String(data))
    })
  }
}
