import fc from 'fast-check'
import { outcomeOf, route, type Candidate, type RoutingQuestion } from '../../server/matters/route'

const DAY = '2026-11-24'
const LEVELS = ['named', 'backup', 'stationDuty', 'districtDesk'] as const

function candidate(id: string, fields: Partial<Candidate> = {}): Candidate {
  return {
    id, name: id, phone: `tel-${id}`, phoneIndex: `hash-${id}`, rank: 'police', active: true, leave: [], noSignal: [], level: 'named',
    kind: 'officer', from: null, until: null, ...fields
  }
}

function ask(candidates: Candidate[], fields: Partial<RoutingQuestion> = {}) {
  return route({ needsPolice: false, day: DAY, candidates, concerned: new Set(), handedBack: new Set(), ...fields })
}

const everybody = [
  candidate('primary'), candidate('backup1', { level: 'backup' }), candidate('backup2', { level: 'backup' }),
  candidate('desk', { level: 'stationDuty', kind: 'desk' }),
  candidate('district', { level: 'districtDesk', kind: 'desk' })
]
const change = (id: string, fields: Partial<Candidate>): Candidate[] =>
  everybody.map(one => (one.id === id ? { ...one, ...fields } : one))

const outcomes = (answer: ReturnType<typeof ask>) =>
  answer?.steps.map(step => `${step.person?.id ?? '-'}:${step.outcome}`)

