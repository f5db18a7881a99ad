import type { IncomingMessage, ServerResponse } from 'node:http'

/**
 * One way in which the fake WeChat fails:
 * - errcode: answers with this error
 * - status: answers with this HTTP status only
 * - raw: answers with this text and status 200
 * - drop: cuts the connection without an answer
 * - until: answers correctly, but only after this promise
 */
export type Misbehaviour =
  | { errcode: number }
  | { status: number }
  | { raw: string }
  | { drop: true }
  | { until: Promise<unknown> }

/** Counts the calls of each path and applies the planned failures, one for each call. */
export class Misbehaviours {
  private readonly planned = new Map<string, Misbehaviour[]>()
  private readonly counts = new Map<string, number>()

  plan(path: string, next: Misbehaviour[]): void {
    this.planned.set(path, [...this.planned.get(path) ?? [], ...next])
  }

  calls(path: string): number {
    return this.counts.get(path) ?? 0
  }

  /** @returns true when the call has been answered */
  async apply(path: string, request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    this.counts.set(path, this.calls(path) + 1)
    const next = this.planned.get(path)?.shift()
    if (!next) return false
    if ('until' in next) {
      await next.until
      return false
    }
    if ('drop' in next) request.socket.destroy()
    else if ('status' in next) response.writeHead(next.status).end('upstream failure')
    else if ('raw' in next) response.writeHead(200).end(next.raw)
    else response.writeHead(200).end(JSON.stringify({ errcode: next.errcode, errmsg: 'planned, rid: fake-planned' }))
    return true
  }
}
