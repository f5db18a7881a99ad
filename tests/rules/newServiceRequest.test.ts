import fc from 'fast-check'
import { LIMITS } from '../../src/contract/limits'
import type { ResponsiblePerson } from '../../src/contract/person'
import { KINSHIPS, SPECIAL_GROUPS } from '../../src/contract/serviceRequestViews'
import type { VillageDetail } from '../../src/contract/village'
import { whoAnswers } from '../../src/phone/whoAnswers'
import { daysOffered, partsOffered, stillOffered, toggleTime } from '../../src/pages/serviceRequests/halfDays'
import {
  answersFor, answersForMyself, faultsOf, faultsOfIdNumber, inputOf, NO_ANSWERS, QUESTIONS, questionOf, questionOfFault,
  questionsFor, stagesFor, type Answers, type FaultyField
} from '../../src/pages/serviceRequests/new/answers'
import { promiseLines } from '../../src/pages/serviceRequests/new/promise'
import { readSettings } from '../../server/settings'
import { submitSchema } from '../../server/serviceRequests/schema'
import { NOW } from '../factories/serviceRequestViews'

const VILLAGE = '370406106203'
const ASKED = { itemCode: 'HZ02', channel: 'homeVisit', villageCode: VILLAGE } as const
const HOURS = readSettings().workingHours
const answered: Answers = {
  ...NO_ANSWERS, forWhom: 'family', name: ' 赵桂兰 ', kinship: 'parent', address: ' 村东头 ', specialGroups: ['livesAlone'],
  preferredTimes: [{ date: '2026-11-25', part: 'morning' }], remark: ' 有狗 ', photos: ['6743a1f0c2d4e5f60718293a']
}

describe('half days offered', () => {
  it('begin tomorrow, and end where the BFF takes no more', () => {
    const days = daysOffered(NOW, 1000)
    expect(days[0]).toBe('2026-11-25')
    expect(days).toHaveLength(LIMITS.daysAhead)
    expect(days.at(-1)).toBe('2027-01-23')
  })

  it('begin with the next day of Shanghai, whatever the hour', () => {
    expect(daysOffered(Date.parse('2026-11-24T23:59:00+08:00'), 1)).toEqual(['2026-11-25'])
    expect(daysOffered(Date.parse('2026-11-25T00:01:00+08:00'), 1)).toEqual(['2026-11-26'])
  })

  it('leave a draft when they have passed or lie too far ahead', () => {
    const [kept] = answered.preferredTimes
    const times = [
      { date: '2026-11-24', part: 'morning' },
      { date: '2026-11-25', part: 'morning' },
      { date: '2027-03-01', part: 'morning' }
    ] as const
    expect(stillOffered(times, HOURS, NOW)).toEqual([kept])
  })

  it('are those in which the site works', () => {
    const mornings = [{ from: 510, until: 720 }]
    expect([partsOffered(HOURS), partsOffered(mornings), partsOffered([{ from: 600, until: 900 }])])
      .toEqual([['morning', 'afternoon'], ['morning'], ['morning', 'afternoon']])
    expect(
      stillOffered(
        [
          { date: '2026-11-25', part: 'afternoon' },
          { date: '2026-11-25', part: 'morning' }
        ],
        mornings,
        NOW
      )
    ).toEqual([{ date: '2026-11-25', part: 'morning' }])
  })

  it('are taken in the order of time, and out again', () => {
    const later = { date: '2026-11-26', part: 'morning' } as const
    const afternoon = { date: '2026-11-25', part: 'afternoon' } as const
    const two = toggleTime([later], afternoon)
    expect(two).toEqual([afternoon, later])
    expect(toggleTime(two ?? [], later)).toEqual([afternoon])
  })

  it('are refused beyond the most that may be chosen', () => {
    const full = daysOffered(NOW, LIMITS.preferredTimes).map(date => ({ date, part: 'morning' as const }))
    expect(toggleTime(full, { date: '2026-12-20', part: 'morning' })).toBeNull()
    expect(toggleTime(full, full[0]!)).toHaveLength(LIMITS.preferredTimes - 1)
  })
})