describe('routing', () => {
  test('the named person gets it; the backups and the desk are next', () => {
    const answer = ask(everybody)
    expect(answer?.chosen.id).toBe('primary')
    expect(answer?.next.map(one => one.id)).toEqual(['backup1', 'backup2', 'desk'])
    expect(outcomes(answer)).toEqual(['primary:chosen'])
  })

  test.each([
    ['on leave', { leave: [{ from: DAY, until: DAY }] }, 'onLeave'],
    ['not named any more', { until: '2026-11-23' }, 'notInDates'],
    ['not named yet', { from: '2026-11-25' }, 'notInDates'],
    ['gone', { active: false }, 'inactive']
  ])('passed over when %s, and the step says so', (_why, fields, outcome) => {
    const answer = ask(change('primary', fields))
    expect(outcomes(answer)).toEqual([`primary:${outcome}`, 'backup1:chosen'])
  })

  test('a leave that ended yesterday or starts tomorrow does not count', () => {
    const leave = [{ from: '2026-11-01', until: '2026-11-23' }, { from: '2026-11-25', until: '2026-12-01' }]
    expect(ask(change('primary', { leave }))?.chosen.id).toBe('primary')
  })

  test('what needs a sworn officer never goes to an auxiliary', () => {
    const team = change('primary', { rank: 'auxiliary' })
    expect(outcomes(ask(team, { needsPolice: true }))).toEqual(['primary:needsPolice', 'backup1:chosen'])
    expect(ask(team)?.chosen.id).toBe('primary')
  })

  test('somebody the matter concerns is passed over, by id and by phone', () => {
    expect(outcomes(ask(everybody, { concerned: new Set(['primary', 'hash-backup1']) })))
      .toEqual(['primary:conflictOfInterest', 'backup1:conflictOfInterest', 'backup2:chosen'])
  })

  test('never back to one who handed it back', () => {
    const answer = ask(everybody, { handedBack: new Set(['primary', 'backup2']) })
    expect(answer?.chosen.id).toBe('backup1')
    expect(answer?.next.map(one => one.id)).toEqual(['desk'])
    expect(outcomes(answer)).toEqual(['primary:handedBack', 'backup1:chosen'])
  })

  test('a complaint about the officer starts at the station desk', () => {
    expect(outcomes(ask(everybody, { deskFirst: true }))).toEqual(['desk:chosen'])
  })

  test('after the station desk nobody of the village is next', () => {
    const colleague = candidate('desk2', { level: 'stationDuty', kind: 'desk' })
    expect(ask([...everybody, colleague], { deskFirst: true })?.next.map(one => one.id)).toEqual(['desk2'])
  })

  test('the order is that of the levels, in whatever order the candidates are given', () => {
    expect(ask([...everybody].reverse())?.next.map(one => one.id)).toEqual(['backup2', 'backup1', 'desk'])
  })

  test('dates belong to a row, not to the person: named primary until June, backup since July', () => {
    const x = { from: '2026-07-01', level: 'backup' as const }
    const pool = [candidate('x', { until: '2026-06-30' }), ...everybody, candidate('x', x)]
    const answer = ask(pool)
    expect(outcomes(answer)).toEqual(['x:notInDates', 'primary:chosen'])
    expect(answer?.next.map(one => one.id)).toEqual(['backup1', 'backup2', 'x', 'desk'])
  })

  test('an expired row after the chosen one doesn’t keep the person’s later row from the offers', () => {
    const rows = [candidate('x', { level: 'backup', until: '2026-06-30' }), candidate('x', { level: 'backup' })]
    const answer = ask([candidate('primary'), ...rows, candidate('x', { level: 'stationDuty', kind: 'desk' })])
    expect(answer?.next.map(one => [one.id, one.level])).toEqual([['x', 'backup']])
  })

  test('a village without anybody named goes to the desk, with the empty step written down', () => {
    expect(outcomes(ask(everybody.slice(3)))).toEqual(['-:nobody', 'desk:chosen'])
  })

  test('with everybody on leave the district desk is asked all the same', () => {
    const answer = ask(everybody.map(one => ({ ...one, leave: [{ from: DAY, until: DAY }] })))
    expect(answer?.chosen.id).toBe('district')
  })

  test('only without any district desk there is no answer', () => {
    expect(ask([candidate('primary', { active: false })])).toBeNull()
  })

  const candidateArb = fc.record({
    id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
    rank: fc.constantFrom('police' as const, 'auxiliary' as const, null),
    active: fc.boolean(), onLeave: fc.boolean(), level: fc.constantFrom(...LEVELS), late: fc.boolean()
  }).map(({ id, onLeave, late, ...fields }) => candidate(id, {
    ...fields, leave: onLeave ? [{ from: '2026-11-20', until: '2026-11-30' }] : [], from: late ? '2026-12-01' : null
  }))

  test('whatever the roster: the chosen one may take it, nobody before him could, and a free district ' +
    'desk means an answer', () => {
    fc.assert(fc.property(
      fc.array(candidateArb, { maxLength: 8 }), fc.boolean(), fc.subarray(['a', 'b', 'c']), fc.subarray(['d', 'e']),
      (pool, needsPolice, handedBack, concerned) => {
        const question: RoutingQuestion = {
          needsPolice, day: DAY, candidates: pool, concerned: new Set(concerned), handedBack: new Set(handedBack)
        }
        const answer = route(question)
        const inOrder = LEVELS.flatMap(level => pool.filter(one => one.level === level))
        const first = inOrder.find(one => outcomeOf(one, question) === 'chosen')
        if (first) {
          expect(answer?.chosen).toBe(first)
          expect(answer?.next.every(one => outcomeOf(one, question) === 'chosen' && one.id !== first.id)).toBe(true)
          // Everybody eligible after the chosen one is offered it once, whatever other rows the person has.
          const later = inOrder.slice(inOrder.indexOf(first)).filter(one =>
            one.level !== 'districtDesk' && one.id !== first.id && outcomeOf(one, question) === 'chosen')
          expect(answer?.next.map(one => one.id)).toEqual([...new Set(later.map(one => one.id))])
        } else {
          const desk =
            inOrder.find(one => one.level === 'districtDesk' && outcomeOf({ ...one, leave: [] }, question) === 'chosen')
          expect(answer?.chosen ?? null).toBe(desk ?? null)
        }
        expect(handedBack).not.toContain(answer?.chosen.id)
        expect(concerned).not.toContain(answer?.chosen.id)
        if (answer) expect(answer.steps.at(-1)).toMatchObject({ person: { id: answer.chosen.id }, outcome: 'chosen' })
      }
    ), { numRuns: 3000 })
  })
})
