import fc from 'fast-check'
import { refusal } from '../../../src/contract/matter'
import {
  ACTIONS, MOVES, NOT_BEGUN_STATUSES, OPEN_STATUSES, SERVICE_REQUEST_TABLE as TABLE, STATUSES, type Action
} from '../../../src/contract/serviceRequest'
import { isSearching } from '../../../server/matters/search'
import { beginDueSteps } from '../../../server/matters/searchRounds'
import { readMatter } from '../../../server/matters/questions'
import type { StoredServiceRequest } from '../../../server/serviceRequests/serviceRequestFields'
import { stateOf } from '../../../server/serviceRequests/state'
import { relationsOf } from '../../../server/matters/relations'
import { Person } from '../../../server/people/model'
import { viewerOf as readViewer, type Viewer } from '../../../server/people/viewer'
import { buildPerson, buildTeam, type Team } from '../../factories/people'
import { buildServiceRequest, moveBody, newKey, postMove } from '../../factories/serviceRequests'
import { buildApp, type TestApp } from '../../setup/app'
import { endurance, seed } from '../../setup/endurance'

/** Service requests with 50 moves each: 10,000 moves in the long form. */
const CASES = endurance({ short: 5, long: 200 })
const MOVES_EACH = 50
/**
 * More rounds of this size follow until every status and action has been reached and enough moves were made and
 * refused, up to 10,000 moves in all.
 */
const MOST_CASES = 200
const ENOUGH = CASES * 10
/** The long form takes two minutes on an idle machine, five on the independent server beside other tests. */
const MOST_MS = 2_400_000
/** Moves that change no status. */
const SAME_STATUS: readonly string[] = [
  'changeTime', 'recordConsent', 'nameContacts', 'answerSearch',
  'takePapers', 'givePapers', 'receivePapers', 'returnPapers', 'setDelivery', 'notDelivered'
]
const ACTORS = ['applicant', 'elder', 'officer', 'backup', 'agent', 'dispatcher', 'chief', 'stranger'] as const

let app: TestApp
let team: Team
let elderPhone: string
let actors: Record<Exclude<(typeof ACTORS)[number], 'applicant'>, { token: string; viewer: Viewer }>

beforeAll(async () => {
  // Steps of searches begin when the test says so, not in the background.
  app = await buildApp({ notices: { nudge: () => undefined, look: () => undefined, settled: () => Promise.resolve() } })
  team = await buildTeam()
  const stranger = await buildPerson()
  // The beneficiary of half of the service requests: of age, with a phone, so a consent is needed.
  const elder = await buildPerson({ name: '王奶奶' })
  elderPhone = elder.phone
  const people = {
    elder, officer: team.officer, backup: team.backup, agent: team.agent, dispatcher: team.dispatcher,
    chief: team.chief, stranger
  }
  actors = Object.fromEntries(await Promise.all(Object.entries(people).map(async ([name, person]) =>
    [name, { token: await app.signIn(person.phone), viewer: viewerOf(person) }]))) as typeof actors
})
afterAll(() => app.stop())

function viewerOf(person: Parameters<typeof readViewer>[0]): Viewer {
  return { ...readViewer(person, () => Promise.resolve('')), agreed: { privacy: '2026-11', sensitive: '2026-11' } }
}

const stepArb = fc.record({
  actor: fc.constantFrom(...ACTORS),
  action: fc.constantFrom(...ACTIONS),
  // Mostly a possible move, so that walks get far; the others at random, so that every state meets refusals.
  possible: fc.integer({ min: 0, max: 9 }).map(n => n < 6),
  choice: fc.nat({ max: 1_000_000 }),
  spoilt: fc.integer({ min: 0, max: 19 }).map(n => n === 0),
  repeated: fc.integer({ min: 0, max: 9 }).map(n => n === 0),
  document: fc.boolean(),
  hours: fc.integer({ min: 0, max: 3 })
})

/** Whatever happened: the document is one that the table can have produced. */
function checkAgainstTable(stored: StoredServiceRequest): void {
  expect(stored.timeline[0]!.action).toBe('submit')
  let status = stored.timeline[0]!.status
  for (const entry of stored.timeline.slice(1)) {
    if (entry.action === 'searchStep') continue
    const move = MOVES[entry.action as Action]
    expect(move.from).toContain(status)
    expect(move.to).toContain(entry.status)
    if (SAME_STATUS.includes(entry.action)) expect(entry.status).toBe(status)
    status = entry.status
  }
  expect(stored.status).toBe(status)
  expect(stored.open).toBe(OPEN_STATUSES.includes(status))
  expect(stored.version).toBe(stored.timeline.length - 1)
  const times = (action: string): number => stored.timeline.filter(entry => entry.action === action).length
  expect(stored.missed).toBe(times('nobodyHome') - times('undoNobodyHome'))
  // In a search the matter stands first of all, otherwise never.
  const searching = isSearching(stored)
  expect(stored.dueAt.getTime() === 0).toBe(searching && stored.open)
  if (searching) expect([...NOT_BEGUN_STATUSES]).toContain(stored.status)
  expect(Boolean(stored.rating)).toBe(stored.timeline.some(entry => entry.action === 'rate'))
  expect(STATUSES).toContain(stored.status)
  const done = stored.timeline.filter(entry => entry.action === 'finish')
  const yes = stored.timeline.findIndex(entry => entry.action === 'recordConsent')
  if (stored.beneficiary && done.length > 0) expect(yes).toBeLessThan(stored.timeline.indexOf(done[0]!))
  if (stored.beneficiary && done.length > 0) expect(yes).toBeGreaterThan(0)
  expect(stored.consent!.state === 'withdrawn').toBe(stored.timeline.some(entry => entry.action === 'withdrawConsent'))
  if (stored.consent!.state === 'withdrawn') expect(stored.custody.every(entry => entry.returned)).toBe(true)
}

