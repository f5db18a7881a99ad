/**
 * One line for every endpoint: the things about which it is called, and the rule for its answer. A new endpoint needs a
 * line.
 */
import type { EndpointName } from '../../../src/contract/endpoints'
import { writeNumber } from '../../../src/contract/number'
import { PRIVACY_VERSIONS } from '../../../src/contract/privacy'
import { ACTIONS, STATUSES, type Action } from '../../../src/contract/serviceRequest'
import type { Role } from '../../../src/contract/roles'
import type { AnswerBody } from './caller'
import type { Somebody } from './everybody'
import {
  concerns, gate, has, hears, hearsVoice, isAssignee, isDesk, isHimself, keeps, looks, moves, records, sees, seesPhoto,
  seesSearch,
  type Verdict
} from './rules'
import type { Matter, Member, Photo, Thing, Things, Town } from './facts'
import { ID_NUMBER } from './secrets'

export interface Case {
  /** Called about each of these things and about a missing one; null: about nothing. */
  on: keyof Things | null
  /** @param thing null: a missing one, or none */
  rule(who: Somebody, thing: Thing | null): Verdict
  body?(town: Town, id: string, thing: Thing | null): object
  query?: string
  params?(town: Town): Record<string, string>
  /** Called about these only: the others would give the same answers. */
  among?: readonly string[]
  /** A POST that changes nothing. */
  asks?: true
  /** A file is sent. */
  sends?: 'photo' | 'voice'
  /** The fault of the answer to a permitted caller; null: none. */
  wrong?(body: AnswerBody, who: Somebody, town: Town): string | null
  /** The answer contains these data by its purpose, so it is not searched for texts that the caller may not read. */
  tells?: 'the demo’s people'
}
type More = Partial<Case>

/** Calls about nothing, or only about the caller. */
const anybody = (more: More = {}): Case => ({ on: null, rule: who => gate(who, 'nothing') ?? 'allowed', ...more })
const signedIn = (more: More = {}): Case => ({ on: null, rule: who => gate(who, 'session') ?? 'allowed', ...more })
const withPhone = (more: More = {}, may: (who: Somebody) => boolean = () => true): Case =>
  ({ on: null, rule: who => gate(who, 'phone') ?? (may(who) ? 'allowed' : 'forbidden'), ...more })
const only = (roles: Role[], more: More = {}): Case => withPhone(more, who => has(who, ...roles))

/**
 * Calls about one thing: a caller without the role is refused first, a caller without a relation gets the answer for a
 * missing thing.
 */
function about<T extends Thing>(
  on: T['kind'], rule: (who: Somebody, thing: T) => Verdict | boolean,
  { roles, ...more }: More & { roles?: Role[] } = {}
): Case {
  return {
    on,
    rule(who, thing) {
      const stopped = gate(who, 'phone') ?? (roles && !has(who, ...roles) ? 'forbidden' : null)
      if (stopped || thing === null) return stopped ?? 'notThere'
      const verdict = rule(who, thing as T)
      return typeof verdict === 'string' ? verdict : verdict ? 'allowed' : 'notThere'
    },
    ...more
  }
}
const ofMatter = (rule: (who: Somebody, matter: Matter) => Verdict | boolean, more?: More & { roles?: Role[] }) =>
  about<Matter>('matter', rule, more)
const ofMember = (rule: (who: Somebody, member: Member) => boolean, more?: More & { roles?: Role[] }) =>
  about<Member>('member', rule, more)
const ofPhoto = (rule: (who: Somebody, photo: Photo) => boolean, more?: More) => about<Photo>('photo', rule, more)

const bodyOf = (body: object): More => ({ body: () => body })
const known = (who: Somebody, member: Member) => keeps(who, member) || isHimself(who, member) || hears(who, member)

