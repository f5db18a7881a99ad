import {
  OpenAPIRegistry, OpenApiGeneratorV31, extendZodWithOpenApi, type ZodContentObject
} from '@asteasolutions/zod-to-openapi'
import type Router from '@koa/router'
import { z, type ZodObject } from 'zod'
import { API_BASE, endpointOf } from '../src/contract/endpoints'
import { ERRORS, type ErrorCode } from '../src/contract/errors'
import { isPublic, PERMISSIONS } from '../src/contract/permissions'
import type { AnySpec } from './endpointSpec'

extendZodWithOpenApi(z)

const errorSchema = z.object({
  error: z.object({
    code: z.enum(Object.keys(ERRORS)),
    message: z.string().describe('Plain Chinese for the person on the phone.'),
    fields: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    present: z.object({ status: z.string(), assignee: z.string().nullable() }).optional(),
    requestId: z.string()
  })
}).openapi('Error')

/** GET /openapi.json: the description of every mounted endpoint, generated from the schemas that check its calls. */
export function mountOpenApi(router: Router, endpoints: { specs: readonly AnySpec[] }): void {
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
  const { method, path, upload, idempotent } = endpointOf(spec.name)
  const { params, query, body } = spec
  return {
    operationId: spec.name,
    method: METHODS[method],
    path,
    summary: spec.summary,
    security: isPublic(spec.name) ? [] : [{ session: [] }],
    request: {
      ...(params instanceof z.ZodObject && { params }),
      ...(query instanceof z.ZodObject && { query }),
      ...(body && { body: { required: true, content: { 'application/json': { schema: body } } } }),
      ...(upload && { body: { required: true, content: { 'multipart/form-data': { schema: formOf(upload) } } } }),
      ...(idempotent && { headers: z.object({ 'Idempotency-Key': z.string().regex(/^[A-Za-z0-9_-]{8,64}$/) }) })
    },
    responses: { ...successOf(spec), ...errorResponses(spec) }
  }
}

function successOf(
  { name, status, response, mediaType }: AnySpec
): Record<string, { description: string; content?: ZodContentObject }> {
  if (endpointOf(name).answers === 'nothing') return { 204: { description: 'Done.' } }
  const content: ZodContentObject = {
    ...(response && { 'application/json': { schema: response } }),
    ...(mediaType && { [mediaType]: { schema: { type: 'string', format: 'binary' } } })
  }
  return { [status ?? 200]: { description: 'Done.', content } }
}

/** Form with one file. */
function formOf(field: string): ZodObject {
  return z.object({
    [field]: z.string()
      .openapi({ format: 'binary', description: 'The one file; its name and declared type are ignored.' })
  })
}

const METHODS = { GET: 'get', POST: 'post', PATCH: 'patch', DELETE: 'delete' } as const
const TAKES_BODY: ReadonlySet<string> = new Set(['POST', 'PATCH'])

function errorResponses(spec: AnySpec): Record<string, { description: string; content: object }> {
  const { method, idempotent, needsConsent } = endpointOf(spec.name)
  // Every endpoint, also a public one, refuses a token that is no longer valid.
  const codes = new Set<ErrorCode>([
    'tooManyRequests', 'internal', 'unavailable', 'sessionExpired', ...(spec.errors ?? [])
  ])
  const add = (...more: ErrorCode[]): void => more.forEach(code => codes.add(code))
  // A body is parsed before it is known whether the endpoint takes one.
  if (TAKES_BODY.has(method)) add('malformedJson', 'bodyTooLarge', 'unsupportedMediaType')
  if (spec.body ?? spec.query ?? spec.upload) add('validationFailed')
  if (spec.upload) add(spec.upload.tooLarge)
  if (spec.params) add('notFound')
  const { access } = PERMISSIONS[spec.name]
  if (access !== 'public') add('unauthenticated')
  if (access !== 'public' && access !== 'session') add('phoneNotBound')
  if (typeof access !== 'string') add('forbidden')
  if (needsConsent) add('privacyConsentNeeded')
  if (idempotent) add('idempotencyKeyRequired', 'idempotencyKeyReused')
  const byStatus = new Map<number, ErrorCode[]>()
  for (const code of codes) byStatus.set(ERRORS[code].status, [...byStatus.get(ERRORS[code].status) ?? [], code])
  return Object.fromEntries([...byStatus].map(([status, group]) => [String(status), {
    description: group.join(', '),
    content: { 'application/json': { schema: errorSchema } }
  }]))
}