describe('the answers', () => {
  it('become the body that is sent', () => {
    expect(inputOf(answered, ASKED, HOURS, NOW)).toEqual({
      itemCode: 'HZ02',
      channel: 'homeVisit',
      villageCode: VILLAGE,
      beneficiary: { name: '赵桂兰', kinship: 'parent', phone: null },
      specialGroups: ['livesAlone'],
      address: '村东头',
      preferredTimes: [{ date: '2026-11-25', part: 'morning' }],
      remark: '有狗',
      photos: ['6743a1f0c2d4e5f60718293a']
    })
  })

  it('name nobody else once it is for oneself, whatever was typed before', () => {
    expect(inputOf({ ...answered, forWhom: 'self' }, ASKED, HOURS, NOW).beneficiary).toBeNull()
  })

  it('name a family member by id, with what is known of him filled in; oneself again empties it', () => {
    const member = {
      id: 'b'.repeat(24), name: '赵桂兰', kinship: 'parent' as const, villageCode: VILLAGE, address: '槐树旁',
      specialGroups: ['over80' as const]
    }
    const chosen: Answers = { ...answered, ...answersFor(member, '370406106204') }
    expect(chosen).toMatchObject({ otherVillage: VILLAGE, address: '槐树旁', specialGroups: ['over80'] })
    expect(answersFor(member, VILLAGE).otherVillage).toBeNull()
    expect(inputOf(chosen, ASKED, HOURS, NOW)).toMatchObject({ beneficiary: { id: member.id }, address: '槐树旁' })
    expect({ ...chosen, ...answersForMyself(chosen) }).toMatchObject({
      forWhom: 'self',
      memberId: null,
      otherVillage: null,
      address: '',
      specialGroups: []
    })
    expect({ ...answered, ...answersForMyself(answered) }.address).toBe(answered.address)
  })

  it('are taken by the BFF whenever the form finds nothing wrong', () => {
    const answers: fc.Arbitrary<Answers> = fc.record({
      forWhom: fc.constantFrom('self', 'family', null), memberId: fc.constantFrom(null, 'a'.repeat(24)),
      name: fc.stringMatching(/^[ 赵桂兰a]{0,20}$/), kinship: fc.option(fc.constantFrom(...KINSHIPS)),
      phone: fc.constantFrom('', ' ', '138', '13800000001', '23800000001'), otherVillage: fc.constant(null),
      address: fc.stringMatching(/^[ 村东头1]{0,60}$/), specialGroups: fc.subarray([...SPECIAL_GROUPS]),
      preferredTimes: fc.constant(answered.preferredTimes), remark: fc.stringMatching(/^[ 有狗\n]{0,500}$/),
      photos: fc.array(fc.stringMatching(/^[0-9a-f]{24}$/), { maxLength: LIMITS.photos })
    })
    fc.assert(fc.property(answers, given => {
      fc.pre(Object.keys(faultsOf(given, QUESTIONS, 'homeVisit', VILLAGE)).length === 0)
      const parsed = submitSchema.safeParse(inputOf(given, ASKED, HOURS, NOW))
      expect(parsed.error?.issues ?? []).toEqual([])
    }))
  })

  it.each<[string, Partial<Answers>, FaultyField[]]>([
    ['nothing said', NO_ANSWERS, ['forWhom', 'address']],
    ['a relative without name and kinship', { forWhom: 'family', address: '村东' }, ['name', 'kinship']],
    ['a phone that is none', { ...answered, phone: '1380000' }, ['phone']],
    ['blanks for an address', { ...answered, address: '  ' }, ['address']],
    ['all there', answered, []]
  ])('are found wanting: %s', (_, given, fields) => {
    expect(Object.keys(faultsOf({ ...NO_ANSWERS, ...given }, QUESTIONS, 'homeVisit', VILLAGE))).toEqual(fields)
  })

  it('need no address for paperwork, but a village always', () => {
    expect(faultsOf({ ...answered, address: '' }, QUESTIONS, 'paperwork', VILLAGE)).toEqual({})
    expect(Object.keys(faultsOf(answered, QUESTIONS, 'paperwork', null))).toEqual(['village'])
  })

  it('hold no identity number, so that no draft keeps it; it is judged as it is typed', () => {
    expect(Object.keys(NO_ANSWERS).join()).not.toMatch(/idNumber/i)
    for (const typed of ['11010519491231002X', ' 110105 19491231 002x ', '11010519491231002Ｘ']) {
      expect(faultsOfIdNumber(typed, NOW)).toEqual({})
    }
    for (const typed of ['', ' ', '1101051949123100', '110105194912310021', '110105202611250021']) {
      expect(faultsOfIdNumber(typed, NOW).idNumber).toMatch(/请/)
    }
  })

  it('are asked for only on the screen that asks', () => {
    expect(faultsOf(NO_ANSWERS, ['times', 'remark'], 'homeVisit', null)).toEqual({})
  })
})

