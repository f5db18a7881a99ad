/**
 * The things: matters of both channels in every status and with every assignee, family members, photos, each with the
 * facts about it.
 */
import type { Channel } from '../../../src/contract/catalogue'
import { OPEN_STATUSES, type Action, type Status } from '../../../src/contract/serviceRequest'
import type { SubmitInput } from '../../../src/contract/serviceRequestViews'
import { PhoneNotice } from '../../../server/notices/phoneModel'
import { Person, Responsibility } from '../../../server/people/model'
import { cutClosed } from '../../../server/retention/cut'
import { familyMember, postFamily } from '../../factories/beneficiaries'
import type { Team } from '../../factories/people'
import { buildPhoto } from '../../factories/photos'
import { postVoice } from '../../factories/recordings'
import { buildItem, getOne, postMove, postSubmit } from '../../factories/serviceRequests'
import { pathOf } from '../../../src/contract/endpoints'
import type { TestApp } from '../../setup/app'
import type { Everybody, PersonName, Places, Somebody } from './everybody'
import type { Matter, Member, Photo, Things } from './facts'
import { hears, isHimself, keeps } from './rules'
import { ID_NUMBER, secretsOf, wordsOf } from './secrets'
import { groundChanged } from '../../setup/groundChanged'

/**
 * Wednesday: for a matter submitted on Tuesday morning the time to accept has run out, so backups and desk have their
 * offers.
 */
const LATER = '2026-11-25T10:05:00+08:00'
const SLOT = { start: '2026-11-26T09:00:00+08:00', end: '2026-11-26T11:00:00+08:00' }
const IN_FOUR_YEARS = Date.parse('2030-11-25T10:05:00+08:00')

interface Plan {
  by?: PersonName
  village?: Exclude<keyof Places, 'here' | 'there'>
  channel?: Channel
  /** The person whose phone the matter has as that of the beneficiary. */
  for?: PersonName
  photo?: boolean
  /** With the identity number of the beneficiary; with a recording of the beneficiary, made at the end. */
  idNumber?: true
  voice?: true
  moves?: ReadonlyArray<readonly [PersonName, Action, object?]>
  offered?: readonly PersonName[]
  helper?: PersonName
  /** Who holds papers of the matter at the end of the moves. */
  bearers?: readonly PersonName[]
}

const VISITED = [['officer', 'accept'], ['officer', 'schedule', SLOT], ['officer', 'setOut']] as const
const AGREED = ['officer', 'recordConsent', { agreed: true, words: '2026-11' }] as const

/** Submitted on Tuesday. The personal data of the last one are removed before any other is closed. */
const EARLY: Record<string, Plan> = {
  overdue: { offered: ['auxiliary', 'officerAsking', 'dispatcher', 'chief'] },
  /** Offered also to a person who is not named any more when all things exist. */
  overduePaperwork: { channel: 'paperwork', offered: ['agentFormer', 'dispatcher', 'chief'] },
  declinedLate: { channel: 'paperwork' },
  cut: { by: 'relative', for: 'elder', photo: true, moves: [['relative', 'cancel', {}]] }
}

const PLANS: Record<string, Plan> = {
  assigned: { photo: true },
  accepted: { idNumber: true, moves: [['officer', 'accept']] },
  forElder: {
    by: 'relative', for: 'elder', photo: true, voice: true,
    moves: [['officer', 'accept'], ['officer', 'schedule', SLOT]]
  },
  underway: { by: 'relative', for: 'elder', moves: [...VISITED, AGREED] },
  /** Nobody opened, and the officer is worried: the agent of the village is asked to look. */
  searched: {
    by: 'relative', for: 'elder', helper: 'agent',
    moves: [...VISITED, ['officer', 'nobodyHome', { next: null, worried: true }]]
  },
  awaitingDocument: {
    bearers: ['officer'],
    by: 'relative', for: 'elder',
    moves: [...VISITED, AGREED, ['officer', 'finish', { outcome: 'awaitingDocument', papersTaken: ['户口簿'] }]]
  },
  delivering: {
    bearers: ['officer'],
    moves: [
      ...VISITED, ['officer', 'finish', { outcome: 'awaitingDocument', papersTaken: ['户口簿'] }],
      ['officer', 'documentReady', { papers: ['身份证'] }]
    ]
  },
  completed: {
    by: 'relative', for: 'elder', moves: [...VISITED, AGREED, ['officer', 'finish', { outcome: 'completed' }]]
  },
  declined: { moves: [['officer', 'decline', { reason: '不属于本所管辖', legalBasis: '户口登记条例' }]] },
  cancelled: { moves: [['asker', 'cancel', {}]] },
  paperwork: { channel: 'paperwork', photo: true },
  paperworkWaiting: {
    channel: 'paperwork', by: 'sameVillage', moves: [['agent', 'accept'], ['agent', 'askMaterial', { papers: ['户口簿'] }]]
  },
  escalated: { channel: 'paperwork', moves: [['agent', 'accept'], ['agent', 'escalate', {}]] },
  handedBack: { moves: [['officer', 'handBack', {}]] },
  givenToUnnamed: { moves: [['dispatcher', 'reassign', { personId: 'officerUnnamed' }], ['officerUnnamed', 'accept']] },
  papersWithAnother: {
    bearers: ['officerUnnamed'],
    moves: [
      ['dispatcher', 'reassign', { personId: 'officerUnnamed' }], ['officerUnnamed', 'accept'],
      ['officerUnnamed', 'takePapers', { papers: ['户口簿'] }], ['dispatcher', 'reassign', { personId: 'officer' }]
    ]
  },
  withRoleLost: { moves: [['dispatcher', 'reassign', { personId: 'roleLost' }], ['roleLost', 'accept']] },
  /** Conflicts of interest: an officer who is the applicant or beneficiary has no rights as an officer. */
  ofAnOfficer: { by: 'officerAsking' },
  forTheDispatcher: { by: 'newcomer', for: 'dispatcher' },
  otherVillage: { village: 'next', by: 'otherVillage' },
  paperworkOtherVillage: { village: 'next', channel: 'paperwork' },
  otherStation: { village: 'away', by: 'otherStation' },
  districtDesk: { village: 'bare' }
}

