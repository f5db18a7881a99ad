/** Refusals of a token that the phone does not hold any more. */
import { getMe } from '../../../src/api/session'
import { fetchPhoto, sendPhoto } from '../../../src/api/attachments'
import { getCatalogue } from '../../../src/api/catalogue'
import { configureHttp } from '../../../src/api/http'
import { calls, empty } from './fakeTaro'

jest.mock('@tarojs/taro', () => jest.requireActual<object>('./fakeTaro'))

let token: string | null
const forgetToken = jest.fn((refused: string) => { if (token === refused) token = null })
const [askToSignIn, askToAgree] = [jest.fn(), jest.fn()]

beforeEach(() => {
  jest.clearAllMocks()
  empty()
  token = 'old'
  configureHttp({ token: () => token, forgetToken, askToSignIn, askToAgree })
})

const error = (code: string) => ({ error: { code, message: code } })
const CALLS = [
  ['a call', () => getMe()],
  ['an upload', () => sendPhoto({ path: 'a.jpg', idempotencyKey: 'key-of-a' })],
  ['a download', () => fetchPhoto('a', 'photo')]
] as const

describe.each(CALLS)('%s', (_what, send) => {
  test.each([['fresh'], [null]])('refused with an old token leaves the present one: %s', async present => {
    const refused = expect(send()).rejects.toMatchObject({ name: 'ApiError' })
    token = present
    await calls[0]?.answer(401, error('sessionExpired'))
    await refused
    expect(token).toBe(present)
    expect(forgetToken).not.toHaveBeenCalled()
    expect(askToSignIn).not.toHaveBeenCalled()
  })

  test('refused with the present token forgets it, and asks to sign in', async () => {
    const refused = expect(send()).rejects.toMatchObject({ name: 'ApiError' })
    await calls[0]?.answer(401, error('sessionExpired'))
    await refused
    expect(forgetToken.mock.calls).toEqual([['old']])
    expect(askToSignIn).toHaveBeenCalledTimes(1)
  })
})

test.each(['phoneNotBound', 'privacyConsentNeeded', 'sensitiveConsentNeeded'])(
  'the person who is signed in now is not asked about what another one lacked: %s',
  async code => {
    const refused = expect(getMe()).rejects.toMatchObject({ code })
    token = 'fresh'
    await calls[0]?.answer(403, error(code))
    await refused
    expect([askToSignIn, askToAgree].flatMap(asked => asked.mock.calls)).toEqual([])
  }
)

test('a public call that was refused with an old token is repeated with the present one', async () => {
  const asked = getCatalogue()
  token = 'fresh'
  await calls[0]?.answer(401, error('sessionExpired'))
  expect(calls.map(call => call.token)).toEqual(['old', 'fresh'])
  await calls[1]?.answer(200, { items: [] })
  expect(await asked).toEqual({ items: [] })
  expect(token).toBe('fresh')
})
