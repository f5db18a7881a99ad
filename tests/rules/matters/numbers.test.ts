import { mongo } from 'mongoose'
import { Numbers } from '../../../server/numbers/numbers'
import { Serial } from '../../../server/numbers/serialModel'

const NOW = Date.parse('2026-11-24T09:00:00+08:00')
const NEXT_DAY = NOW + 24 * 3600_000

const duplicate = () => new mongo.MongoServerError({ message: 'E11000 duplicate key', code: 11000 })

/** Counts per day as the database does; each of the given answers is returned once instead of a count. */
function serials(...first: Array<Error | null>) {
  const lasts = new Map<string, number>()
  const asked: string[] = []
  jest.spyOn(Serial, 'findOneAndUpdate').mockImplementation(((
    filter: { _id: string },
    change: { $inc: { last: number } }
  ) => ({
    lean: () => ({
      exec: async () => {
        asked.push(filter._id)
        const instead = first.shift()
        if (instead instanceof Error) throw instead
        if (instead === null) return null
        const last = (lasts.get(filter._id) ?? 0) + change.$inc.last
        lasts.set(filter._id, last)
        return { _id: filter._id, last }
      }
    })
  })) as never)
  return asked
}

afterEach(() => jest.restoreAllMocks())

const serialOf = (number: string) => Number(number.split('-')[1])
const takeMany = async (numbers: Numbers, count: number) => {
  const taken: number[] = []
  for (let made = 0; made < count; made++) taken.push(serialOf(await numbers.take(NOW)))
  return taken
}
const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1)

test('serials of a day begin with 1 and go on without a gap; twenty come with one write', async () => {
  const asked = serials()
  const numbers = new Numbers()
  expect(await numbers.take(NOW)).toMatch(/^261124-0001-\d$/)
  expect(await takeMany(numbers, 19)).toEqual(upTo(20).slice(1))
  expect(asked).toEqual(['261124'])
  expect(await takeMany(numbers, 2)).toEqual([21, 22])
  expect(asked).toEqual(['261124', '261124'])
})

test('many at once share one write and take no number twice', async () => {
  const asked = serials()
  const numbers = new Numbers()
  const taken = await Promise.all(Array.from({ length: 45 }, () => numbers.take(NOW)))
  expect(taken.map(serialOf).sort((a, b) => a - b)).toEqual(upTo(45))
  expect(asked).toHaveLength(3)
})

test('a new day begins with 1 again, by the day of Shanghai', async () => {
  serials()
  const numbers = new Numbers()
  await numbers.take(NOW)
  expect(await numbers.take(NEXT_DAY)).toMatch(/^261125-0001-\d$/)
  expect(await numbers.take(Date.parse('2026-11-24T16:00:00Z'))).toMatch(/^261125-0002-\d$/)
})

test('two processes take different ones', async () => {
  serials()
  const [one, other] = [new Numbers(), new Numbers()]
  expect([serialOf(await one.take(NOW)), serialOf(await other.take(NOW)), serialOf(await one.take(NOW))]).toEqual([
    1, 21, 2
  ])
})

test('a block that is given up is not gone on with', async () => {
  serials()
  const numbers = new Numbers()
  await numbers.take(NOW)
  numbers.skipBlock()
  expect(serialOf(await numbers.take(NOW))).toBe(21)
})

test('of two first calls of a day that both insert, the second counts again', async () => {
  serials(duplicate())
  expect(serialOf(await new Numbers().take(NOW))).toBe(1)
})

test('a database that fails is told so, and the next call tries anew', async () => {
  serials(new Error('no connection'), null)
  const numbers = new Numbers()
  await expect(numbers.take(NOW)).rejects.toThrow('no connection')
  await expect(numbers.take(NOW)).rejects.toThrow('The serials of 261124 could not be counted.')
  expect(serialOf(await numbers.take(NOW))).toBe(1)
})
