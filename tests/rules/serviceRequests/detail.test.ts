import { Types } from 'mongoose'
import type { Deps } from '../../../server/deps'
import '../../../server/serviceRequests/kind'
import { presentDetail, presentReceipt } from '../../../server/serviceRequests/presenter'
import { detailSchema, receiptSchema } from '../../../server/serviceRequests/schema'
import type { StoredServiceRequest } from '../../../server/serviceRequests/serviceRequestFields'
import { readSettings } from '../../../server/settings'
import type { Action, Status } from '../../../src/contract/serviceRequest'
import {
  APPLICANT,
  APPLICANT_ID,
  OFFICER,
  OFFICER_ID,
  storedServiceRequest
} from '../../factories/storedServiceRequests'
import { openKeyring } from '../../setup/openKeyring'
import { TEST_NOW } from '../../setup/testNow'

const ID = 'c'.repeat(24)
const NOW = new Date(TEST_NOW)
const ISO = NOW.toISOString()
const settings = readSettings()
const deps = {
  fields: openKeyring,
  settings,
  now: () => TEST_NOW,
  ground: {
    places: async () => ({ station: () => ({ name: '山亭派出所', phone: '0632-8800000' }) }),
    catalogue: async () => ({
      item: (code: string) => (code === 'T1' ? { materials: ['户口簿'], delivery: true } : null)
    })
  }
} as unknown as Deps
const officer = { person: new Types.ObjectId(OFFICER_ID), name: '李警官' }
const sealed = (path: string, text: string) => `matters/${ID}/${path}: ${text}`

let entries = 0
function entry(
  action: Action | 'submit',
  status: Status,
  change: Partial<StoredServiceRequest['timeline'][number]> = {}
) {
  const _id = new Types.ObjectId(String(++entries).padStart(24, '0'))
  return {
    _id,
    action,
    status,
    at: NOW,
    phoneTime: null,
    by: officer,
    relation: 'staff' as const,
    text: `matters/${ID}/${String(_id)}/timeline.text: 话`,
    assignee: null,
    appointment: null,
    papers: ['户口簿'],
    photos: [officer.person],
    audit: { id: 'x', role: 'officer' as const, digest: 'x' },
    ...change
  } as StoredServiceRequest['timeline'][number]
}

/** As the database has it: texts sealed. */
function stored(change: Partial<StoredServiceRequest> = {}): StoredServiceRequest {
  const plain = storedServiceRequest()
  return {
    ...plain,
    applicant: { ...plain.applicant, phone: sealed('applicant.phone', '13900000001') },
    address: sealed('address', '村东头'),
    remark: sealed('remark', '有狗'),
    ...change
  }
}
const beneficiary: StoredServiceRequest['beneficiary'] = {
  id: null, name: '赵桂兰', kinship: 'parent', phone: sealed('beneficiary.phone', '13988887777'), phoneIndex: 'hash-elder'
}
const ELDER = { ...APPLICANT, id: 'e'.repeat(24), name: '赵桂兰', phoneIndex: 'hash-elder' }
const forElder: Partial<StoredServiceRequest> = {
  beneficiary,
  concerns: [APPLICANT_ID, 'hash-elder'],
  consent: { ...storedServiceRequest().consent!, state: 'pending' }
}

test('a whole service request for the one who asked for himself', async () => {
  const detail = await presentDetail(
    stored({
      timeline: [
        entry('submit', 'assigned', {
          relation: 'applicant',
          text: null,
          assignee: officer,
          appointment: { start: NOW, end: NOW },
          phoneTime: NOW
        })
      ],
      routing: [
        {
          at: NOW,
          cause: 'submit',
          steps: [
            { level: 'named', person: officer, outcome: 'chosen' },
            { level: 'backup', person: null, outcome: 'nobody' }
          ]
        }
      ],
      custody: [{ paper: '户口簿', holder: officer, since: NOW, earlier: [], givenAt: null, returned: null }],
      materialAsked: { papers: ['户口簿'], text: null, at: NOW },
      missed: 2,
      photos: [officer.person]
    }),
    APPLICANT,
    deps
  )
  expect(detailSchema.strict().parse(detail)).toBeTruthy()
  expect(detail).toMatchObject({
    assignee: { id: OFFICER_ID, name: '李警官', phone: '13900000002', rank: 'police', level: 'named', kind: 'officer' },
    consent: { state: 'notNeeded' },
    viewer: 'applicant',
    beneficiary: null,
    applicant: { name: '张三', phone: '13900000001' },
    idNumber: null,
    remark: '有狗',
    photos: [OFFICER_ID],
    proofs: { serverAt: ISO, handsetAt: ISO, acceptedAt: ISO },
    routing: [
      {
        at: ISO,
        cause: 'submit',
        steps: [
          { level: 'named', person: { id: OFFICER_ID, name: '李警官' }, outcome: 'chosen' },
          { level: 'backup', person: null, outcome: 'nobody' }
        ]
      }
    ],
    timeline: [
      {
        action: 'submit',
        status: 'assigned',
        at: ISO,
        phoneTime: ISO,
        by: { id: OFFICER_ID, name: '李警官', relation: 'applicant' },
        text: null,
        assignee: { id: OFFICER_ID, name: '李警官' },
        appointment: { start: ISO, end: ISO },
        papers: ['户口簿'],
        photos: [OFFICER_ID]
      }
    ],
    custody: [{ paper: '户口簿', holder: { id: OFFICER_ID, name: '李警官' }, since: ISO, returned: null }],
    papers: 'kept',
    materialAsked: { papers: ['户口簿'], text: '', at: ISO },
    missed: 2,
    rating: null,
    declined: null,
    actions: ['cancel', 'changeTime', 'nameContacts'],
    materials: ['户口簿'],
    delivery: true
  })
})

