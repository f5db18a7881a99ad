import fc from 'fast-check'
import { ApiError, type FailureCode } from '../../../src/api/failure'
import { createOutbox, type NewEntry, type Outbox, type OutboxEntry } from '../../../src/phone/outbox'
import { createStore, type Store } from '../../../src/phone/store'

/** What a server may answer: an error, or nothing wrong. */
type Answer = FailureCode | 'ok'

interface World {
  stored: Map<string, string>
  owner: Store<string | null>
  outbox: Outbox
  /** What the server carried out: the keys of moves, in their order. */
  done: string[]
  /** Every attempt at a move, with who was signed in. */
  tried: Array<{ key: string; by: string | null; photos: string[] }>
  answers: (key: string) => Answer
  full: boolean
  now: number
}

function world(stored = new Map<string, string>()): World {
  const owner = createStore<string | null>(() => 'zhou')
  const made: Omit<World, 'outbox'> = {
    stored, owner, done: [], tried: [], answers: () => 'ok', full: false, now: Date.parse('2026-11-24T02:00:00Z')
  }
  const outbox = createOutbox({
    storage: {
      read: key => JSON.parse(stored.get(key) ?? 'null') as never,
      replace: (key, value) => {
        if (made.full) return false
        stored.set(key, JSON.stringify(value))
        return true
      },
      forget: key => { stored.delete(key) },
      keys: beginning => [...stored.keys()].filter(key => key.startsWith(beginning))
    },
    owner,
    sendPhoto: async ({ key }) => {
      judge(made.answers(key))
      return `id-of-${key}`
    },
    sendMove: async ({ key }, photos) => {
      made.tried.push({ key, by: owner.get(), photos })
      judge(made.answers(key))
      // The server carries a key out once, however often it comes.
      if (!made.done.includes(key)) made.done.push(key)
    },
    dropPhoto: async () => undefined,
    now: () => made.now
  })
  return Object.assign(made, { outbox })
}

function judge(answer: Answer): void {
  if (answer !== 'ok') throw new ApiError(answer, `因为 ${answer}`)
}

const entry = (key: string, photos: string[] = [], minute = 0): NewEntry => ({
  key, action: 'deliver', matter: `m-${key}`, about: key,
  input: { receivedBy: '王小山', relation: 'child', way: 'broughtHome', text: '点清了' },
  phoneTime: new Date(Date.parse('2026-11-24T01:00:00Z') + minute * 60_000).toISOString(),
  photos: photos.map(one => ({ key: one, id: null }))
})
const states = (outbox: Outbox): Record<string, OutboxEntry['state']> =>
  Object.fromEntries(outbox.get().map(({ key, state }) => [key, state]))

test('without signal it waits on the phone, whole, also after a restart; with signal it is sent once', async () => {
  const first = world()
  first.answers = () => 'offline'
  expect(first.outbox.add(entry('a', ['p1']))).toBe(true)
  await first.outbox.flush()
  expect(states(first.outbox)).toEqual({ a: 'waiting' })
  const again = world(first.stored)
  expect(again.outbox.get()[0]).toMatchObject({ input: { receivedBy: '王小山' }, photos: [{ key: 'p1', id: null }] })
  await again.outbox.flush()
  await again.outbox.flush()
  expect(again.done).toEqual(['a'])
  expect(again.tried).toEqual([{ key: 'a', by: 'zhou', photos: ['id-of-p1'] }])
  expect(states(again.outbox)).toEqual({ a: 'sent' })
  // Nothing of the content stays on the phone, and after a day not even its name.
  expect([...again.stored.values()].join()).not.toContain('王小山')
  again.now += 25 * 3600_000
  expect(states(world(again.stored).outbox)).toEqual({ a: 'sent' })
  const later = world(again.stored)
  later.now = again.now
  expect(later.outbox.get()).toEqual([])
})

test('a lost answer: sent again with the same key, with the photo that was stored already', async () => {
  const one = world()
  let times = 0
  one.answers = key => key === 'a' && ++times === 1 ? 'timedOut' : 'ok'
  one.outbox.add(entry('a', ['p1']))
  await one.outbox.flush()
  expect(states(one.outbox)).toEqual({ a: 'waiting' })
  await one.outbox.flush()
  expect(one.tried.map(({ key, photos }) => [key, photos])).toEqual([['a', ['id-of-p1']], ['a', ['id-of-p1']]])
  expect(one.done).toEqual(['a'])
})

