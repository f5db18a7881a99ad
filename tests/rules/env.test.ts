import { EnvError, readEnv } from '../../server/env'

const production = {
  NODE_ENV: 'production', WECHAT_APPID: 'wx0123456789abcdef', WECHAT_SECRET: '0123456789abcdef',
  SESSION_SECRET: 'x'.repeat(32),
  FIELD_KEY_FILE: '/etc/backpack/field-keys'
}

function faultsOf(source: Record<string, string>): string[] {
  try {
    readEnv(source)
  } catch (error) {
    if (error instanceof EnvError) return error.faults
    throw error
  }
  return []
}

test('without any setting it runs on this machine, with the fake WeChat', () => {
  expect(readEnv({})).toMatchObject({
    production: false, port: 3000, host: '127.0.0.1', dataDir: './data', wechat: null
  })
})

test('production with everything it needs', () => {
  expect(readEnv(production)).toMatchObject({ production: true, wechat: { appId: production.WECHAT_APPID } })
})

test.each([
  ['WECHAT_APPID', { WECHAT_APPID: '', WECHAT_SECRET: '' }],
  ['SESSION_SECRET', { SESSION_SECRET: '' }],
  ['FIELD_KEY_FILE', { FIELD_KEY_FILE: '' }],
  ['FIELD_KEY', { FIELD_KEY: `${'A'.repeat(43)}=` }],
  ['WECHAT_API', { WECHAT_API: 'http://127.0.0.1:1/' }]
])('production refuses to start over %s', (name, change) => {
  const faults = faultsOf({ ...production, ...change })
  expect(faults).toHaveLength(1)
  expect(faults[0]).toContain(name)
})

test.each([
  ['PORT', 'abc'], ['PORT', '70000'], ['MONGODB_URI', 'localhost:27017'], ['LOG_LEVEL', 'loud'], ['NODE_ENV', 'prod'],
  ['SESSION_SECRET', 'short'], ['TRUST_PROXY', 'yes'],
  ['FIELD_KEY', 'too short']
])('%s=%s is named in a sentence', (name, value) => {
  const faults = faultsOf({ [name]: value })
  expect(faults).toHaveLength(1)
  expect(faults[0]).toMatch(new RegExp(`^${name}.*\\.$`))
})

test('every fault is named at once; half of WeChat’s credentials is one', () => {
  expect(faultsOf({ PORT: 'x', LOG_LEVEL: 'y', WECHAT_APPID: 'wx0123456789abcdef' })).toHaveLength(3)
})
