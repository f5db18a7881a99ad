import { CONSENT_MONTHS, CONSENT_PURPOSES, CONSENT_WORDS, covers, mayNeedGuardian } from '../../src/contract/consent'
import { CONSENT_KINDS, PRIVACY_VERSIONS } from '../../src/contract/privacy'
import { consentWords, monthWords, purposes } from '../../src/i18n/zh/consent'
import { privacy } from '../../src/i18n/zh/privacy'
import {
  answersOf, asksForGuardian, emptyAnswers, faultsOf, fieldsOf, type Answers
} from '../../src/pages/family/edit/answers'
import { createBody } from '../../server/beneficiaries/schema'

const NOW = Date.parse('2026-11-24T10:00:00+08:00')

describe('the words that are agreed to', () => {
  it.each(CONSENT_KINDS)('%s: those on the screen are of the version that the server wants', kind => {
    expect(privacy.told[kind].version).toBe(PRIVACY_VERSIONS[kind])
    expect(privacy.told[kind].parts.length).toBeGreaterThan(3)
  })

  it('every version that is read to somebody has its words, with the relative’s name in them', () => {
    for (const version of CONSENT_WORDS) expect(consentWords[version]('赵明英').join('')).toContain('赵明英')
    for (const purpose of CONSENT_PURPOSES) expect(purposes[purpose]).toBeTruthy()
    for (const months of CONSENT_MONTHS) expect(monthWords[months]).toBeTruthy()
    expect(Math.max(...CONSENT_MONTHS)).toBe(24)
  })
})

describe('the rules of consent', () => {
  test.each([
    ['paperwork', 'paperwork', true], ['paperwork', 'homeVisit', false], ['homeVisit', 'paperwork', false],
    ['both', 'homeVisit', true]
  ] as const)(
    '%s covers %s: %p', (purpose, channel, covered) => expect(covers(purpose, channel)).toBe(covered))

  test.each([
    [2012, 2026, true], [2011, 2026, false], [2026, 2026, true], [null, 2026, false], [null, 1, false]
  ])('born in %p, in %p under 14 perhaps: %p', (birthYear, year, perhaps) => {
    expect(mayNeedGuardian(birthYear, year)).toBe(perhaps)
  })
})

describe('a family member’s form', () => {
  const filled: Answers = {
    ...emptyAnswers('370406106203'), name: ' 赵桂兰 ', kinship: 'parent', birthYear: '1948', address: ' 村东头 '
  }

  it('becomes what the BFF takes', () => {
    const fields = fieldsOf(filled)
    expect(fields).toMatchObject({ name: '赵桂兰', address: '村东头', phone: null, birthYear: 1948 })
    expect(createBody.parse(fields)).toEqual(fields)
  })

  it.each([
    ['name', { name: ' ' }], ['kinship', { kinship: null }], ['phone', { phone: '138' }],
    ['villageCode', { villageCode: null }], ['birthYear', { birthYear: '48' }]
  ])(
    'says that %s is to be mended, and sends nothing', (field, changes) => {
      expect(Object.keys(faultsOf({ ...filled, ...changes }))).toEqual([field])
      expect(fieldsOf({ ...filled, ...changes })).toBeNull()
    })

  it.each([
    ['2018', 'otherRelative', true], ['2018', 'child', false], ['1948', 'parent', false], ['', 'neighbour', false]
  ] as const)(
    'born %p as %s: asked whether one is the guardian: %p', (birthYear, kinship, asked) => {
      expect(asksForGuardian({ ...filled, birthYear, kinship }, NOW)).toBe(asked)
    })

  it('holds what was kept before', () => {
    const kept = {
      id: 'x', village: { code: '370406106203', name: '', townName: '' }, viewer: 'owner' as const, owner: { name: '' },
      contacts: [], consents: [], consentAsked: null,
      guardianDecides: false, ...fieldsOf(filled)!
    }
    expect(fieldsOf(answersOf(kept))).toEqual(fieldsOf(filled))
  })
})