/** A list must hold exactly the things that it should. */
function exactly(
  on: keyof Things, holds: (who: Somebody, thing: never) => boolean, from = (body: AnswerBody): unknown => body.items
): More {
  return {
    wrong: (body, who, { things }) => {
      const got = (from(body) as Array<{ id: string }>).map(({ id }) => id).sort()
      const due = (things[on] as Thing[]).filter(thing => holds(who, thing as never)).map(({ id }) => id).sort()
      const nameOf = (id: string) => (things[on] as Thing[]).find(thing => thing.id === id)?.name ?? id
      const [more, less] = [
        got.filter(id => !due.includes(id)), due.filter(id => !got.includes(id))
      ].map(ids => ids.map(nameOf).join(', '))
      return more || less ? `shows too much: ${more || '-'}; too little: ${less || '-'}` : null
    }
  }
}
const ALL = `&limit=50&status=${STATUSES.join(',')}`
const DESK: Role[] = ['dispatcher', 'chief']
const answering: Role[] = ['agent', 'officer', ...DESK, 'admin']
const withStation = (who: Somebody) => has(who, ...DESK) && who.station !== null

const SLOT = { start: '2026-11-27T09:00:00+08:00', end: '2026-11-27T11:00:00+08:00' }
const MOVE_BODIES: Record<Action, (town: Town) => object> = {
  accept: () => ({}), handBack: () => ({ reason: '今天去市里开会' }),
  reassign: ({ people }) => ({ personId: people.officerUnnamed.id, reason: '他离得近' }),
  cancel: () => ({}), decline: () => ({ reason: '不属于本所管辖', legalBasis: '户口登记条例' }),
  askMaterial: () => ({ papers: ['户口簿'] }),
  provideMaterial: () => ({ text: '找到了' }), escalate: () => ({ reason: '要本人按指纹' }), schedule: () => SLOT,
  setOut: () => ({}),
  nobodyHome: () => ({ next: SLOT }), finish: () => ({ outcome: 'completed' }),
  documentReady: () => ({ papers: ['居民身份证'] }),
  deliver: () => ({ receivedBy: '张三', relation: 'self', way: 'fetched', text: '当面点清' }), reopen: () => ({ reason: '名字打错了', aboutOfficer: false }),
  rate: () => ({ stars: 5 }),
  changeTime: () => ({ preferredTimes: [{ date: '2026-11-27', part: 'afternoon' }] }),
  recordConsent: () => ({ agreed: true, words: '2026-11' }),
  withdrawConsent: () => ({ text: '不想办了', papersReturnedTo: '本人' }),
  undoNobodyHome: () => ({}),
  nameContacts: () => ({ contacts: [{ name: '张桂芳', phone: '13900000077', tie: 'neighbour' }] }),
  answerSearch: () => ({ answer: 'going' }),
  takePapers: () => ({ papers: ['户口簿'] }), givePapers: () => ({ papers: [0] }), receivePapers: () => ({ papers: [0] }),
  returnPapers: () => ({ papers: [0], receivedBy: '张三', relation: 'self' }), setDelivery: () => ({ day: '2026-11-27' }),
  notDelivered: () => ({ why: 'refused' }),
  noteCall: () => ({ text: '说好明天上午在家' })
}
const moveCases = Object.fromEntries(
  ACTIONS.map(action => [action, ofMatter(moves(action), { body: MOVE_BODIES[action] })])
) as unknown as Record<Action, Case>

const asking = ({ itemCode, places }: Town, more: object = {}) =>
  ({
    itemCode, channel: 'homeVisit', villageCode: places.near, address: '村东头第一家', beneficiary: null, preferredTimes: [],
    ...more
  })
const tail = (thing: Thing | null, by: number) =>
  String((Number((thing as Matter | null)?.applicantPhone.slice(-4) ?? 0) + by) % 10000).padStart(4, '0')
