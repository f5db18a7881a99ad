import { randomUUID } from 'node:crypto'
import type { Test } from 'supertest'
import type { Action } from '../../src/contract/serviceRequest'
import { pathOf } from '../../src/contract/endpoints'
import type { SubmitInput } from '../../src/contract/serviceRequestViews'
import { CatalogueItemModel } from '../../server/ground/catalogueModel'
import type { TestApp } from '../setup/app'
import { groundChanged } from '../setup/groundChanged'
import { buildPerson, type Team } from './people'

const EVIDENCE = {
  existence: 'I', materials: 'I', time: 'I', fee: 'I', presence: 'I', channels: 'I', rank: 'I', idNumber: 'I'
} as const
let serial = 0

/** A catalogue item that either channel may handle by default. @returns its code */
export async function buildItem(fields: Record<string, unknown> = {}): Promise<string> {
  const code = `T${String(++serial).padStart(3, '0')}`
  await CatalogueItemModel.create({
    _id: code, name: `试办事项${serial}`, categoryCode: 'HZ', pinyin: 'shiban', initials: 'sb', applicants: ['本人'],
    materials: ['户口簿'],
    timeLimitDays: 3, timeUnit: 'working', timeText: '3 个工作日', feeText: '不收费', channels: ['paperwork', 'homeVisit'],
    delivery: true,
    presenceRequired: false, presenceKind: 'none', relativeMayBook: true, relativeMayApply: true,
    applicantType: 'person',
    acceptOffice: '派出所', legalBasis: [], requiresPolice: false, evidence: EVIDENCE, ...fields
  })
  await groundChanged()
  return code
}

/** A complete, valid body of a submission in the team's village. */
export async function buildInput(team: Team, fields: Partial<SubmitInput> = {}): Promise<SubmitInput> {
  return {
    itemCode: fields.itemCode ?? await buildItem(), channel: 'homeVisit', villageCode: team.villageCode,
    beneficiary: null,
    specialGroups: [], address: '村东头第一家', preferredTimes: [{ date: '2026-11-25', part: 'morning' }], remark: '',
    ...fields
  }
}

export const newKey = (): string => randomUUID()

/** POST /service-requests as this person. */
export function postSubmit(app: TestApp, token: string, body: object, key = newKey()): Test {
  return app.http.post(pathOf('createServiceRequest')).set('Authorization', token).set('Idempotency-Key', key).send(
    body
  )
}

/** POST of one move. */
export function postMove(
  app: TestApp, token: string, id: string, action: Action, body: object = {}, key = newKey()
): Test {
  return app.http.post(pathOf(action, { id })).set('Authorization', token).set('Idempotency-Key', key).send(body)
}

/** GET of one service request, as this person. */
export function getOne(app: TestApp, token: string, id: string): Test {
  return app.http.get(pathOf('getServiceRequest', { id })).set('Authorization', token)
}

export interface Case {
  id: string
  number: string
  applicant: { token: string; phone: string; id: string }
}

/** A submitted service request with an applicant of its own. */
export async function buildServiceRequest(app: TestApp, team: Team, fields: Partial<SubmitInput> = {}): Promise<Case> {
  const person = await buildPerson()
  const token = await app.signIn(person.phone)
  const { body } = await postSubmit(app, token, await buildInput(team, fields)).expect(201)
  return { id: body.id, number: body.number, applicant: { token, phone: person.phone, id: String(person._id) } }
}

/** Valid bodies for every move, at the fixed time of the tests. */
export function moveBody(action: Action, team: Team): object {
  const start = '2026-11-25T09:00:00+08:00'
  const end = '2026-11-25T11:00:00+08:00'
  const bodies: Record<Action, object> = {
    accept: {}, handBack: { reason: '今天去市里开会' }, reassign: { personId: String(team.backup._id), reason: '他离得近' },
    cancel: {},
    decline: { reason: '不属于本所管辖', legalBasis: '户口登记条例' }, askMaterial: { papers: ['户口簿'], text: '' },
    provideMaterial: { text: '找到了' }, escalate: { reason: '要本人按指纹' }, schedule: { start, end }, setOut: {},
    nobodyHome: { text: '敲门没人', next: { start, end } }, finish: { outcome: 'completed', papersTaken: [], text: '' },
    documentReady: { papers: ['居民身份证'] }, deliver: { receivedBy: '张三', relation: 'self', way: 'broughtHome', text: '当面点清' },
    reopen: { reason: '名字打错了', aboutOfficer: false },
    rate: { stars: 5, text: '' }, changeTime: { preferredTimes: [{ date: '2026-11-26', part: 'afternoon' }], text: '' },
    recordConsent: { agreed: true, words: '2026-11' }, withdrawConsent: { text: '不想办了' },
    undoNobodyHome: {}, nameContacts: { contacts: [{ name: '张桂芳', phone: '13900000077', tie: 'neighbour' }] },
    answerSearch: { answer: 'seen', text: '在地里' },
    takePapers: { papers: ['户口簿'] }, givePapers: { papers: [0] }, receivePapers: { papers: [0] },
    returnPapers: { papers: [0], receivedBy: '张三', relation: 'self', text: '' },
    setDelivery: { day: '2026-11-27', text: '' }, notDelivered: { why: 'nobodyTakes', text: '' },
    noteCall: { text: '说好明天上午在家' }
  }
  return bodies[action]
}
