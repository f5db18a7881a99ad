/** Prepares matters so that one more call reaches something that random calls seldom reach. */
import { ACTIONS, type Action } from '../../../src/contract/serviceRequest'
import type { SubmitInput } from '../../../src/contract/serviceRequestViews'
import { buildFamily } from '../../factories/beneficiaries'
import type { KnownPerson, Team } from '../../factories/people'
import { postVoice } from '../../factories/recordings'
import { buildInput, buildItem, moveBody, postMove, postSubmit } from '../../factories/serviceRequests'
import type { TestApp } from '../../setup/app'
import type { Offer } from './things'

interface Story {
  fields?: Partial<SubmitInput>
  /** The applicant has sent a recording of the beneficiary. */
  voice?: true
  moves?: Action[]
  /** null: the matter's applicant. */
  by: 'officer' | 'agent' | 'dispatcher' | null
}
interface Asker { name: string, person: KnownPerson }
/** Authorized by a token. */
interface Teller extends Asker { token: string }
interface Place { app: TestApp, team: Team, officer: string, agent: string }

const MOTHER = { beneficiary: { name: '王秀兰', kinship: 'parent', phone: null } } as const
const PAPERWORK = { channel: 'paperwork' } as const
const ID_NUMBER = '11010519491231002X'
/** How often each story is played: other calls may change the matter before the last call is sent. */
const TIMES = 3
const AT_THE_DOOR: Action[] = ['accept', 'schedule', 'setOut']

/** Nobody opened twice at the home of somebody who lives alone. */
const SEARCHED: Story = {
  fields: { specialGroups: ['livesAlone'] }, moves: [...AT_THE_DOOR, 'nobodyHome', 'setOut', 'nobodyHome'], by: 'officer'
}

/**
 * The stories by the operation that comes last. A matter waits for one operation only, because another move could make
 * it impossible.
 */
const STORIES: Record<string, Story> = {
  markReceived: { by: 'officer' },
  listColleagues: { by: 'dispatcher' },
  getSlip: { moves: ['accept'], by: 'officer' },
  reassign: { by: 'dispatcher' },
  askMaterial: { fields: PAPERWORK, moves: ['accept'], by: 'agent' },
  provideMaterial: { fields: PAPERWORK, moves: ['accept', 'askMaterial'], by: null },
  escalate: { fields: PAPERWORK, moves: ['accept'], by: 'agent' },
  schedule: { moves: ['accept'], by: 'officer' },
  nobodyHome: { moves: AT_THE_DOOR, by: 'officer' },
  undoNobodyHome: { moves: [...AT_THE_DOOR, 'nobodyHome'], by: 'officer' },
  nameContacts: { moves: ['accept'], by: 'officer' },
  getSearch: SEARCHED,
  answerSearch: SEARCHED,
  finish: { moves: AT_THE_DOOR, by: 'officer' },
  documentReady: { moves: [...AT_THE_DOOR, 'finish'], by: 'officer' },
  deliver: { moves: [...AT_THE_DOOR, 'finish', 'documentReady'], by: 'officer' },
  takePapers: { moves: ['accept'], by: 'officer' },
  givePapers: { moves: ['accept', 'takePapers'], by: 'officer' },
  receivePapers: { moves: ['accept', 'takePapers', 'givePapers'], by: 'dispatcher' },
  returnPapers: { moves: ['accept', 'takePapers'], by: 'officer' },
  setDelivery: { moves: [...AT_THE_DOOR, 'finish', 'documentReady'], by: 'officer' },
  notDelivered: { moves: [...AT_THE_DOOR, 'finish', 'documentReady'], by: 'officer' },
  noteCall: { by: 'officer' },
  rate: { moves: [...AT_THE_DOOR, 'finish', 'documentReady', 'deliver'], by: null },
  sendConsentVoice: { fields: MOTHER, by: null },
  hearConsentVoice: { fields: MOTHER, voice: true, moves: ['accept'], by: 'officer' },
  recordConsent: { fields: MOTHER, moves: AT_THE_DOOR, by: 'officer' }
}

/** Plays every story up to its last call. @param askers residents, who ask in turn @returns the last calls */
export async function beginStories(app: TestApp, team: Team, askers: readonly Asker[]): Promise<Offer[]> {
  const withNumber = { itemCode: await buildItem({ idNumberNeeded: true }), idNumber: ID_NUMBER }
  const stories = Object.entries<Story>({
    ...STORIES, lookAtIdNumber: { fields: withNumber, moves: ['accept'], by: 'officer' }
  })
  const place: Place = {
    app, team, officer: await app.signIn(team.officer.phone), agent: await app.signIn(team.agent.phone)
  }
  const tellers = await Promise.all(
    askers.map(async (asker): Promise<Teller> => ({ ...asker, token: await app.signIn(asker.person.phone) }))
  )
  const offers: Offer[] = []
  for (let i = 0; i < stories.length * TIMES; i++) {
    const [operation, story] = stories[i % stories.length]!
    const asker = tellers[i % tellers.length]!
    const { id } = await begin(place, asker, story)
    const body = ACTIONS.includes(operation as Action) ? moveBody(operation as Action, team) : undefined
    offers.push({ actor: story.by ?? asker.name, id, operation, body })
  }
  for (const asker of tellers.slice(0, TIMES)) offers.push(...await otherOffers(place, asker))
  return offers
}

async function begin(
  { app, team, officer, agent }: Place, { token }: Teller, { fields = {}, voice, moves = [] }: Story
): Promise<{ id: string, number: string }> {
  const staff = fields.channel === 'paperwork' ? agent : officer
  const { body: made } = await postSubmit(app, token, await buildInput(team, fields)).expect(201)
  const { id, number } = made as { id: string, number: string }
  if (voice) await postVoice(app, token, id).expect(201)
  for (const action of moves) {
    const body = action === 'finish'
      ? { ...moveBody(action, team), outcome: 'awaitingDocument' }
      : moveBody(action, team)
    await postMove(app, staff, id, action, body).expect(200)
  }
  return { id, number }
}

/** Operations about no matter, or about one that is not named by its id. */
async function otherOffers(place: Place, asker: Teller): Promise<Offer[]> {
  const member = await buildFamily(place.app, asker.token, place.team)
  const { id, number } = await begin(place, asker, { by: null })
  return [
    { actor: asker.name, id: member, operation: 'deleteBeneficiary' },
    { actor: asker.name, id, operation: 'askProgress', body: { number, phoneTail: asker.person.phone.slice(-4) } },
    { actor: 'dispatcher', id, operation: 'findByIdNumber', body: { idNumber: ID_NUMBER } },
    { actor: 'admin', id, operation: 'listAudit' },
    // The query of a list may name a page that does not exist.
    ...Array.from({ length: TIMES }, () => ({ actor: 'dispatcher', id, operation: 'getStationBoard' })),
    { actor: 'officer', id, operation: 'listCalls' },
    { actor: asker.name, id, operation: 'getDueSums' },
    { actor: asker.name, id, operation: 'listTold' },
    { actor: 'officer', id: String(place.team.officer._id), operation: 'listNoSignal' },
    {
      actor: 'officer', id: String(place.team.officer._id), operation: 'addNoSignal',
      body: { weekly: { weekday: 3, from: 600, until: 660 } }
    },
    { actor: asker.name, id, operation: 'endMySessions' }
  ]
}
