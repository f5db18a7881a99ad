import {
  OpenAPIRegistry, OpenApiGeneratorV31, extendZodWithOpenApi, type ZodContentObject
} from '@asteasolutions/zod-to-openapi'
import type Router from '@koa/router'
import { z, type ZodObject, type ZodType } from 'zod'
import { API_BASE, ENDPOINTS } from '../src/contract/endpoints'
import { ERRORS, type ErrorCode } from '../src/contract/errors'
import { PERMISSIONS } from '../src/contract/permissions'
import type { AnySpec, Endpoints } from './endpoint'

extendZodWithOpenApi(z)

const errorSchema = z.object({
  error: z.object({
    code: z.enum(Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]]),
    message: z.string().describe('Plain Chinese for the person on the phone.'),
    fields: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    present: z.object({ status: z.string(), assignee: z.string().nullable() }).optional(),
    requestId: z.string()
  })
}).openapi('Error')

/** GET /openapi.json: the description of every mounted endpoint, generated from the schemas that check its calls. */
export function mountOpenApi(router: Router, endpoints: Endpoints): void {
  let document: string | undefined
  router.get(`${API_BASE}/openapi.json`, ctx => {
    document ??= JSON.stringify(describeApi(endpoints.specs))
    ctx.type = 'application/json'
    ctx.body = document
  })
}

/** @returns the OpenAPI 3.1 document of these endpoints */
export function describeApi(specs: readonly AnySpec[]): object {
  const registry = new OpenAPIRegistry()
  registry.registerComponent('securitySchemes', 'session', { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' })
  for (const spec of specs) registry.registerPath(pathOfSpec(spec))
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: {
      title: '背包警务', version: '1',
      description: 'Lists are read by cursor; instants are ISO 8601; errors carry a stable code.'
    },
    servers: [{ url: API_BASE }]
  })
}

function pathOfSpec(spec: AnySpec): Parameters<OpenAPIRegistry['registerPath']>[0] {
  const { method, path } = ENDPOINTS[spec.name]
  const success = spec.response === null ? 204 : spec.status ?? 200
  return {
    operationId: spec.name,
    method: method.toLowerCase() as 'get' | 'post' | 'patch' | 'delete',
    path,
    summary: spec.summary,
    security: PERMISSIONS[spec.name].access === 'public' ? [] : [{ session: [] }],
    request: {
      ...(spec.params && { params: spec.params as ZodObject }),
      ...(spec.query && { query: spec.query as ZodObject }),
      ...(spec.body && { body: { required: true, content: { 'application/json': { schema: spec.body } } } }),
      ...(spec.upload &&
        { body: { required: true, content: { 'multipart/form-data': { schema: formOf(spec.upload.field) } } } }),
      ...(spec.idempotent && { headers: z.object({ 'Idempotency-Key': z.string().regex(/^[A-Za-z0-9_-]{8,64}$/) }) })
    },
    responses: {
      [success]: spec.response === null
        ? { description: 'Done.' }
        : { description: 'Done.', content: contentOf(spec.response, spec.mediaType) },
      ...errorResponses(spec)
    }
  }
}

/** Form with one file. */
function formOf(field: string): ZodObject {
  return z.object({
    [field]: z.string().openapi({
      format: 'binary', description: 'The one file; its name and declared type are not looked at.'
    })
  })
}

function contentOf(response: ZodType, mediaType: string | undefined): ZodContentObject {
  if (mediaType) return { [mediaType]: { schema: { type: 'string', format: 'binary' } } }
  return { 'application/json': { schema: response } }
}

const TAKES_BODY: ReadonlySet<string> = new Set(['POST', 'PATCH'])

function errorResponses(spec: AnySpec): Record<string, { description: string; content: object }> {
  // An expired token is refused by every endpoint, including those that need no token.
  const codes = new Set<ErrorCode>([
    'tooManyRequests', 'internal', 'unavailable', 'sessionExpired', ...(spec.errors ?? [])
  ])
  // A body is parsed before it is known whether the endpoint accepts one.
  if (TAKES_BODY.has(ENDPOINTS[spec.name].method)) {
    for (const code of ['malformedJson', 'bodyTooLarge', 'unsupportedMediaType'] as const) codes.add(code)
  }
  if (spec.body ?? spec.query ?? spec.upload) codes.add('validationFailed')
  if (spec.upload) codes.add(spec.upload.tooLarge)
  if (spec.params) codes.add('notFound')
  const { access } = PERMISSIONS[spec.name]
  if (access !== 'public') codes.add('unauthenticated')
  if (access !== 'public' && access !== 'session') codes.add('phoneNotBound')
  if (typeof access !== 'string') codes.add('forbidden')
  if (spec.needsConsent) codes.add('privacyConsentNeeded')
  if (spec.idempotent) for (const code of ['idempotencyKeyRequired', 'idempotencyKeyReused'] as const) codes.add(code)
  const byStatus = new Map<number, ErrorCode[]>()
  for (const code of codes) byStatus.set(ERRORS[code].status, [...byStatus.get(ERRORS[code].status) ?? [], code])
  return Object.fromEntries([...byStatus].map(([status, group]) => [String(status), {
    description: group.join(', '),
    content: { 'application/json': { schema: errorSchema } }
  }]))
}
