import { Counter, Histogram, Registry, collectDefaultMetrics } from 'prom-client'

/**
 * The metrics of one app, in Prometheus' text format. The labels are route patterns and statuses: their number is
 * bounded, and they contain no personal data.
 */
export class Metrics {
  readonly registry = new Registry()
  private readonly calls = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Duration of calls in seconds, by method, route pattern and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.3, 1, 3, 10],
    registers: [this.registry]
  })
  /** Submitted service requests by the level at which routing found a person. */
  readonly routed = new Counter({
    name: 'service_requests_routed_total',
    help: 'Rounds of routing by the level that answered.',
    labelNames: ['level'],
    registers: [this.registry]
  })

  /** Text messages given to the site's gateway, by what became of them. */
  readonly texted = new Counter({
    name: 'text_messages_total',
    help: 'Text messages by outcome.',
    labelNames: ['outcome'],
    registers: [this.registry]
  })

  /** Messages given to WeChat, by what became of them. */
  readonly pushed = new Counter({
    name: 'wechat_messages_total',
    help: 'Subscribe messages by outcome.',
    labelNames: ['outcome'],
    registers: [this.registry]
  })

  constructor() {
    collectDefaultMetrics({ register: this.registry })
  }

  /** @param seconds the duration of the call */
  observe(method: string, route: string, status: number, seconds: number): void {
    this.calls.observe({ method, route, status }, seconds)
  }
}
