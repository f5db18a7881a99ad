import type {} from '@koa/bodyparser'
import type Router from '@koa/router'
import type { RouterContext } from '@koa/router'
import type { ZodType } from 'zod'
import { API_BASE, endpointOf, type EndpointName } from '../src/contract/endpoints'
import { mayCall, PERMISSIONS } from '../src/contract/permissions'
import { PRIVACY_VERSIONS } from '../src/contract/privacy'
import type { Answered, AnyCall, AnySpec, Call, EndpointSpec } from './endpointSpec'
import { AppError } from './errors'
import type { Keyring } from './fieldEncryption/keyring'
import { checkIdempotencyKey, idempotencyKeyOf } from './middleware/idempotencyKey'
import { readUpload } from './middleware/readUpload'
import { validate } from './middleware/validate'
import type { Viewer } from './people/viewer'

/** The dependencies of an app that mounting itself needs. */
interface Ground {
  fields: Keyring
  /** ms since 1970 */
  now(): number
}

/** Keeps the endpoints of one app: mounts each on the router and remembers its schemas for the API description. */
export class Endpoints<Deps extends Ground> {
  readonly specs: AnySpec[] = []

  /** @param deps passed to every story as `deps` */
  constructor(private readonly router: Router, private readonly deps: Deps) {}

  /**
   * Mounts one endpoint. A call is checked against the table of rights first (so that a caller without rights learns
   * nothing from validation), then validated, then passed to the story. The schemas and the story's answer have the
   * types of src/contract/endpointTypes.ts, and the story gets exactly the parts that the endpoint has (see `Call`).
   * @param handle the story; its answer is the body, or nothing (status 204), or a Buffer, as the endpoint table says
   */
  mount<N extends EndpointName, P extends ZodType, Q extends ZodType, B extends ZodType, R extends ZodType>(
    spec: EndpointSpec<N, P, Q, B, R>, handle: (call: Call<N, Deps, P, Q, B>) => Promise<Answered<N>>
  ): void
  mount(spec: AnySpec, handle: (call: never) => Promise<unknown>): void {
    const { method, path, answers } = endpointOf(spec.name)
    this.specs.push(spec)
    const pattern = API_BASE + path.replace(/\{(\w+)\}/g, ':$1')
    this.router.register(pattern, [method], async (ctx: RouterContext) => {
      // `read` checks exactly what the signature above promises to the story; the compiler can't follow this through
      // the table.
      const answer = await handle(await this.read(spec, ctx) as never)
      if (answers === 'nothing') {
        ctx.status = 204
        return
      }
      ctx.status = spec.status ?? 200
      if (spec.mediaType && !ctx.response.type) ctx.type = spec.mediaType
      ctx.body = answer
    })
  }

  /** Checks a call in the order that `mount` describes and reads all its parts. */
  private async read(spec: AnySpec, ctx: RouterContext): Promise<AnyCall<Deps>> {
    const { idempotent, needsConsent, upload } = endpointOf(spec.name)
    checkAccess(spec.name, ctx)
    const { session, viewer } = ctx.state
    if (needsConsent) checkConsent(viewer)
    if (idempotent) checkIdempotencyKey(ctx)
    const params = validate(spec.params, ctx.params, 'notFound')
    const query = validate(spec.query, ctx.query)
    const body = validate(spec.body, ctx.request.body)
    const file = upload && spec.upload ? await readUpload(ctx, upload, spec.upload) : undefined
    const key = idempotent ? await idempotencyKeyOf(ctx, file ?? Buffer.alloc(0), this.deps.fields) : undefined
    return { params, query, body, file, key, session, viewer, now: this.deps.now(), deps: this.deps, ctx }
  }
}

function checkAccess(name: EndpointName, { state: { session, viewer } }: RouterContext): void {
  const { access } = PERMISSIONS[name]
  if (access === 'public') return
  if (!session) throw new AppError('unauthenticated')
  if (access === 'session') return
  if (!viewer) throw new AppError('phoneNotBound')
  if (!mayCall(viewer.roles, name)) throw new AppError('forbidden')
}

function checkConsent(viewer: Viewer | null | undefined): void {
  if (viewer?.agreed.privacy !== PRIVACY_VERSIONS.privacy) throw new AppError('privacyConsentNeeded')
}
