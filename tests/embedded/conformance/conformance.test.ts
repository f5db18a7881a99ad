/**
 * Does the server give MongoDB's answers? Runs every case on the server at MONGODB_URI or on an embedded store, and
 * checks that each case has sent what it claims to cover.
 */
import { independentSkips } from '../independentSkips'
import { areas } from './areas'
import type { Case } from './case'
import { type Ground, openGround } from './ground'

let ground: Ground
beforeAll(async () => {
  ground = await openGround()
})
afterAll(() => ground.close())

const onIndependent = process.env.MONGODB_KIND === 'independent'

async function runCase({ covers, run }: Case): Promise<void> {
  ground.sent()
  await run(ground)
  const sent = ground.sent()
  const source = run.toString()
  const missing =
    covers.filter(token => token.startsWith('.') ? !source.includes(token.slice(0, -1)) : !sent.has(token))
  expect(missing).toEqual([])
}

const shownName = (name: string, reason: string | undefined): string =>
  reason ? `${name} (not on the independent server: ${reason})` : name

for (const [area, cases] of Object.entries(areas)) {
  describe(area, () => {
    for (const one of cases) {
      const reason = onIndependent ? independentSkips[one.name] : undefined
      const declare = reason ? xit : it
      declare(shownName(one.name, reason), () => runCase(one))
    }
  })
}

it('every case has a name of its own, and every skip names a case', () => {
  const names = Object.values(areas).flat().map(({ name }) => name)
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([])
  expect(Object.keys(independentSkips).filter(name => !names.includes(name))).toEqual([])
})