describe('the questions', () => {
  it.each([true, false])('are all asked once, and the last screen asks nothing (one by one: %s)', oneByOne => {
    for (const idNumberNeeded of [true, false]) {
      const stages = stagesFor(oneByOne, questionsFor({ idNumberNeeded }))
      expect(stages.flat()).toEqual(QUESTIONS.filter(question => idNumberNeeded || question !== 'idNumber'))
      expect(stages.at(-1)).toEqual([])
      expect(stages.slice(0, -1).every(stage => stage.length > 0 && (!oneByOne || stage.length === 1))).toBe(true)
    }
  })

  it('are where the errors of the BFF and of the form are shown', () => {
    expect([
      'beneficiary.phone', 'villageCode', 'address', 'preferredTimes.0.date', 'remark', 'photos.0', 'idNumber',
      'channel'
    ].map(questionOf))
      .toEqual(['whom', 'where', 'where', 'times', 'remark', 'photos', 'idNumber', null])
    expect((['kinship', 'address', 'village', 'idNumber'] as const).map(questionOfFault)).toEqual([
      'whom', 'where', 'where', 'idNumber'
    ])
  })
})

describe('who answers, and what is promised', () => {
  const person = (name: string, fields: Partial<ResponsiblePerson> = {}): ResponsiblePerson =>
    ({ id: name, name, phone: '13900000006', rank: 'police', kind: 'officer', onLeave: false, ...fields })
  const village: VillageDetail = {
    code: VILLAGE, name: '东良子口村委会', townCode: '370406106', townName: '徐庄镇', stationCode: 'XZ',
    station: { code: 'XZ', name: '徐庄派出所', phone: '0632-8800107', address: '' },
    officer: person('周岭'), agent: person('孙立', { kind: 'agent', rank: null }),
    backups: [person('何平', { rank: 'auxiliary' }), person('王建'), person('何平', { kind: 'agent', rank: 'auxiliary' })]
  }
  const item = { requiresPolice: true, presenceRequired: true, materials: ['户口簿'], timeText: '20 个工作日', feeText: '不收费' }

  const promises = { acceptHours: { usual: 6, special: 1 }, visitDays: { usual: 8, special: 2 } }

  it('is the one named, else the first backup who is there and may do it', () => {
    expect(whoAnswers(village, 'officer')?.name).toBe('周岭')
    const away = { ...village, officer: person('周岭', { onLeave: true }) }
    expect(whoAnswers(away, 'officer')?.name).toBe('何平')
    expect(whoAnswers(away, 'officer', true)?.name).toBe('王建')
    expect(whoAnswers({ ...away, backups: [] }, 'officer')).toBeNull()
    expect(whoAnswers({ ...village, agent: null }, 'agent')).toMatchObject({ name: '何平', kind: 'agent' })
  })

  it('tells special groups the shorter times', () => {
    const asked = { item, promises, channel: 'homeVisit', beneficiary: '赵桂兰', village } as const
    expect(promiseLines({ ...asked, special: true }).slice(0, 4)).toEqual([
      '马上派给 包村民警 周岭。', '1 个工作小时内接办，打电话和你约上门时间。', '2 个工作日内上门。', '上门时 赵桂兰 要在家。'
    ])
    expect(promiseLines({ ...asked, special: false })).toEqual(
      expect.arrayContaining(['6 个工作小时内接办，打电话和你约上门时间。', '8 个工作日内上门。', '家里请准备：户口簿。', '收费：不收费。'])
    )
  })

  it('promises no visit for paperwork, and names nobody it does not know', () => {
    const lines = promiseLines({
      item, promises, channel: 'paperwork', special: false, beneficiary: null, village: null
    })
    expect(lines[0]).toBe('马上派给负责这个村的人。')
    expect(lines.join('')).not.toContain('上门')
    expect(promiseLines({ item, promises, channel: 'paperwork', special: false, beneficiary: null, village })[0]).toBe(
      '马上派给 帮代办员 孙立。'
    )
  })
})