/** Creates everything through the API, as people would; in the end the clock is at LATER. */
export async function buildThings(app: TestApp, everybody: Everybody): Promise<Things> {
  const builder = new Builder(app, everybody)
  const early: Matter[] = []
  for (const [name, plan] of Object.entries(EARLY)) early.push(await builder.matter(name, plan))
  expect(await cutClosed(IN_FOUR_YEARS, 365, 10, app.deps)).toBe(1)
  app.clock.set(LATER)
  // The desk has by then what nobody accepted.
  app.deps.notices.look()
  await app.deps.notices.settled()
  const [overdue, overduePaperwork, declinedLate, cut] = early as [Matter, Matter, Matter, Matter]
  await builder.move('declinedLate', declinedLate.id, [
    'dispatcher', 'decline', { reason: '不属于本所管辖', legalBasis: '户口登记条例' }
  ])
  const matters = [
    await builder.known(overdue), await builder.known(overduePaperwork), await builder.known(declinedLate),
    { ...cut, status: 'cancelled' as const, open: false, cut: true, beneficiaryPhone: null }
  ]
  for (const [name, plan] of Object.entries(PLANS)) matters.push(await builder.matter(name, plan))
  await changeRoster(everybody)
  for (const matter of matters) matter.secrets = secretsOf(matter)
  await callsOf(matters)
  return { matter: matters, member: await builder.members(), photo: await builder.photos(matters) }
}

/** A call about each matter, with the id of the matter: its assignee has made it. */
async function callsOf(matters: readonly Matter[]): Promise<void> {
  const after = new Date('2026-11-25T10:05:00+08:00')
  await PhoneNotice.insertMany(matters.map(({ id, assignee }) => ({
    _id: id, matter: id, event: 'documentReady', entry: null, at: after,
    text: { state: 'none', after, tries: 0, why: 'noGateway' },
    call: { state: 'reached', after, tries: 0, caller: assignee, desk: false, lastAt: after, why: null }
  })))
}

/** Changes of the roster after the matters were routed. */
async function changeRoster({ people: { agentFormer, roleLost } }: Everybody): Promise<void> {
  await Responsibility.updateOne({ person: agentFormer.id }, { $set: { until: '2026-11-24' } })
  agentFormer.named = { agent: [], officer: [] }
  await Person.updateOne({ _id: roleLost.id }, { $set: { roles: ['resident'], rank: null } })
  await groundChanged()
  Object.assign(roleLost, { roles: ['resident'], rank: null })
}

class Builder {
  private readonly sent = new Map<string, string>()

  constructor(private readonly app: TestApp, private readonly everybody: Everybody) {}

  async matter(name: string, plan: Plan): Promise<Matter> {
    const { by = 'asker', village = 'near', channel = 'homeVisit', moves = [], offered = [], helper } = plan
    const { people, places } = this.everybody
    const applicant = people[by]
    const input = await this.inputOf(name, plan)
    const { body } = await postSubmit(this.app, applicant.token!, input).expect(201)
    for (const move of moves) await this.move(name, body.id as string, move)
    if (plan.voice) await postVoice(this.app, applicant.token!, body.id as string).expect(201)
    const station = village === 'away' ? places.there : village === 'bare' ? 'nobody’s' : places.here
    return this.known({
      kind: 'matter', name, id: body.id as string, number: body.number as string, village: places[village], station,
      channel, status: 'assigned', open: true, cut: false,
      applicant: applicant.id, applicantPhone: applicant.phone,
      beneficiaryPhone: plan.for ? people[plan.for].phone : null, assignee: '',
      bearers: (plan.bearers ?? []).map(one => people[one].id), offered: offered.map(one => people[one].id),
      helper: helper ? people[helper].id : null, idNumber: plan.idNumber ?? false, voice: plan.voice ?? false,
      secrets: []
    })
  }