test('what is light goes before photos; a refused one and a server’s fault block nothing else', async () => {
  const one = world()
  one.answers = key => ({ b: 'moveNotAllowed', c: 'internal' } as Record<string, Answer>)[key] ?? 'ok'
  one.outbox.add(entry('heavy', ['p1', 'p2']))
  for (const [minute, key] of ['b', 'c', 'd'].entries()) one.outbox.add(entry(key, [], minute + 1))
  await one.outbox.flush()
  expect(one.tried.map(({ key }) => key)).toEqual(['b', 'c', 'd', 'heavy'])
  expect(states(one.outbox)).toEqual({ heavy: 'sent', b: 'refused', c: 'waiting', d: 'sent' })
  const refused = one.outbox.get().find(({ key }) => key === 'b')!
  expect(refused).toMatchObject({ why: '因为 moveNotAllowed', input: { receivedBy: '王小山', text: '点清了' } })
  // It is put away by its writer only; what waits can't be.
  one.outbox.putAway('c')
  one.outbox.putAway('b')
  expect(states(one.outbox)).toEqual({ heavy: 'sent', c: 'waiting', d: 'sent' })
})

test.each<FailureCode>(['unauthenticated', 'sessionExpired', 'phoneNotBound'])(
  'a session that ended (%s) loses nothing and refuses nothing', async code => {
    const one = world()
    one.answers = () => code
    one.outbox.add(entry('a'))
    one.outbox.add(entry('b', [], 1))
    await one.outbox.flush()
    expect(states(one.outbox)).toEqual({ a: 'waiting', b: 'waiting' })
    expect(one.tried).toHaveLength(1)
  }
)

test('the next user of the phone sees and sends nothing of it, not even while it is being sent; its writer does later', async () => {
  const one = world()
  one.outbox.add(entry('a'))
  one.outbox.add(entry('b', [], 1))
  one.answers = key => {
    if (key === 'a') one.owner.set('sun')
    return 'ok'
  }
  await one.outbox.flush()
  expect(one.outbox.get()).toEqual([])
  await one.outbox.flush()
  expect(one.tried.map(({ key }) => key)).toEqual(['a'])
  one.owner.set(null)
  expect(one.outbox.add(entry('c'))).toBe(false)
  one.answers = () => 'ok'
  one.owner.set('zhou')
  await one.outbox.flush()
  expect(one.done).toEqual(['a', 'b'])
  expect(one.tried.every(({ by }) => by !== 'sun' && by !== null)).toBe(true)
})

test('a full phone says so; what it keeps is not lost when its state can’t be written', async () => {
  const one = world()
  one.outbox.add(entry('a'))
  one.full = true
  expect(one.outbox.add(entry('b'))).toBe(false)
  await one.outbox.flush()
  expect(one.done).toEqual(['a'])
  expect(states(one.outbox)).toEqual({ a: 'waiting' })
  one.full = false
  await one.outbox.flush()
  expect(one.done).toEqual(['a'])
  expect(states(one.outbox)).toEqual({ a: 'sent' })
})

test('what waits can be taken back by its writer, and is not sent then', async () => {
  const one = world()
  one.answers = () => 'offline'
  one.outbox.add(entry('a'))
  await one.outbox.flush()
  one.outbox.takeBack('a')
  one.answers = () => 'ok'
  await one.outbox.flush()
  expect(one.outbox.get()).toEqual([])
  expect(one.done).toEqual([])
})

test('whatever goes wrong: in the end everything is done once or refused in words, and nothing is gone', async () => {
  const faults: readonly Answer[] = [
    'ok', 'offline', 'timedOut', 'unavailable', 'internal', 'tooManyRequests', 'sessionExpired', 'moveNotAllowed',
    'validationFailed', 'papersElsewhere'
  ]
  await fc.assert(fc.asyncProperty(
    fc.array(
      fc.record({ photos: fc.nat({ max: 2 }), answers: fc.array(fc.constantFrom(...faults), { maxLength: 4 }) }),
      { minLength: 1, maxLength: 12 }
    ),
    async plans => {
      let one = world()
      const left = new Map(plans.map(({ answers }, index) => [`e${index}`, [...answers]]))
      const answers = (key: string): Answer => left.get(key.split('-')[0]!)?.shift() ?? 'ok'
      plans.forEach(({ photos }, index) => one.outbox.add(
        entry(`e${index}`, Array.from({ length: photos }, (_, at) => `e${index}-p${at}`), index)
      ))
      const done: string[] = []
      for (let round = 0; round < 60; round++) {
        one.answers = answers
        one.done = done
        await one.outbox.flush()
        const now = one.outbox.get()
        expect(now.map(({ key }) => key).sort()).toEqual(plans.map((_, index) => `e${index}`).sort())
        // The app is closed and started again.
        one = world(one.stored)
      }
      const end = states(one.outbox)
      expect(Object.values(end)).not.toContain('waiting')
      expect([...done].sort()).toEqual(Object.keys(end).filter(key => end[key] === 'sent').sort())
    }
  ), { numRuns: 60 })
})
