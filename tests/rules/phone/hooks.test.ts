/**
 * Screens whose person changes while an answer is awaited.
 * @jest-environment jsdom
 */
import { act, createElement } from 'react'
import { configureHttp } from '../../../src/api/http'
import { useLoad, type Load } from '../../../src/hooks/useLoad'
import { useSendingPhotos, type SendingPhotos } from '../../../src/hooks/useSendingPhotos'
import { heldSession } from '../../../src/phone/heldSession'
import { photosUnderWay } from '../../../src/phone/photosUnderWay'
import { sessionToken } from '../../../src/phone/session'
import { calls, empty } from './fakeTaro'
import { sessionOf, userOf } from './sessions'

jest.mock('@tarojs/taro', () => jest.requireActual<object>('./fakeTaro'))

interface Root { render: (element: object) => void; unmount: () => void }
const { createRoot } = jest.requireActual<{ createRoot: (place: Element) => Root }>('react-dom/client')
Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })

let root: Root
beforeEach(() => {
  empty()
  process.env.TARO_ENV = 'weapp'
  heldSession.set(sessionOf('token of Li', userOf('li')))
  configureHttp({
    token: sessionToken, forgetToken: () => undefined, askToSignIn: () => undefined, askToAgree: () => undefined
  })
  root = createRoot(document.createElement('div'))
})
afterEach(() => {
  act(() => root.unmount())
  delete process.env.TARO_ENV
})

interface Rendered<A, R> {
  /** Renders the hook with something else. */
  again: (given: A) => void
  /** What the hook returned last. */
  now: () => R
}

function render<A, R>(hook: (given: A) => R, first: A): Rendered<A, R> {
  let result: R
  const Screen = ({ given }: { given: A }) => {
    result = hook(given)
    return null
  }
  const again = (given: A) => act(() => root.render(createElement(Screen, { given })))
  again(first)
  return { again, now: () => result }
}

describe('the data of a screen', () => {
  const fetches: ((data: string) => void)[] = []
  const fetcher = (): Promise<string> => new Promise<string>(resolve => { fetches.push(resolve) })
  const answer = (at: number, data: string) => act(async () => fetches.at(at)?.(data))
  const show = (key: string | null) => render((given: string | null) => useLoad(given, fetcher), key)

  test('of one person are not shown to the next one, whose key is the same', async () => {
    const { again, now } = show('member:1')
    await answer(-1, 'of Li')
    expect(now().data).toBe('of Li')
    again(null)
    again('member:1')
    expect(now()).toMatchObject({ data: null, loading: true })
  })

  test('that come after the person has left are not shown to the next one', async () => {
    const { again, now } = show('member:1')
    again(null)
    await answer(-1, 'of Li')
    again('member:1')
    expect(now()).toMatchObject({ data: null, loading: true })
    await answer(-1, 'of Wang')
    expect(now().data).toBe('of Wang')
  })

  test.each([
    ['put', (load: Load<string>): void => load.put('the page after the old list')],
    ['reload', (load: Load<string>): void => void load.reload()]
  ] as const)('of another key are not disturbed by a late %s for the key before', async (_what, late) => {
    const { again, now } = show('list:open')
    await answer(-1, 'open')
    const old = now()
    again('list:closed')
    const count = fetches.length
    act(() => { late(old) })
    expect(fetches).toHaveLength(count)
    await answer(-1, 'closed')
    expect(now()).toMatchObject({ data: 'closed', loading: false })
  })
})

describe('photos on their way', () => {
  const NONE: readonly string[] = []
  const onChange = jest.fn()
  const show = () => render((ids: readonly string[]) => useSendingPhotos(ids, onChange), NONE)
  const choose = ({ now }: Rendered<readonly string[], SendingPhotos>) => act(async () => { now().choose() })
  const signIn = (id: string | null) =>
    act(async () => heldSession.set(id === null ? null : sessionOf(`token of ${id}`, userOf(id))))
  beforeEach(() => onChange.mockReset())

  test('are told when they are stored', async () => {
    const shown = show()
    await choose(shown)
    await act(async () => calls[0]?.answer(201, { id: 'photo of Li' }))
    expect(onChange.mock.calls).toEqual([[['photo of Li']]])
    expect(shown.now().onTheirWay).toEqual([])
  })

  test('are not put into the form of another person, nor shown to this person', async () => {
    const shown = show()
    await choose(shown)
    await signIn(null)
    await signIn('wang')
    expect(shown.now().onTheirWay).toEqual([])
    await act(async () => calls[0]?.answer(201, { id: 'photo of Li' }))
    expect(onChange).not.toHaveBeenCalled()
  })

  test('are not told to the next person after their screen was left either', async () => {
    await choose(show())
    act(() => root.render(createElement('div')))
    await signIn('wang')
    await act(async () => calls[0]?.answer(201, { id: 'photo of Li' }))
    expect(onChange).not.toHaveBeenCalled()
    expect(photosUnderWay.get()).toBe(0)
  })

  test('that wait in line are not sent for another person', async () => {
    const shown = show()
    await choose(shown)
    await choose(shown)
    act(() => root.render(createElement('div')))
    await signIn('wang')
    await act(async () => calls[0]?.answer(201, { id: 'photo of Li' }))
    expect(calls.map(({ token }) => token)).toEqual(['token of Li'])
  })

  test('wait for the same person when the session ends, and are sent again with the same key', async () => {
    const shown = show()
    await choose(shown)
    await signIn(null)
    await act(async () => calls[0]?.answer(201, { id: 'photo of Li' }))
    expect(onChange).not.toHaveBeenCalled()
    await signIn('li')
    const [photo] = shown.now().onTheirWay
    expect(photo?.failure?.code).toBe('unauthenticated')
    await act(async () => shown.now().retry(photo?.key ?? ''))
    expect(calls[1]?.header['Idempotency-Key']).toBe(calls[0]?.header['Idempotency-Key'])
    await act(async () => calls[1]?.answer(201, { id: 'photo of Li' }))
    expect(onChange.mock.calls).toEqual([[['photo of Li']]])
  })
})
