import { createDraftStores, type DraftStorage, type DraftStores } from '../../src/phone/draftStores'
import { createStore, type Store } from '../../src/phone/store'

interface Form { name: string; remark: string }

/** A phone's storage that can be full and counts its writes. */
class Storage implements DraftStorage {
  readonly kept = new Map<string, string>()
  full = false
  writes = 0
  readonly read = <T>(key: string): T | null => {
    const text = this.kept.get(key)
    return text === undefined ? null : JSON.parse(text) as T
  }
  readonly keep = <T>(key: string, value: T): boolean => {
    this.writes++
    if (this.full) this.kept.delete(key)
    else this.kept.set(key, JSON.stringify(value))
    return !this.full
  }
  readonly forget = (key: string): void => {
    this.writes++
    this.kept.delete(key)
  }
  readonly forgetUnder = (beginning: string): void => {
    for (const key of [...this.kept.keys()]) if (key.startsWith(beginning)) this.forget(key)
  }
}

let storage: Storage
let owner: Store<string | null>
let stores: DraftStores
let keys: number
const restart = (): void => { stores = createDraftStores(storage, owner, () => `key${++keys}`) }
beforeEach(() => {
  storage = new Storage()
  owner = createStore<string | null>(() => 'li')
  keys = 0
  restart()
})

const form = () => stores.draft<Form>('new:HZ02')
/** Opens the form as a component does. @returns a function that leaves the form */
const open = (listener: () => void = () => undefined) => form().subscribe(listener)

describe('a draft', () => {
  test('is one value for everybody who shows it, and says when it changes', () => {
    const [one, other] = [jest.fn(), jest.fn()]
    open(one)
    open(other)
    form().change({ name: '赵' })
    form().change({ remark: '有狗' })
    expect(form().get().value).toEqual({ name: '赵', remark: '有狗' })
    expect(form().get()).toBe(form().get())
    expect([one.mock.calls.length, other.mock.calls.length]).toEqual([2, 2])
  })

  test('of one form is not the draft of another', () => {
    open()
    form().change({ name: '赵' })
    expect(stores.draft<Form>('new:HZ03').get().value).toEqual({})
  })

  test('keeps its key with its words over a restart, until it is sent', () => {
    const leave = open()
    form().change({ name: '赵' })
    const { idempotencyKey, found } = form().get()
    expect(found).toBe(false)
    leave()
    restart()
    expect(form().get()).toEqual({ value: { name: '赵' }, idempotencyKey, found: true })
    open()
    form().clear(idempotencyKey)
    expect(storage.kept.size).toBe(0)
    expect(form().get()).toMatchObject({ value: {}, found: false })
    expect(form().get().idempotencyKey).not.toBe(idempotencyKey)
  })

  test('is found when its form is opened again', () => {
    const leave = open()
    form().change({ name: '赵' })
    leave()
    expect(form().get()).toMatchObject({ value: { name: '赵' }, found: true })
  })

  test('given a new key is the same words', () => {
    open()
    form().change({ name: '赵' })
    const before = form().get()
    form().renew(before.idempotencyKey)
    expect(form().get()).toEqual({
      ...before,
      idempotencyKey: expect.not.stringMatching(before.idempotencyKey) as string
    })
    restart()
    expect(form().get().idempotencyKey).not.toBe(before.idempotencyKey)
  })
})

describe('an answer that comes after somebody else has signed in', () => {
  test.each(['clear', 'renew'] as const)('does not %s the other person\'s draft', done => {
    open()
    form().change({ name: '赵' })
    const { idempotencyKey } = form().get()
    owner.set('wang')
    form().change({ name: '钱' })
    const others = form().get()
    form()[done](idempotencyKey)
    expect(form().get()).toEqual(others)
    restart()
    expect(form().get()).toMatchObject({ value: { name: '钱' }, idempotencyKey: others.idempotencyKey })
  })
})