  /** The status, as its applicant gets it. */
  async known(matter: Matter): Promise<Matter> {
    const applicant = Object.values(this.everybody.people).find(({ id }) => id === matter.applicant)!
    const { body } = await getOne(this.app, applicant.token!, matter.id).expect(200)
    const status = body.status as Status
    return {
      ...matter, status, open: OPEN_STATUSES.includes(status), channel: body.channel as Channel,
      assignee: body.assignee.id as string
    }
  }

  async move(
    name: string, id: string, [who, action, body = {}]: readonly [PersonName, Action, object?]
  ): Promise<void> {
    const { people } = this.everybody
    const words: Partial<Record<Action, object>> = {
      handBack: { reason: wordsOf(name, '同事间') }, reassign: { reason: wordsOf(name, '同事间') },
      finish: { text: wordsOf(name, '家里') },
      documentReady: {}, escalate: { reason: '要本人按指纹' }
    }
    const named = 'personId' in body ? { personId: people[body.personId as PersonName].id } : {}
    await postMove(this.app, people[who].token!, id, action, { ...words[action], ...body, ...named }).expect(200)
  }

  private async inputOf(
    name: string, { by = 'asker', village = 'near', channel = 'homeVisit', for: whom, photo, idNumber }: Plan
  ): Promise<SubmitInput> {
    const { people, places } = this.everybody
    if (photo) this.sent.set(name, await buildPhoto(this.app, people[by].token!))
    return {
      itemCode: await buildItem(idNumber && { idNumberNeeded: true }), ...idNumber && { idNumber: ID_NUMBER }, channel,
      villageCode: places[village], specialGroups: [], preferredTimes: [], photos: photo ? [this.sent.get(name)!] : [],
      beneficiary: whom ? { name: wordsOf(name, '老人'), kinship: 'parent', phone: people[whom].phone } : null,
      address: wordsOf(name, '住处'), remark: wordsOf(name, '备注')
    }
  }

  async members(): Promise<Member[]> {
    const { people, places } = this.everybody
    const members = [
      await this.member('asked', 'relative', { phone: people.elder.phone, village: places.near, asked: true }),
      await this.member('agreed', 'relative', { phone: null, village: places.near, asked: true }),
      await this.member('unasked', 'otherRelative', { phone: people.elder.phone, village: places.near }),
      await this.member('ofAnAgent', 'agent', { phone: people.sameVillage.phone, village: places.near }),
      // The family member is the agent, who can't witness the own consent.
      await this.member('isTheAgent', 'otherRelative', { phone: people.agentOtherStation.phone, village: places.away }),
      await this.member('askedElsewhere', 'asker', { phone: null, village: places.away, asked: true })
    ]
    const agreed = members[1]!
    await this.app.http
      .post(pathOf('giveConsent', { id: agreed.id }))
      .set('Authorization', people.agent.token!)
      .send({ agreed: true, words: '2026-11' })
      .expect(200)
    Object.assign(agreed, { asked: false, agreed: true })
    return members
  }

  private async member(
    name: string, owner: PersonName,
    { phone, village, asked = false }: { phone: string | null; village: string; asked?: boolean }
  ): Promise<Member> {
    const { people } = this.everybody
    const token = people[owner].token!
    const fields = familyMember({ villageCode: village } as Team, {
      name: wordsOf(name, '家人'), phone, address: wordsOf(name, '家人住处'), birthYear: 1944, specialGroups: []
    })
    const { body } = await postFamily(this.app, token, fields).expect(201)
    const id = body.id as string
    if (asked) {
      await this.app.http
        .post(pathOf('askConsent', { id }))
        .set('Authorization', token)
        .send({ purpose: 'both', months: 12 })
        .expect(200)
    }
    const member: Member = {
      kind: 'member', name, id, owner: people[owner].id, phone, village, asked, agreed: false, secrets: []
    }
    const knows = (who: Somebody) => keeps(who, member) || isHimself(who, member) || hears(who, member)
    member.secrets = [wordsOf(name, '家人'), wordsOf(name, '家人住处')].map(text => ({ text, knows }))
    return member
  }

  async photos(matters: readonly Matter[]): Promise<Photo[]> {
    const { people } = this.everybody
    const ofMatters = [...this.sent].filter(([name]) => name !== 'cut').map(([name, id]): Photo => {
      const matter = matters.find(one => one.name === name)!
      return { kind: 'photo', name, id, owner: matter.applicant, matter, secrets: [] }
    })
    const unused = (name: PersonName): Promise<Photo> => buildPhoto(this.app, people[name].token!)
      .then(id => ({ kind: 'photo', name: `unused of ${name}`, id, owner: people[name].id, matter: null, secrets: [] }))
    return [...ofMatters, await unused('asker'), await unused('officer')]
  }
}