interface MadeMove { key: string; body: object; action: Action; token: string }

const title = `random moves, valid and invalid: answer, state and timeline always agree with the table (seed ${seed()})`
test(`${CASES * MOVES_EACH} ${title}`, async () => {
  const seen = { made: 0, refused: 0, statuses: new Set<string>(), actions: new Map<Action, number>() }
  const walks = (round: number): Promise<void> => fc.assert(fc.asyncProperty(
    fc.constantFrom('paperwork' as const, 'homeVisit' as const), fc.boolean(),
    fc.array(stepArb, { minLength: MOVES_EACH, maxLength: MOVES_EACH }),
    async (channel, forElder, steps) => {
      app.clock.set('2026-11-24T09:02:00+08:00')
      const { id, applicant } = await buildServiceRequest(app, team, {
        channel, beneficiary: forElder ? { name: '王奶奶', kinship: 'parent', phone: elderPhone } : null
      })
      const applicantViewer = viewerOf((await Person.findById(applicant.id).lean())!)
      let last: MadeMove | null = null
      let current = (await readMatter<StoredServiceRequest>(id))!
      for (const step of steps) {
        if (step.hours > 0) {
          app.clock.advance(Math.min(step.hours * 3600_000, Date.parse('2026-11-24T23:00:00+08:00') - app.clock.now()))
        }
        if (isSearching(current)) {
          await beginDueSteps(app.deps)
          current = (await readMatter<StoredServiceRequest>(id))!
        }
        const before = current
        const now = app.clock.now()
        const state = stateOf(before, now)
        const everybody =
          ACTORS.map(name => name === 'applicant' ? { token: applicant.token, viewer: applicantViewer } : actors[name])
        const options = everybody.map(one => ({
          ...one, relations: relationsOf(before, one.viewer, now)
        })).flatMap(one => ACTIONS
          // Moves that end a service request are rare: a walk that is cancelled at once tests nothing else.
          .filter(action => step.choice % 10 === 0 || !['cancel', 'decline', 'withdrawConsent'].includes(action))
          .filter(action => refusal(TABLE, action, state, one.relations, now) === null)
          .map(action => ({ ...one, action })))
        // Sometimes, and in later rounds always, the moves come first that were made least often, so that few walks
        // reach everything.
        const made = (option: { action: Action }): number => seen.actions.get(option.action) ?? 0
        const rarest = Math.min(...options.map(made))
        const among = round > 0 || step.choice % 3 === 0 ? options.filter(option => made(option) === rarest) : options
        const { token, viewer, action } = step.possible && among.length > 0
          ? among[Math.floor(step.choice / 10) % among.length]!
          : { ...everybody[ACTORS.indexOf(step.actor)]!, action: step.action }
        const worried = step.document || !seen.actions.has('answerSearch')
        const document = step.document || !seen.actions.has('notDelivered')
        const body = step.spoilt ? { surprise: true } : action === 'nobodyHome' && worried
          ? { ...moveBody(action, team), worried: true } : action === 'finish' && document
          ? { outcome: 'awaitingDocument', papersTaken: ['旧身份证'], text: '' } : moveBody(action, team)
        const again: MadeMove | null = step.repeated ? last : null
        const call: MadeMove = again ?? { key: newKey(), body, action, token }
        const answer = await postMove(app, call.token, id, call.action, call.body, call.key)
        const after = (await readMatter<StoredServiceRequest>(id))!
        current = after
        checkAgainstTable(after)
        expect(answer.status).toBeLessThan(500)
        if (again) {
          // The first call with this key succeeded, so the repetition succeeds, too, and changes nothing.
          if (answer.status === 200) expect(after.version).toBe(before.version)
          continue
        }
        const allowed = refusal(TABLE, action, state, relationsOf(before, viewer, now), now) === null
        if (answer.status === 200) {
          expect(allowed && !step.spoilt).toBe(true)
          expect(after.version).toBe(before.version + 1)
          last = call
          seen.made++
          seen.statuses.add(after.status)
          seen.actions.set(action, (seen.actions.get(action) ?? 0) + 1)
        } else {
          seen.refused++
          expect(after.version).toBe(before.version)
          if (!step.spoilt && answer.status === 409 && answer.body.error.code === 'moveNotAllowed') {
            expect(answer.body.error.present.status).toBe(before.status)
          }
          // A move that the table allows is refused only for its content or because there is no other candidate.
          if (allowed && !step.spoilt) {
            expect([
              'noOtherCandidate', 'assigneeNotEligible', 'forbidden', 'papersElsewhere', 'papersHeld', 'validationFailed'
            ]).toContain(answer.body.error.code)
          }
        }
      }
    }
  ), { numRuns: CASES, endOnFailure: true, seed: seed() + round })
  let cases = 0
  const isWhole = (): boolean => seen.statuses.size === STATUSES.length && seen.actions.size === ACTIONS.length &&
    seen.made >= ENOUGH && seen.refused >= ENOUGH
  do {
    await walks(cases)
    cases += CASES
  } while (!isWhole() && cases < MOST_CASES)
  expect(seen.made).toBeGreaterThanOrEqual(ENOUGH)
  expect(seen.refused).toBeGreaterThanOrEqual(ENOUGH)
  expect([...seen.statuses].sort()).toEqual([...STATUSES].sort())
  expect([...seen.actions.keys()].sort()).toEqual([...ACTIONS].sort())
}, MOST_MS)