describe('reading a draft', () => {
  test('writes nothing, however often React renders, subscribes and unsubscribes', () => {
    const leave = open()
    form().change({ name: '赵' })
    leave()
    restart()
    const { writes } = storage
    for (let i = 0; i < 3; i++) form().get()
    open()()
    const first = form().get()
    open()
    expect(form().get()).toEqual(first)
    expect(storage.writes).toBe(writes)
  })
})

describe('a full storage', () => {
  test('loses nothing that is typed, while the form is open and after', () => {
    storage.full = true
    const leave = open()
    form().change({ name: '赵' })
    form().change({ remark: '有狗' })
    const { idempotencyKey } = form().get()
    expect(form().get().value).toEqual({ name: '赵', remark: '有狗' })
    leave()
    expect(form().get()).toEqual({ value: { name: '赵', remark: '有狗' }, idempotencyKey, found: true })
    open()
    storage.full = false
    form().change({ name: '赵桂兰' })
    restart()
    expect(form().get()).toEqual({ value: { name: '赵桂兰', remark: '有狗' }, idempotencyKey, found: true })
  })

  test('does not lose what a stranger typed when the stranger signs in', () => {
    owner.set(null)
    storage.full = true
    open()
    form().change({ name: '赵' })
    owner.set('li')
    expect(form().get().value).toEqual({ name: '赵' })
  })

  test('leaves nothing in memory for the next person', () => {
    storage.full = true
    const leave = open()
    form().change({ name: '赵' })
    leave()
    owner.set(null)
    expect(form().get().value).toEqual({})
    owner.set('wang')
    expect(form().get().value).toEqual({})
  })
})

describe('who sees a draft', () => {
  const keptFor = (writer: string | null) =>
    storage.read<{ value: Partial<Form> }>(`draft:${writer ?? ''}:new:HZ02`)?.value ?? null

  test('only its writer: another person begins anew, and finds it not', () => {
    open()
    form().change({ name: '赵' })
    owner.set('wang')
    expect(form().get()).toMatchObject({ value: {}, found: false })
    form().change({ name: '钱' })
    expect([keptFor('li'), keptFor('wang')]).toEqual([{ name: '赵' }, { name: '钱' }])
    owner.set('li')
    expect(form().get()).toMatchObject({ value: { name: '赵' }, found: true })
  })

  test('what a stranger typed becomes the draft of the person who signs in, and is not announced as found', () => {
    owner.set(null)
    open()
    form().change({ name: '赵' })
    const { idempotencyKey } = form().get()
    owner.set('li')
    expect(form().get()).toEqual({ value: { name: '赵' }, idempotencyKey, found: false })
    expect([keptFor(null), keptFor('li')]).toEqual([null, { name: '赵' }])
  })

  test('also when the form is opened only after signing in, and only once', () => {
    owner.set(null)
    const leave = open()
    form().change({ name: '赵' })
    leave()
    owner.set('li')
    const left = open()
    expect(form().get()).toMatchObject({ value: { name: '赵' }, found: true })
    expect([keptFor(null), keptFor('li')]).toEqual([null, { name: '赵' }])
    left()
    owner.set('wang')
    expect(form().get().value).toEqual({})
  })

  test('an open form keeps its words when the session runs out, and they stay the writer\'s', () => {
    open()
    form().change({ name: '赵' })
    owner.set(null)
    form().change({ remark: '有狗' })
    expect(form().get().value).toEqual({ name: '赵', remark: '有狗' })
    expect([keptFor(null), keptFor('li')]).toEqual([null, { name: '赵', remark: '有狗' }])
    owner.set('wang')
    expect(form().get().value).toEqual({})
  })

  test('nobody, once it is forgotten: an open form is emptied', () => {
    const told = jest.fn()
    open(told)
    form().change({ name: '赵' })
    told.mockClear()
    stores.forget('wang')
    expect(form().get().value).toEqual({ name: '赵' })
    stores.forget('li')
    expect(form().get()).toMatchObject({ value: {}, found: false })
    expect(told).toHaveBeenCalledTimes(1)
    form().change({ name: '赵' })
    stores.forget()
    owner.set(null)
    expect(form().get().value).toEqual({})
    expect(storage.kept.size).toBe(0)
  })
})
