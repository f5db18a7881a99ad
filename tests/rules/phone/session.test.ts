/** Answers that come after somebody else has signed in, or nobody is signed in any more. */
import { configureHttp } from '../../../src/api/http'
import type { SessionView } from '../../../src/contract/person'
import { drafts } from '../../../src/phone/drafts'
import { heldSession } from '../../../src/phone/heldSession'
import {
  bindPhone, deleteAccount, forgetSession, refreshUser, sessionToken, signIn, signOut, updateUser
} from '../../../src/phone/session'
import { carryVillageOver, pickedVillage } from '../../../src/phone/village'
import { calls, empty, sent, settled, storage } from './fakeTaro'
import { sessionOf, userOf } from './sessions'

jest.mock('@tarojs/taro', () => jest.requireActual<object>('./fakeTaro'))

const LI = sessionOf('token of Li', userOf('li'))
const WANG = sessionOf('token of Wang', userOf('wang'))

beforeEach(() => {
  heldSession.set(null)
  drafts.forget()
  empty()
  configureHttp({
    token: sessionToken, forgetToken: forgetSession, askToSignIn: () => undefined, askToAgree: () => undefined
  })
})

/** Begins a session as an earlier run of the app left it. */
function hold(session: SessionView): void {
  heldSession.set(session)
  storage.set('session', session)
}

const signedIn = () => {
  const held = heldSession.get()
  expect(storage.get('session') ?? null).toEqual(held)
  return held
}

/** Wang signs in, whoever is signed in. */
async function wangSignsIn(): Promise<void> {
  const done = signIn('wang')
  await sent('POST', '/api/v1/session').answer(200, WANG)
  await done
}

async function signsOut(): Promise<void> {
  const done = signOut()
  await sent('DELETE', '/api/v1/session').answer(204)
  await done
}

describe.each([
  ['getMe', 'GET', () => refreshUser()],
  ['updateMe', 'PATCH', () => updateUser({ name: '李四' })]
] as const)('a late answer of %s', (_name, method, ask) => {
  test('does not bring an ended session back', async () => {
    hold(LI)
    const asked = ask()
    const late = sent(method, '/api/v1/me')
    await signsOut()
    await late.answer(200, LI.user)
    await asked
    expect(signedIn()).toBeNull()
  })

  test('is not put into the session of the person who signed in meanwhile', async () => {
    hold(LI)
    const asked = ask()
    const late = sent(method, '/api/v1/me')
    await wangSignsIn()
    await late.answer(200, LI.user)
    await asked
    expect(signedIn()).toEqual(WANG)
  })

  test('is held while the session is still the same', async () => {
    hold(LI)
    const asked = ask()
    await sent(method, '/api/v1/me').answer(200, userOf('li', { name: '李四' }))
    await asked
    expect(signedIn()).toEqual({ ...LI, user: userOf('li', { name: '李四' }) })
  })
})

test('an answer about the user that was overtaken by a change is asked for again', async () => {
  hold(LI)
  const refreshed = refreshUser()
  const old = sent('GET', '/api/v1/me')
  const changed = updateUser({ name: '李四' })
  await sent('PATCH', '/api/v1/me').answer(200, userOf('li', { name: '李四' }))
  await changed
  await old.answer(200, userOf('li'))
  expect(signedIn()?.user?.name).toBe('李四')
  await sent('GET', '/api/v1/me').answer(200, userOf('li', { name: '李四', roles: ['resident', 'agent'] }))
  await refreshed
  expect(signedIn()?.user).toMatchObject({ name: '李四', roles: ['resident', 'agent'] })
})

describe('of two sign-ins the later one counts', () => {
  const begin = () => {
    const first = signIn('li')
    const ofFirst = sent('POST', '/api/v1/session')
    const second = signIn('wang')
    return { first, ofFirst, second, ofSecond: sent('POST', '/api/v1/session') }
  }

  test('when the answers come in this order', async () => {
    const { first, ofFirst, second, ofSecond } = begin()
    await ofFirst.answer(200, LI)
    expect(signedIn()).toBeNull()
    await ofSecond.answer(200, WANG)
    expect([await first, await second]).toEqual([null, WANG.user])
    expect(signedIn()).toEqual(WANG)
  })

  test('when the answers come in the other order', async () => {
    const { first, ofFirst, second, ofSecond } = begin()
    await ofSecond.answer(200, WANG)
    await ofFirst.answer(200, LI)
    expect([await first, await second]).toEqual([null, WANG.user])
    expect(signedIn()).toEqual(WANG)
  })
})

