/** The operations that the OpenAPI document promises: the fuzzed calls are generated from them and judged by them. */

export type Schema = Readonly<Record<string, unknown>>

export interface Operation {
  /** The operationId. */
  name: string
  /** The method in capital letters. */
  method: string
  /** The path with `{id}`, below the base path. */
  path: string
  params: Record<string, Schema>
  query: Record<string, Schema>
  idempotent: boolean
  body: Schema | null
  multipart: boolean
  success: number
  /** Error codes by status. */
  errors: Map<number, string[]>
}

interface Parameter { name: string, in: string, schema: Schema }
interface Described {
  operationId: string
  parameters?: Parameter[]
  requestBody?: { content: Record<string, { schema: Schema }> }
  responses: Record<string, { description: string }>
}
export interface ApiDocument { paths: Record<string, Record<string, Described>> }

/** Every operation of the document. */
export function operationsOf(document: ApiDocument): Operation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => read(path, method, described)))
}

function read(
  path: string, method: string, { operationId, parameters = [], requestBody, responses }: Described
): Operation {
  const within = (place: string): Record<string, Schema> =>
    Object.fromEntries(parameters.filter(parameter => parameter.in === place).map(({ name, schema }) => [name, schema]))
  const content = requestBody?.content ?? {}
  const statuses = Object.keys(responses).map(Number)
  return {
    name: operationId, method: method.toUpperCase(), path, params: within('path'), query: within('query'),
    idempotent: 'Idempotency-Key' in within('header'),
    body: content['application/json']?.schema ?? null,
    multipart: 'multipart/form-data' in content,
    success: statuses.find(status => status < 300)!,
    errors: new Map(statuses.filter(status => status >= 400).map(status =>
      [status, responses[String(status)]!.description.split(', ')]))
  }
}
