import { API_BASE, ENDPOINTS } from '../../../src/contract/endpoints'
import { buildApp, type TestApp } from '../../setup/app'

let app: TestApp
let document: {
  openapi: string
  paths: Record<string, Record<string, { operationId: string; responses: Record<string, unknown> }>>
}
beforeAll(async () => {
  app = await buildApp()
  document = (await app.http.get(`${API_BASE}/openapi.json`).expect(200)).body
})
afterAll(() => app.stop())

const described = () => Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.keys(methods).map(method => `${method.toUpperCase()} ${path}`)).sort()

test('every endpoint of the contract is described, and nothing else', () => {
  expect(document.openapi).toBe('3.1.0')
  expect(described()).toEqual(Object.values(ENDPOINTS).map(({ method, path }) => `${method} ${path}`).sort())
})

test('no route of the router is missing from it', () => {
  const routes = app.app.router.stack.flatMap(layer =>
    layer.methods.filter(method => method !== 'HEAD').map(method => `${method} ${String(layer.path)}`)
  )
  const below = routes.filter(route => route.includes(API_BASE) && !route.endsWith('/openapi.json'))
    .map(route => route.replace(API_BASE, '').replace(/:(\w+)/g, '{$1}')).sort()
  expect(below).toEqual(described())
  expect(routes.filter(route => !route.includes(API_BASE)).sort()).toEqual([
    'GET /healthz',
    'GET /metrics',
    'GET /readyz'
  ])
})

test('every operation says its success and its errors', () => {
  for (const methods of Object.values(document.paths)) {
    for (const operation of Object.values(methods)) {
      const statuses = Object.keys(operation.responses)
      expect(statuses.some(status => status.startsWith('2'))).toBe(true)
      expect(statuses).toEqual(expect.arrayContaining(['429', '500']))
    }
  }
})
