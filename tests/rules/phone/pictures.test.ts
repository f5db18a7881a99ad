/** Which pictures stay on the phone: a browser's path is worth nothing once it is revoked. */
import { holdPicture, pictureOf } from '../../../src/phone/pictures'
import { calls, empty } from './fakeTaro'

jest.mock('@tarojs/taro', () => jest.requireActual<object>('./fakeTaro'))

const HELD_MOST = 60
let revoked: string[]

beforeEach(() => {
  process.env.TARO_ENV = 'h5'
  revoked = []
  jest.spyOn(URL, 'revokeObjectURL').mockImplementation(path => { revoked.push(path) })
  empty()
})
afterEach(() => {
  delete process.env.TARO_ENV
  jest.restoreAllMocks()
})

let fillers = 0
/** Fetches this many other pictures. */
async function fill(count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    const fetched = pictureOf(`filler${++fillers}`, 'photo')
    await calls.at(-1)?.answer(200, `blob:filler${fillers}`)
    await fetched
  }
}

test('no path that is still answered has been revoked, however full the phone is', async () => {
  await fill(HELD_MOST)
  holdPicture('mine', 'blob:mine')
  for (let i = 0; i < HELD_MOST - 1; i++) {
    await fill(1)
    const before = calls.length
    const both = [pictureOf('mine', 'thumbnail'), pictureOf('mine', 'photo')]
    expect(calls).toHaveLength(before)
    expect(await Promise.all(both)).toEqual(['blob:mine', 'blob:mine'])
    expect(revoked).not.toContain('blob:mine')
  }
  await fill(1)
  expect(revoked.filter(path => path === 'blob:mine')).toHaveLength(1)
  const again = pictureOf('mine', 'photo')
  await calls.at(-1)?.answer(200, 'blob:fetched')
  expect(await again).toBe('blob:fetched')
})

test('a dropped picture that fails late does not drop the one that was fetched anew', async () => {
  const first = pictureOf('slow', 'photo')
  const late = calls.at(-1)
  await fill(HELD_MOST)
  const second = pictureOf('slow', 'photo')
  await calls.at(-1)?.answer(200, 'blob:slow')
  const failed = expect(first).rejects.toMatchObject({ code: 'notFound' })
  await late?.answer(404)
  await failed
  expect(await second).toBe('blob:slow')
  const before = calls.length
  const third = pictureOf('slow', 'photo')
  expect(calls).toHaveLength(before)
  expect(await third).toBe('blob:slow')
})
