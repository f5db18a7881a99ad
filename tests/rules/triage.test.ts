import fc from 'fast-check'
import { CHANNELS, PRESENCE_KINDS, type TriageAnswers } from '../../src/contract/catalogue'
import { channelOf, triage, type TriageMatter } from '../../server/catalogue/triage'

const AT_HOME: TriageAnswers = { danger: false, canTravel: true, presentAtHome: true, materialsReady: true }
const idCard: TriageMatter = { channels: ['homeVisit'], presenceRequired: true, presenceKind: 'biometric' }
const hukou: TriageMatter = { channels: ['paperwork', 'homeVisit'], presenceRequired: false, presenceKind: 'none' }
const passport: TriageMatter = { channels: [], presenceRequired: true, presenceKind: 'biometric' }
const exam: TriageMatter = { channels: ['paperwork'], presenceRequired: true, presenceKind: 'exam' }
const medical: TriageMatter = { channels: ['paperwork', 'homeVisit'], presenceRequired: true, presenceKind: 'medical' }
const talk: TriageMatter = { channels: ['homeVisit'], presenceRequired: false, presenceKind: 'none' }

describe('triage', () => {
  it.each<[string, TriageMatter, Partial<TriageAnswers>, string, string]>([
    ['danger goes first', idCard, { danger: true }, 'call110', 'danger'],
    ['danger goes first for a matter of others too', null, { danger: true }, 'call110', 'danger'],
    ['a matter of others', null, {}, 'notPolice', 'notPolice'],
    ['papers the agent can handle', hukou, {}, 'paperwork', 'agentCanHandle'],
    [
      'the agent handles it wherever the person is', hukou, { presentAtHome: false, canTravel: false }, 'paperwork',
      'agentCanHandle'
    ],
    ['presence that a visit satisfies', idCard, {}, 'homeVisit', 'presenceAtHome'],
    ['presence not asked yet', idCard, { presentAtHome: undefined }, 'homeVisit', 'presenceAtHome'],
    ['somebody who cannot travel', idCard, { canTravel: false }, 'homeVisit', 'cannotTravel'],
    [
      'somebody who cannot travel and lies elsewhere', idCard, { canTravel: false, presentAtHome: false }, 'homeVisit',
      'cannotTravel'
    ],
    ['nobody at home, but able to go', idCard, { presentAtHome: false }, 'counter', 'nobodyAtHome'],
    ['presence goes before the agent', medical, {}, 'homeVisit', 'presenceAtHome'],
    [
      'a visit where nobody in particular has to be present', talk, { presentAtHome: false }, 'homeVisit',
      'presenceAtHome'
    ],
    ['equipment that only the counter has', passport, {}, 'counter', 'equipmentOnlyAtCounter'],
    [
      'equipment that only the counter has, even for somebody who cannot travel', passport, { canTravel: false },
      'counter', 'equipmentOnlyAtCounter'
    ],
    ['an examination', exam, {}, 'counter', 'examOnSite']
  ])('%s', (_, matter, answers, outcome, reason) => {
    expect(triage(matter, { ...AT_HOME, ...answers } as TriageAnswers)).toEqual({ outcome, reason })
  })

  it('never opens a channel the item does not have, nor paperwork where presence is required', () => {
    const matters = fc.record({
      channels: fc.subarray([
        ...CHANNELS
      ]), presenceRequired: fc.boolean(), presenceKind: fc.constantFrom(...PRESENCE_KINDS)
    })
    const answers = fc.record({
      danger: fc.boolean(), canTravel: fc.boolean(), presentAtHome: fc.boolean(), materialsReady: fc.boolean()
    })
    fc.assert(fc.property(matters, answers, (matter, given) => {
      const { outcome, reason } = triage(matter, given)
      const channel = channelOf(outcome)
      if (channel !== null) expect(matter.channels).toContain(channel)
      if (channel === 'paperwork') expect(matter.presenceRequired).toBe(false)
      expect(outcome === 'call110').toBe(given.danger)
      expect(reason === 'notPolice').toBe(false)
    }))
  })
})