describe('signing out', () => {
  test('is not undone by a sign-in that was begun before', async () => {
    hold(LI)
    const begun = signIn('li')
    const late = sent('POST', '/api/v1/session')
    await signsOut()
    await late.answer(200, LI)
    expect(await begun).toBeNull()
    expect(signedIn()).toBeNull()
  })

  test('is not undone by a phone that is bound late', async () => {
    hold(sessionOf('unbound', null))
    const binding = bindPhone('code')
    const late = sent('POST', '/api/v1/session/phone')
    await signsOut()
    await late.answer(200, LI)
    expect(await binding).toBeNull()
    expect(signedIn()).toBeNull()
  })

  test('forgets at once, and ends the session that it forgot', async () => {
    hold(LI)
    drafts.draft<{ name: string }>('form').change({ name: '赵' })
    const done = signOut()
    expect(signedIn()).toBeNull()
    expect([...storage.keys()]).toEqual([])
    expect(sent('DELETE', '/api/v1/session').token).toBe(LI.token)
    await sent('DELETE', '/api/v1/session').answer(503)
    await done
  })

  test('leaves the person who signs in before the server has answered', async () => {
    hold(LI)
    const done = signOut()
    const late = sent('DELETE', '/api/v1/session')
    await wangSignsIn()
    drafts.draft<{ name: string }>('form').change({ name: '赵' })
    await late.answer(204)
    await done
    expect(signedIn()).toEqual(WANG)
    expect(drafts.draft('form').get().value).toEqual({ name: '赵' })
  })
})

test('a bound phone is signed in though a parallel call found the old session ended', async () => {
  hold(sessionOf('unbound', null))
  const binding = bindPhone('code')
  const ofBinding = sent('POST', '/api/v1/session/phone')
  forgetSession('unbound')
  await ofBinding.answer(200, LI)
  expect(await binding).toEqual(LI.user)
  expect(signedIn()).toEqual(LI)
})

test('only the session of a refused token is forgotten', () => {
  hold(LI)
  forgetSession('another token')
  expect(signedIn()).toEqual(LI)
  forgetSession(LI.token)
  expect(signedIn()).toBeNull()
})

describe('deleting an account', () => {
  test('forgets everything on the phone', async () => {
    hold(LI)
    storage.set('village', '1')
    const done = deleteAccount()
    await sent('DELETE', '/api/v1/me').answer(204)
    await done
    expect(heldSession.get()).toBeNull()
    expect(storage.size).toBe(0)
  })

  test('leaves the person who has signed in meanwhile', async () => {
    hold(LI)
    drafts.draft<{ name: string }>('form').change({ name: '赵' })
    const done = deleteAccount()
    const late = sent('DELETE', '/api/v1/me')
    await wangSignsIn()
    await late.answer(204)
    await done
    expect(signedIn()).toEqual(WANG)
    expect([...storage.keys()]).toEqual(['session'])
  })
})

test('drafts of staff are forgotten when somebody else signs in instead', async () => {
  hold(sessionOf('token of an agent', userOf('agent', { roles: ['resident', 'agent'] })))
  drafts.draft<{ name: string }>('form').change({ name: '赵' })
  await wangSignsIn()
  expect([...storage.keys()]).toEqual(['session'])
})

test('the picked village is not given to the account of somebody else', async () => {
  pickedVillage.set('611002001001')
  hold(WANG)
  await carryVillageOver(userOf('li'))
  await settled()
  expect(calls).toEqual([])
  const carried = carryVillageOver(userOf('wang'))
  await sent('PATCH', '/api/v1/me').answer(200, userOf('wang', { villageCode: '611002001001' }))
  await carried
  expect(signedIn()?.user?.villageCode).toBe('611002001001')
})
