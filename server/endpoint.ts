import type {} from '@koa/bodyparser'
import type Router from '@koa/router'
import type { RouterContext } from '@koa/router'
import type { ZodType, z } from 'zod'
import { API_BASE, ENDPOINTS, type EndpointName } from '../src/contract/endpoints'
import type { ErrorCode } from '../src/contract/errors'
import { mayCall, PERMISSIONS } from '../src/contract/permissions'
import { PRIVACY_VERSIONS } from '../src/contract/privacy'
import { AppError } from './errors'
import type { Keyring } from './fieldEncryption/keyring'
import { checkIdempotencyKey, idempotencyKeyOf, type IdempotencyKey } from './middleware/idempotencyKey'
import { readUpload, type UploadRule } from './middleware/readUpload'
import { validate } from './middleware/validate'
import type { Viewer } from './people/viewer'

export interface EndpointSpec<P extends ZodType, Q extends ZodType, B extends ZodType, R extends ZodType> {
  name: EndpointName
  summary: string
  params?: P
  query?: Q
  body?: B
  /** The body is one file in a multipart form instead of JSON. */
  upload?: UploadRule
  response: R | null
  /** What is answered is no JSON but bytes of this type, or of `ctx.state.mediaType`: `handle` gives a Buffer. */
  mediaType?: string
  /** Success status; 200 unless said otherwise, 204 where `response` is null. */
  status?: 200 | 201
  /** Creating and moving calls carry an Idempotency-Key. */
  idempotent?: boolean
  /** Takes in personal data: needs the consent to how they are used, in its present version. */
  needsConsent?: boolean
  /** Errors a caller should expect beyond those that every endpoint has. */
  errors?: readonly ErrorCode[]
}

export interface Call<P, Q, B> {
  params: P
  query: Q
  body: B
  /** Bytes of the uploaded file; empty where the endpoint takes none. */
  file: Buffer
  /** The signed-in person; only where the table of rights asks for a bound phone or a role. */
  viewer: Viewer
  key: IdempotencyKey
  ctx: RouterContext
}

/** Everything the OpenAPI document needs to know of a mounted endpoint. */
export type AnySpec = EndpointSpec<ZodType, ZodType, ZodType, ZodType>

/** Keeps the endpoints of one app: mounts each on the router and remembers its schemas for the API description. */
export class Endpoints {
  readonly specs: AnySpec[] = []

  constructor(private readonly router: Router, private readonly fields: Keyring) {}

  /**
   * Mounts one endpoint: access by the table of rights first (so that a stranger learns nothing from validation), then validation,
   * then the story.
   * What `handle` returns is the body; `undefined` with `response: null` answers 204.
   */
  mount<P extends ZodType, Q extends ZodType, B extends ZodType, R extends ZodType>(
    spec: EndpointSpec<P, Q, B, R>,
    handle: (call: Call<z.infer<P>, z.infer<Q>, z.infer<B>>) => Promise<z.input<R> | undefined>
  ): void {
    const { method, path } = ENDPOINTS[spec.name]
    this.specs.push(spec as unknown as AnySpec)
    const pattern = API_BASE + path.replace(/\{(\w+)\}/g, ':$1')
    this.router.register(pattern, [method], async (ctx: RouterContext) => {
      checkAccess(spec.name, ctx)
      if (spec.needsConsent) checkConsent(ctx.state.viewer as Viewer)
      if (spec.idempotent) checkIdempotencyKey(ctx)
      const params = validate(spec.params, ctx.params, 'notFound') as z.infer<P>
      const query = validate(spec.query, ctx.query) as z.infer<Q>
      const body = validate(spec.body, ctx.request.body) as z.infer<B>
      const file = spec.upload ? await readUpload(ctx, spec.upload) : Buffer.alloc(0)
      const key = spec.idempotent ? await idempotencyKeyOf(ctx, file, this.fields) : { key: '', bodyHash: '' }
      const answer = await handle({ params, query, body, file, viewer: ctx.state.viewer as Viewer, key, ctx })
      ctx.status = spec.response === null ? 204 : spec.status ?? 200
      if (spec.response !== null) ctx.body = answer
      if (spec.mediaType) ctx.type = ctx.state.mediaType as string | undefined ?? spec.mediaType
    })
  }
}

function checkAccess(name: EndpointName, ctx: RouterContext): void {
  const { access } = PERMISSIONS[name]
  if (access === 'public') return
  if (!ctx.state.session) throw new AppError('unauthenticated')
  if (access === 'session') return
  const viewer = ctx.state.viewer as Viewer | null
  if (!viewer) throw new AppError('phoneNotBound')
  if (!mayCall(viewer.roles, name)) throw new AppError('forbidden')
}

function checkConsent({ agreed }: Viewer): void {
  if (agreed.privacy !== PRIVACY_VERSIONS.privacy) throw new AppError('privacyConsentNeeded')
}
