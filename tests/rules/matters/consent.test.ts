import { Types } from 'mongoose'
import type { ConsentState } from '../../../src/contract/consent'
import { NOT_NEEDED, PENDING, consentNow, presentConsent, saidNow, withdrawn } from '../../../server/matters/consent'
import type { StoredConsent, StoredMatter } from '../../../server/matters/matterFields'
import { SERVICE_REQUEST } from '../../../server/serviceRequests/kind'

const NOW = Date.parse('2026-11-24T09:00:00+08:00')
const AGENT = { id: 'a'.repeat(24), name: '孙爱华' }
const REF = { person: new Types.ObjectId(AGENT.id), name: AGENT.name }
const EMPTY = { way: null, purpose: null, at: null, by: null, until: null, words: null }

const given = (until: Date | null): StoredConsent =>
  ({ state: 'given', way: 'witnessed', purpose: 'both', at: new Date(NOW - 1000), by: REF, until, words: '2026-11' })
const matter = (consent: StoredConsent | null, change: Partial<StoredMatter> = {}) =>
  ({ kind: SERVICE_REQUEST.name, consent, beneficiary: null, status: 'accepted', voiceAt: null, ...change })
const beneficiary: StoredMatter['beneficiary'] = {
  id: null,
  name: '赵桂兰',
  kinship: 'parent',
  phone: null,
  phoneIndex: null
}

describe('what is stored', () => {
  test('nothing is said yet, or nothing has to be said', () => {
    expect(NOT_NEEDED).toEqual({ state: 'notNeeded', ...EMPTY })
    expect(PENDING).toEqual({ state: 'pending', ...EMPTY })
  })

  test('a yes counts for this matter alone, in the way it is handled now', () => {
    expect(saidNow('voice', 'homeVisit', '2026-11', AGENT, NOW)).toEqual({
      state: 'given', way: 'voice', purpose: 'homeVisit', at: new Date(NOW), by: REF, until: null, words: '2026-11'
    })
  })

  test('a no keeps who wrote it down and when', () => {
    expect(withdrawn(AGENT, NOW)).toEqual({ ...EMPTY, state: 'withdrawn', at: new Date(NOW), by: REF })
  })
})

describe('how it stands at a moment', () => {
  test.each<[string, ReturnType<typeof matter>, ConsentState]>([
    ['before the product asked, for oneself', matter(null), 'notNeeded'],
    ['before the product asked, for somebody else', matter(null, { beneficiary }), 'pending'],
    ['pending', matter(PENDING, { beneficiary }), 'pending'],
    [
      'pending, with an end written beside it',
      matter({ ...given(new Date(NOW - 1)), state: 'withdrawn' }),
      'withdrawn'
    ],
    ['given for this matter', matter(given(null)), 'given'],
    ['given until later', matter(given(new Date(NOW + 1))), 'given'],
    ['given until this very moment', matter(given(new Date(NOW))), 'pending'],
    ['run out while under way', matter(given(new Date(NOW - 1)), { status: 'underway' }), 'pending'],
    ['run out after it was done', matter(given(new Date(NOW - 1)), { status: 'awaitingDocument' }), 'given'],
    ['run out after the end', matter(given(new Date(NOW - 1)), { status: 'completed' }), 'given']
  ])('%s', (_when, stored, state) => expect(consentNow(stored, NOW)).toBe(state))
})

describe('for the screens', () => {
  const voiceAt = new Date(NOW - 5000)
  const nothing = { way: null, at: null, by: null, until: null }

  test.each<[string, ReturnType<typeof matter>, object]>([
    ['not needed', matter(NOT_NEEDED, { voiceAt }), { state: 'notNeeded', ...nothing, voiceAt: null }],
    ['never asked', matter(null, { beneficiary }), { state: 'pending', ...nothing, voiceAt: null }],
    [
      'pending, with a recording to be heard',
      matter(PENDING, { beneficiary, voiceAt }),
      { state: 'pending', ...nothing, voiceAt: voiceAt.toISOString() }
    ],
    [
      'run out: what was given is not shown',
      matter(given(new Date(NOW)), { voiceAt }),
      { state: 'pending', ...nothing, voiceAt: voiceAt.toISOString() }
    ],
    [
      'given',
      matter(given(new Date(NOW + 1)), { voiceAt }),
      {
        state: 'given',
        way: 'witnessed',
        at: new Date(NOW - 1000).toISOString(),
        by: AGENT,
        until: new Date(NOW + 1).toISOString(),
        voiceAt: null
      }
    ],
    [
      'withdrawn',
      matter(withdrawn(AGENT, NOW)),
      {
        state: 'withdrawn',
        way: null,
        at: new Date(NOW).toISOString(),
        by: AGENT,
        until: null,
        voiceAt: null
      }
    ],
    [
      'withdrawn, with nothing known',
      matter({ ...PENDING, state: 'withdrawn' }),
      { state: 'withdrawn', ...nothing, voiceAt: null }
    ]
  ])('%s', (_when, stored, shown) => expect(presentConsent(stored, NOW)).toEqual(shown))
})