/** The windows of `officer`, for that person and the desk of that station. */
const noSignal = (more: More = {}): Case => {
  const may = (who: Somebody) => ['officer', 'dispatcher', 'chief'].includes(who.name)
  return {
    on: null,
    rule: who => gate(who, 'phone') ?? (has(who, ...answering) ? may(who) ? 'allowed' : 'notThere' : 'forbidden'),
    params: ({ people }) => ({ id: people.officer.id }),
    ...more
  }
}
/** A number that nothing has. */
const NO_NUMBER = writeNumber('251231', 1)
const progress = (by: number): More => ({
  asks: true, among: ['assigned', 'forElder', 'cut', 'otherStation'],
  body: (_town, _id, thing) => ({ number: (thing as Matter | null)?.number ?? NO_NUMBER, phoneTail: tail(thing, by) })
})

export const CASES: Record<EndpointName, Case | Case[]> = {
  createSession: anybody(bodyOf({ code: 'demo:13800009001' })),
  bindPhone: signedIn(bodyOf({ code: 'demo:13800009002' })),
  endSession: signedIn(),
  getMe: withPhone(),
  updateMe: [
    withPhone({ body: ({ places }) => ({ villageCode: places.next }) }),
    withPhone(bodyOf({ name: '新名字' }), who => !who.roles.some(role => role !== 'resident'))
  ],
  deleteMe: withPhone({}, who => !who.roles.some(role => role !== 'resident')),
  exportMe: [
    withPhone(exactly('matter', (who, matter: Matter) => concerns(who, matter), body => body.serviceRequests)),
    withPhone(exactly('member', (who, member: Member) => keeps(who, member), body => body.family)),
    withPhone(exactly('member', (who, member: Member) => isHimself(who, member), body => body.keptBy))
  ],
  listMySessions: withPhone({
    wrong: body => (body.items as unknown[]).length === 1 ? null : 'not exactly his one session'
  }),
  endMySessions: withPhone({ query: 'which=all' }),
  listMyConsents: withPhone(),
  recordMyConsent: withPhone(bodyOf({ kind: 'sensitive', version: PRIVACY_VERSIONS.sensitive, given: false })),
  listDemoPeople: anybody({ tells: 'the demo’s people' }),
  getCatalogue: anybody(),
  getCatalogueItem: anybody({ params: ({ itemCode }) => ({ code: itemCode }) }),
  triage: anybody({
    asks: true, params: ({ itemCode }) => ({ code: itemCode }), ...bodyOf({ danger: false, canTravel: true })
  }),
  searchVillages: anybody({ query: 'q=sc' }),
  getVillage: anybody({ params: ({ places }) => ({ code: places.near }) }),
  askProgress: [
    // With the number and the applicant's tail anybody gets the progress, with another tail nobody.
    {
      on: 'matter',
      rule: (who, thing) => gate(who, 'nothing') ?? (thing && !(thing as Matter).cut ? 'allowed' : 'notThere'),
      ...progress(0)
    },
    { on: 'matter', rule: who => gate(who, 'nothing') ?? 'notThere', ...progress(5000) }
  ],
  listNoSignal: noSignal(),
  addNoSignal: noSignal(bodyOf({ weekly: { weekday: 3, from: 600, until: 660 } })),
  removeNoSignal: noSignal({ params: ({ people }) => ({ id: people.officer.id, window: '0'.repeat(16) }) }),
  listNotices: withPhone({ query: 'limit=50' }),
  countUnreadNotices: withPhone(),
  readNotices: withPhone(bodyOf({ until: '2020-01-01T00:00:00Z' })),
  listReminders: withPhone(),
  recordReminders: withPhone(bodyOf({ answers: [{ template: 'none', answer: 'accept' }] })),
  listTold: ofMatter(sees),
  listCalls: only(answering),
  // The calls of the town have the ids of their matters, and are their assignees'.
  recordCall: ofMatter((who, matter) => matter.assignee === who.id, {
    roles: answering, ...bodyOf({ reached: true, tries: 0 })
  }),
  listAudit: [
    withPhone({
      query: 'limit=50', wrong: auditWrong
    }, who => has(who, 'admin') || (has(who, 'chief') && who.station !== null)),
    only(['admin'], { query: 'station=D' })
  ],

  listBeneficiaries: [
    withPhone({ query: 'role=owner', ...exactly('member', (who, member: Member) => keeps(who, member)) }),
    withPhone({ query: 'role=self', ...exactly('member', (who, member: Member) => isHimself(who, member)) }),
    only([
      'agent'
    ], { query: 'role=witness', ...exactly('member', (who, member: Member) => hears(who, member) && member.asked) })
  ],
  createBeneficiary: withPhone({
    body: ({ places }) => ({ name: '王秀兰', kinship: 'parent', villageCode: places.near })
  }),
  getBeneficiary: ofMember(known),
  updateBeneficiary: ofMember(keeps, bodyOf({ address: '村西头' })),
  deleteBeneficiary: ofMember(keeps),
  askConsent: ofMember(keeps, bodyOf({ purpose: 'both', months: 12 })),
  giveConsent: ofMember(hears, { roles: ['agent'], ...bodyOf({ agreed: true, words: '2026-11' }) }),
  endConsent: ofMember(known),

  createServiceRequest: [
    withPhone({ body: town => asking(town) }),
    ofMember(keeps, { body: (town, id) => asking(town, { beneficiary: { id } }) }),
    ofPhoto((who, photo) => photo.matter === null && photo.owner === who.id, {
      body: (town, id) => asking(town, { photos: [id] })
    })
  ],
  listServiceRequests: [
    withPhone({ query: 'role=mine&limit=50', ...exactly('matter', (who, matter: Matter) => concerns(who, matter)) }),
    only(answering, {
      query: 'role=inbox&limit=50',
      ...exactly('matter', (who, matter: Matter) => matter.open && isAssignee(who, matter))
    }),
    only(answering, {
      query: `role=inbox${ALL}`, ...exactly('matter', (who, matter: Matter) => isAssignee(who, matter))
    }),
    withPhone({
      query: 'role=station&limit=50', ...exactly('matter', (who, matter: Matter) => matter.open && isDesk(who, matter))
    }, withStation),
    withPhone(
      { query: `role=station${ALL}`, ...exactly('matter', (who, matter: Matter) => isDesk(who, matter)) }, withStation
    )
  ],
  getStationBoard: withPhone({
    query: 'list=open&limit=50', ...exactly('matter', (who, matter: Matter) => matter.open && isDesk(who, matter))
  }, withStation),
  getServiceRequest: ofMatter(sees),
  getSlip: ofMatter(sees),
  getSearch: ofMatter(seesSearch),
  getDueSums: ofMatter(sees),
  markReceived: ofMatter((who, matter) => isAssignee(who, matter) && matter.assignee === who.id),
  listColleagues: ofMatter(isDesk, { roles: DESK }),
  lookAtIdNumber: ofMatter(looks, { asks: true }),
  findByIdNumber: withPhone(
    {
      asks: true, ...bodyOf({ idNumber: ID_NUMBER }),
      ...exactly('matter', (who, matter: Matter) => matter.idNumber && matter.open && isDesk(who, matter))
    }, withStation
  ),
  sendConsentVoice: ofMatter(records, { sends: 'voice' }),
  hearConsentVoice: ofMatter(hearsVoice),
  ...moveCases,

  createAttachment: withPhone({ sends: 'photo' }),
  getAttachment: ofPhoto(seesPhoto),
  getAttachmentThumbnail: ofPhoto(seesPhoto)
}

/** A chief gets the entries of the own station only, an admin those of every station. */
function auditWrong(body: AnswerBody, who: Somebody): string | null {
  const stations = [...new Set((body.items as Array<{ station: string }>).map(({ station }) => station))]
  if (has(who, 'admin')) return stations.length > 1 ? null : 'not every station'
  return stations.every(station => station === who.station) ? null : `of ${stations.join(', ')}`
}
