import type { Action } from '../../../src/contract/serviceRequest'
import { allowedActions } from '../../../src/contract/matter'
import { SERVICE_REQUEST_TABLE } from '../../../src/contract/serviceRequest'
import { passOnStranded } from '../../../server/matters/passOn'
import { readMatter } from '../../../server/matters/questions'
import { relationsOf } from '../../../server/matters/relations'
import { Person } from '../../../server/people/model'
import { viewerOf, type Viewer } from '../../../server/people/viewer'
import type { StoredCustody, StoredServiceRequest } from '../../../server/serviceRequests/serviceRequestFields'
import { stateOf } from '../../../server/serviceRequests/state'
import { buildTeam, type KnownPerson, type Team } from '../../factories/people'
import { buildServiceRequest, moveBody, postMove } from '../../factories/serviceRequests'
import { buildApp, type TestApp } from '../../setup/app'
import { dice, endurance, seed } from '../../setup/endurance'
import { groundChanged } from '../../setup/groundChanged'

/** Moves that were made, not tried. */
const MOVES = endurance({ short: 120, long: 1000 })
/** More than a walk needs; a walk that can't go on ends. */
const STEPS_EACH = 60
const CUSTODY: readonly Action[] = [
  'takePapers', 'givePapers', 'receivePapers', 'returnPapers', 'finish', 'documentReady', 'deliver', 'notDelivered',
  'setDelivery', 'reassign', 'handBack'
]

let app: TestApp
let team: Team
let staff: Array<{ person: KnownPerson; token: string; viewer: Viewer }>
beforeAll(async () => {
  app = await buildApp()
  team = await buildTeam()
  staff = await Promise.all([team.officer, team.backup, team.dispatcher].map(async person => ({
    person, token: await app.signIn(person.phone), viewer: viewerOf(person, () => Promise.resolve(''))
  })))
})
afterAll(() => app.stop())

/** Every paper has had one holder at every instant, each from when the one before ended, none after the return. */
function checkHolders({ custody, heldBy, heldSince }: StoredServiceRequest, before: readonly StoredCustody[]): void {
  custody.forEach((paper, no) => {
    const spells = [...paper.earlier, { holder: paper.holder, since: paper.since }]
    const starts = spells.map(({ since }) => since.getTime())
    expect(starts).toEqual([...starts].sort((a, b) => a - b))
    if (paper.returned) expect(paper.returned.at.getTime()).toBeGreaterThanOrEqual(starts.at(-1)!)
    const was = before[no]
    if (!was) return
    // What has been is never changed: a move adds one holder, or one return, or nothing.
    expect(spells.slice(0, was.earlier.length + 1)).toEqual([...was.earlier, { holder: was.holder, since: was.since }])
    expect(spells.length - was.earlier.length - 1).toBeLessThanOrEqual(1)
    if (was.returned) expect(paper).toEqual(was)
  })
  expect(custody.length).toBeGreaterThanOrEqual(before.length)
  const out = custody.filter(({ returned }) => returned === null)
  expect(new Set(heldBy.map(String))).toEqual(new Set(out.map(({ holder }) => String(holder.person))))
  const since = out.map(({ earlier, since: own }) => (earlier[0]?.since ?? own).getTime())
  expect(heldSince?.getTime() ?? null).toBe(since.length > 0 ? Math.min(...since) : null)
}

function bodyFor(action: Action, stored: StoredServiceRequest, viewer: Viewer, next: () => number): object {
  const open = stored.custody.map((paper, no) => ({ paper, no })).filter(({ paper }) => paper.returned === null)
  const mine = open.filter(({ paper }) => String(paper.holder.person) === viewer.id)
  const some = (of: typeof open): number[] => of.filter(() => next() < 0.7).map(({ no }) => no)
  switch (action) {
    case 'finish': return { outcome: 'awaitingDocument', papersTaken: ['旧身份证'], text: '' }
    case 'reassign': return { personId: String(staff[Math.floor(next() * 3)]!.person._id), reason: '离得近' }
    case 'givePapers': return { papers: some(mine) }
    case 'receivePapers': return { papers: some(open.filter(one => !mine.includes(one))) }
    case 'returnPapers': return { ...moveBody(action, team), papers: some(mine) }
    case 'deliver': return { ...moveBody(action, team), way: next() < 0.5 ? 'fetched' : 'broughtHome' }
    default: return moveBody(action, team)
  }
}

async function walk(next: () => number, made: Map<string, number>): Promise<void> {
  app.clock.set('2026-11-24T09:02:00+08:00')
  const { id } = await buildServiceRequest(app, team)
  let before = (await readMatter<StoredServiceRequest>(id))!
  for (let step = 0; step < STEPS_EACH && before.status !== 'completed'; step++) {
    app.clock.advance(Math.floor(next() * 600_000))
    if (next() < 0.04) await leaves(next)
    const now = app.clock.now()
    const options = staff.flatMap(one => allowedActions(
      SERVICE_REQUEST_TABLE, stateOf(before, now), relationsOf(before, one.viewer, now), now
    ).filter(action => !['decline', 'nobodyHome', 'askMaterial'].includes(action)).map(action => ({ ...one, action })))
    if (options.length === 0) return
    const wanted = options.filter(({ action }) => CUSTODY.includes(action) && action !== 'deliver')
    const among = wanted.length > 0 && next() < 0.7 ? wanted : options
    const { action, token, viewer } = among[Math.floor(next() * among.length)]!
    const answer = await postMove(app, token, id, action, bodyFor(action, before, viewer, next))
    expect(answer.status).toBeLessThan(500)
    const after = (await readMatter<StoredServiceRequest>(id))!
    checkHolders(after, before.custody)
    if (answer.status === 200) made.set(action, (made.get(action) ?? 0) + 1)
    before = after
  }
}

/** One of them leaves, what is open is passed on, and he comes back later. */
async function leaves(next: () => number): Promise<void> {
  const { person } = staff[Math.floor(next() * 2)]!
  await Person.updateOne({ _id: person._id }, { $set: { active: false } })
  await groundChanged()
  await passOnStranded(app.deps)
  await Person.updateOne({ _id: person._id }, { $set: { active: true } })
  await groundChanged()
}

test(`${MOVES} random moves: every paper has one holder at every instant (seed ${seed()})`, async () => {
  const next = dice(71)
  const made = new Map<string, number>()
  const count = (): number => [...made.values()].reduce((sum, one) => sum + one, 0)
  const handed = ['takePapers', 'givePapers', 'receivePapers', 'returnPapers']
  while (count() < MOVES || handed.some(action => !made.has(action))) await walk(next, made)
}, 1_200_000)
