import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { FLOORS, floorRules } from '../../config/lint/floors'

const ROOT = join(__dirname, '../..')
const HOUSES = ['server', 'src'] as const
const rules = floorRules()

/** Whether lint forbids that one file imports another. */
function isForbidden(from: string, to: string): boolean {
  return rules.some(rule => {
    const fits =
      new RegExp(rule.from.path).test(from) && ![rule.from.pathNot ?? []].flat().some(not => new RegExp(not).test(from))
    return (
      fits &&
      new RegExp(rule.to.path ?? '').test(to) &&
      ![rule.to.pathNot ?? []].flat().some(not => new RegExp(not).test(to))
    )
  })
}

const fileIn = (house: string, room: string): string =>
  room.includes('.') ? `${house}/${room}` : `${house}/${room}/some.ts`

test.each(HOUSES)('no two rooms of %s may import each other', house => {
  const rooms = FLOORS[house].flat()
  for (const one of rooms) {
    for (const other of rooms.filter(room => room !== one)) {
      const [a, b] = [fileIn(house, one), fileIn(house, other)]
      expect([a, b, isForbidden(a, b) || isForbidden(b, a)]).toEqual([a, b, true])
    }
  }
})

test('a room may import what stands on a lower floor, and its own files', () => {
  expect(isForbidden('server/serviceRequests/submit.ts', 'server/matters/submit.ts')).toBe(false)
  expect(isForbidden('server/matters/submit.ts', 'server/serviceRequests/submit.ts')).toBe(true)
  expect(isForbidden('server/matters/move.ts', 'server/matters/kind.ts')).toBe(false)
  expect(isForbidden('src/pages/home/index.tsx', 'src/components/Card.tsx')).toBe(false)
  expect(isForbidden('src/components/Card.tsx', 'src/pages/home/index.tsx')).toBe(true)
})

test.each(HOUSES)('every folder of %s stands on a floor, and every floor names what is there', house => {
  const there = readdirSync(join(ROOT, house), { withFileTypes: true })
    .filter(entry => entry.isDirectory() || /\.tsx?$/.test(entry.name)).map(({ name }) => name)
    .filter(name => name !== 'data' && !name.endsWith('.d.ts'))
  expect(FLOORS[house].flat().sort()).toEqual(there.sort())
})

test('a room without a floor may import nothing', () => {
  expect(isForbidden('server/somethingNew/routes.ts', 'server/errors.ts')).toBe(true)
})