test('what is not there', async () => {
  const detail = await presentDetail(
    stored({
      applicant: { ...storedServiceRequest().applicant, phone: null },
      remark: null,
      handsetAt: null,
      acceptedAt: null,
      itemCode: 'gone'
    }),
    OFFICER,
    deps
  )
  expect(detail).toMatchObject({
    applicant: { phone: '' },
    remark: '',
    proofs: { handsetAt: null, acceptedAt: null },
    materialAsked: null,
    materials: [],
    delivery: false,
    papers: 'none',
    viewer: 'staff',
    actions: ['handBack', 'decline', 'askMaterial', 'schedule', 'nameContacts', 'takePapers', 'noteCall']
  })
})

test('of what was cut nobody may do anything', async () => {
  expect((await presentDetail(stored({ cutAt: NOW }), OFFICER, deps)).actions).toEqual([])
})

test('rating and refusal with their words', async () => {
  const detail = await presentDetail(stored({
    rating: { stars: 4, text: sealed('rating.text', '好'), at: NOW },
    declined: { reason: sealed('declined.reason', '不归这里管'), legalBasis: sealed('declined.legalBasis', '条例') },
    materialAsked: { papers: [], text: sealed('materialAsked.text', '要原件'), at: NOW }
  }), APPLICANT, deps)
  expect(detail).toMatchObject({
    rating: { stars: 4, text: '好', at: ISO },
    declined: { reason: '不归这里管', legalBasis: '条例', complaint: settings.complaint },
    materialAsked: { text: '要原件' }
  })
  expect(await presentDetail(stored({ rating: { stars: 4, text: null, at: NOW } }), APPLICANT, deps)).toMatchObject({
    rating: { text: '' }
  })
})

test.each([
  ['none', []],
  ['kept', [null, { at: NOW, to: '张三', relation: 'child', by: null }]],
  ['broughtBack', [{ at: NOW, to: '张三', relation: 'child', by: null }]]
] as const)('papers: %s', async (papers, returns) => {
  const custody = returns.map(returned => ({ paper: '户口簿', holder: officer, since: NOW, earlier: [], givenAt: null, returned }))
  const detail = await presentDetail(stored({ custody }), APPLICANT, deps)
  expect(detail.papers).toBe(papers)
  expect(detail.custody.map(one => one.returned)).toEqual(returns.map(one => one && { at: ISO, to: '张三', relation: 'child', by: null }))
})

describe('who reads which words', () => {
  const actions: Action[] = [
    'accept',
    'handBack',
    'reassign',
    'nobodyHome',
    'finish',
    'documentReady',
    'deliver',
    'withdrawConsent',
    'escalate'
  ]
  const told = async (viewer: typeof OFFICER, change: Partial<StoredServiceRequest>) => {
    const detail = await presentDetail(
      stored({ timeline: actions.map(action => entry(action, 'accepted')), ...change }),
      viewer,
      deps
    )
    const naming = (keep: (one: (typeof detail.timeline)[number]) => boolean) =>
      detail.timeline.filter(keep).map(({ action }) => action)
    return {
      viewer: detail.viewer,
      texts: naming(one => one.text === '话'),
      photos: naming(one => one.photos.length > 0),
      papers: naming(one => one.papers.length > 0)
    }
  }
  const among = actions.filter(action => action !== 'handBack' && action !== 'reassign')

  test('staff: all', async () => {
    expect(await told(OFFICER, forElder)).toEqual({ viewer: 'staff', texts: actions, photos: actions, papers: actions })
  })

  test('those it concerns: not what colleagues wrote to each other', async () => {
    expect(await told(APPLICANT, {})).toEqual({ viewer: 'applicant', texts: among, photos: among, papers: actions })
    expect(await told(ELDER, forElder)).toEqual({ viewer: 'beneficiary', texts: among, photos: among, papers: actions })
  })

  test('a relative who asked for somebody else: nor what was seen and said in that home, nor the papers', async () => {
    const detail = {
      viewer: 'applicant',
      texts: ['accept', 'escalate'],
      photos: ['accept', 'escalate'],
      papers: ['accept', 'handBack', 'reassign', 'escalate']
    }
    expect(await told(APPLICANT, forElder)).toEqual(detail)
    const custody = [{ paper: '户口簿', holder: officer, since: NOW, earlier: [], givenAt: null, returned: null }]
    expect(await presentDetail(stored({ ...forElder, custody }), APPLICANT, deps)).toMatchObject({
      custody: [], papers: 'kept', beneficiary: { name: '赵桂兰', kinship: 'parent', phone: '13988887777' }
    })
    expect((await presentDetail(stored({ ...forElder, custody }), ELDER, deps)).custody).toHaveLength(1)
  })

  test('a guardian who needs no consent: as for oneself', async () => {
    expect(await told(APPLICANT, { ...forElder, consent: storedServiceRequest().consent })).toEqual({
      viewer: 'applicant',
      texts: among,
      photos: among,
      papers: actions
    })
  })
})

test('the answer of a submission', () => {
  const receipt = presentReceipt(
    stored({ routing: [{ at: NOW, cause: 'submit', steps: [{ level: 'named', person: officer, outcome: 'chosen' }] }] })
  )
  expect(receiptSchema.strict().parse(receipt)).toEqual({
    id: ID,
    number: '261124-0001-0',
    status: 'accepted',
    assignee: { id: OFFICER_ID, name: '李警官', phone: '13900000002', rank: 'police', level: 'named', kind: 'officer' },
    routing: [{ level: 'named', person: { id: OFFICER_ID, name: '李警官' }, outcome: 'chosen' }],
    expectedBy: '2026-12-04T09:30:00.000Z'
  })
  expect(presentReceipt(stored()).routing).toEqual([])
})
