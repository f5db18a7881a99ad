/**
 * The whole life of service requests over HTTP, full of planted values, with every fault that can happen on the way.
 */
import { randomUUID } from 'node:crypto'
import sharp from 'sharp'
import { pathOf, type EndpointName } from '../../../src/contract/endpoints'
import { PRIVACY_VERSIONS } from '../../../src/contract/privacy'
import type { Action } from '../../../src/contract/serviceRequest'
import { ENDPOINTS } from '../../../src/contract/endpoints'
import { jpeg } from '../../factories/pictures'
import { mp3 } from '../../factories/recordings'
import type { Heap, Place } from './canarySearch'

const VILLAGE = '370406001203'
const ITEM = 'HZ10'
/** An item that needs the identity number. */
const ID_ITEM = 'HZ02'
/** People of the roster in server/data: the named officer, the agent, the station's desk, the district. */
const STAFF = {
  officer: '13900000008',
  backup: '13900000009',
  agent: '13800000028',
  dispatcher: '13900000004',
  admin: '13900000001'
}
const DAY_MS = 24 * 3600_000

export interface Values {
  applicantPhone: string
  elderPhone: string
  familyPhone: string
  leaverPhone: string
  wrongPhone: string
  contactPhone: string
  address: string
  familyAddress: string
  remark: string
  idNumber: string
  exif: string
  /** Part of the bytes of a recording. */
  voice: string
  name: string
  /** The texts of the moves; each move has its own. */
  said(action: Action): string
}

interface Ask {
  params?: Record<string, string>
  query?: Record<string, string>
  token?: string
  body?: unknown
  key?: string
}

/** Calls the server; keeps every refusal, and every public answer. */
export class Caller {
  readonly heaps: Heap[] = []

  constructor(private readonly address: string) {}

  /** @returns the body @throws Error when the call fails */
  async call(name: EndpointName, ask: Ask = {}): Promise<Record<string, unknown>> {
    const { status, text } = await this.send(name, ask)
    if (status >= 300) throw new Error(`${name}: ${status} ${text}`)
    return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>)
  }

  /** The same, where any answer is accepted. */
  send(
    name: EndpointName,
    { params, query, token, body, key = randomUUID() }: Ask
  ): Promise<{ status: number; text: string }> {
    const { method } = ENDPOINTS[name]
    const text = typeof body === 'string' ? body : JSON.stringify(body ?? {})
    return this.fetch(`${pathOf(name, params)}${query ? `?${new URLSearchParams(query).toString()}` : ''}`, {
      method,
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key, ...(token && { Authorization: token }) },
      ...(method !== 'GET' && { body: text })
    })
  }

  async fetch(
    path: string,
    init: RequestInit = {},
    place: Place = 'errors'
  ): Promise<{ status: number; text: string }> {
    const answer = await fetch(this.address + path, init)
    const text = await answer.text()
    if (!answer.ok || place !== 'errors') {
      this.heaps.push({
        place,
        name: `${init.method ?? 'GET'} ${path.slice(0, 40)} ${answer.status}`,
        bytes: Buffer.from(JSON.stringify([...answer.headers]) + text)
      })
    }
    return { status: answer.status, text }
  }

  async signIn(phone: string): Promise<string> {
    const begun = await this.call('createSession', { body: { code: `code:account-${randomUUID()}` } })
    const bound = await this.call('bindPhone', {
      token: `Bearer ${begun.token as string}`,
      body: { code: `demo:${phone}` }
    })
    const token = `Bearer ${bound.token as string}`
    for (const kind of ['privacy', 'sensitive'] as const)
      await this.call('recordMyConsent', { token, body: { kind, version: PRIVACY_VERSIONS[kind] } })
    return token
  }

  /** Sends one file, by default as a photo. */
  async upload(
    token: string,
    bytes: Buffer,
    { field = 'file', path = pathOf('createAttachment') } = {}
  ): Promise<{ status: number; text: string }> {
    const form = new FormData()
    form.append(field, new Blob([new Uint8Array(bytes)]), 'file')
    return this.fetch(path, {
      method: 'POST',
      headers: { Authorization: token, 'Idempotency-Key': randomUUID() },
      body: form
    })
  }
}

const tomorrow = (): string => new Date(Date.now() + DAY_MS).toLocaleDateString('sv', { timeZone: 'Asia/Shanghai' })
const window = () => ({ start: `${tomorrow()}T09:00:00+08:00`, end: `${tomorrow()}T11:00:00+08:00` })
const papers = ['户口簿']

function bodyOf(action: Action, { said, name, contactPhone }: Values): object {
  const text = said(action)
  const preferredTimes = [{ date: tomorrow(), part: 'afternoon' }]
  const bodies: Partial<Record<Action, object>> = {
    accept: {},
    setOut: {},
    schedule: window(),
    documentReady: { papers },
    recordConsent: { agreed: true, words: '2026-11' },
    handBack: { reason: text },
    cancel: { reason: text },
    escalate: { reason: text },
    decline: { reason: text, legalBasis: `${text}之法` },
    askMaterial: { papers, text },
    nobodyHome: { text, next: window() },
    finish: { outcome: 'awaitingDocument', papersTaken: papers, text },
    deliver: { receivedBy: name, relation: 'self', way: 'broughtHome', text },
    reopen: { reason: text, aboutOfficer: false },
    rate: { stars: 4, text },
    // The desk took the document in; it stands behind the paper that the officer took along.
    receivePapers: { papers: [1] },
    setDelivery: { day: tomorrow(), text },
    notDelivered: { why: 'refused', text },
    nameContacts: { contacts: [{ name: text, phone: contactPhone, tie: 'neighbour' }] },
    answerSearch: { answer: 'seen', text },
    changeTime: { preferredTimes, text }
  }
  return bodies[action] ?? { text }
}

/** All people, signed in; the applicant and the elder as new residents. */
async function signInAll(caller: Caller, values: Values) {
  const [applicant, elder] = [await caller.signIn(values.applicantPhone), await caller.signIn(values.elderPhone)]
  await caller.call('updateMe', { token: applicant, body: { name: values.name, villageCode: VILLAGE } })
  const staff = await Promise.all(
    Object.entries(STAFF).map(async ([role, phone]) => [role, await caller.signIn(phone)] as const)
  )
  return { applicant, elder, ...Object.fromEntries(staff) as typeof STAFF }
}

export type People = Awaited<ReturnType<typeof signInAll>>

/**
 * Every move with a text, by those who may make it, from the first submission to a deleted account.
 * @returns who is signed in, and one matter
 */
export async function live(caller: Caller, values: Values): Promise<People & { matter: string; number: string }> {
  const people = await signInAll(caller, values)
  const { applicant, elder, officer, agent, dispatcher, admin } = people
  const family = await addFamily(caller, people, values)
  const photo = await photoOf(caller, applicant, values)
  const input = {
    itemCode: ITEM,
    channel: 'homeVisit',
    villageCode: VILLAGE,
    address: values.address,
    remark: values.remark,
    preferredTimes: [{ date: tomorrow(), part: 'morning' }]
  }
  const submit = async (more: object): Promise<Record<string, unknown>> =>
    caller.call('createServiceRequest', { token: applicant, body: { ...input, ...more } })
  const moves = async (id: string, ...steps: Array<[string, Action]>): Promise<void> => {
    for (const [token, action] of steps)
      await caller.call(action, { token, params: { id }, body: bodyOf(action, values) })
  }
  const inWords = { name: values.name, kinship: 'parent', phone: values.elderPhone }

  const first = await submit({ beneficiary: inWords, photos: [photo], specialGroups: ['seriouslyIll'] })
  const id = first.id as string
  await caller.call('markReceived', { token: officer, params: { id } })
  await moves(
    id,
    [officer, 'accept'],
    [officer, 'askMaterial'],
    [applicant, 'provideMaterial'],
    [applicant, 'changeTime'],
    [officer, 'schedule'],
    [officer, 'setOut'],
    [officer, 'nobodyHome'],
    [officer, 'setOut'],
    [officer, 'recordConsent'],
    [officer, 'finish'],
    [dispatcher, 'documentReady'],
    [officer, 'receivePapers'],
    [officer, 'setDelivery'],
    [officer, 'notDelivered'],
    [officer, 'deliver'],
    [applicant, 'rate'],
    [applicant, 'reopen'],
    [officer, 'handBack']
  )
  await moves(
    (await submit({ beneficiary: inWords, specialGroups: ['livesAlone'] })).id as string,
    ...(['noteCall', 'schedule', 'setOut', 'nameContacts', 'nobodyHome', 'setOut', 'nobodyHome', 'answerSearch'] as const)
      .map((action): [string, Action] => [officer, action]),
    [applicant, 'cancel']
  )
  const ofFamily = (await submit({ channel: 'paperwork', beneficiary: { id: family } })).id as string
  await moves(ofFamily, [agent, 'accept'], [agent, 'escalate'])
  const { items } = (await caller.call('listColleagues', { token: dispatcher, params: { id: ofFamily } })) as {
    items: Array<{ id: string }>
  }
  await caller.call('reassign', {
    token: dispatcher,
    params: { id: ofFamily },
    body: { personId: items[0]!.id, reason: values.said('reassign') }
  })
  await moves(
    (await submit({ remark: `${values.remark}，证号 ${values.idNumber}` })).id as string,
    [officer, 'accept'],
    [officer, 'decline']
  )
  await moves((await submit({})).id as string, [applicant, 'cancel'])
  await moves((await submit({ beneficiary: inWords })).id as string, [elder, 'withdrawConsent'])

  await withIdNumberAndVoice(caller, people, submit, values)

  for (const [token, role] of [[applicant, 'mine'], [officer, 'inbox'], [dispatcher, 'station']] as const) {
    await caller.call('listServiceRequests', { token, query: { role } })
  }
  for (const token of [applicant, elder]) await caller.call('exportMe', { token })
  await caller.call('getAttachment', { token: applicant, params: { id: photo } }).catch((error: unknown) => {
    if (!(error instanceof SyntaxError)) throw error
  })
  await caller.call('getSlip', { token: applicant, params: { id } })
  await caller.call('listAudit', { token: admin })
  await caller.call('askProgress', { body: { number: first.number, phoneTail: values.applicantPhone.slice(-4) } })
  await leave(caller, values)
  return { ...people, matter: id, number: first.number as string }
}

async function addFamily(caller: Caller, { applicant, agent }: People, values: Values): Promise<string> {
  const { id } = (await caller.call('createBeneficiary', {
    token: applicant,
    body: {
      name: values.name,
      kinship: 'parent',
      phone: values.familyPhone,
      villageCode: VILLAGE,
      address: values.familyAddress,
      birthYear: 1940
    }
  })) as { id: string }
  await caller.call('updateBeneficiary', {
    token: applicant,
    params: { id },
    body: { address: `${values.familyAddress}后面` }
  })
  await caller.call('askConsent', { token: applicant, params: { id }, body: { purpose: 'both', months: 12 } })
  await caller.call('giveConsent', { token: agent, params: { id }, body: { agreed: true, words: '2026-11' } })
  return id
}

/**
 * A matter with an identity number that is viewed and found, and with a recording that is heard and recorded as
 * consent.
 */
async function withIdNumberAndVoice(
  caller: Caller,
  { applicant, officer, dispatcher }: People,
  submit: (more: object) => Promise<Record<string, unknown>>,
  values: Values
): Promise<void> {
  const { id } = (await submit({
    itemCode: ID_ITEM,
    idNumber: values.idNumber,
    beneficiary: { name: values.name, kinship: 'parent', phone: values.elderPhone }
  })) as { id: string }
  const bytes = mp3(3)
  bytes.write(values.voice, 40)
  const { status, text } = await caller.upload(applicant, bytes, { path: pathOf('sendConsentVoice', { id }) })
  if (status !== 201) throw new Error(`The recording was refused: ${text}`)
  const { at: voiceAt } = JSON.parse(text) as { at: string }
  const params = { id }
  await caller.call('accept', { token: officer, params, body: {} })
  await caller.call('lookAtIdNumber', { token: officer, params })
  await caller.call('findByIdNumber', { token: dispatcher, body: { idNumber: values.idNumber } })
  const heard = await caller.fetch(pathOf('hearConsentVoice', params), { headers: { Authorization: officer } })
  if (!heard.text.includes(values.voice)) throw new Error('What was said was not heard.')
  await caller.call('recordConsent', { token: officer, params, body: { agreed: true, words: '2026-11', voiceAt } })
}

async function photoOf(caller: Caller, token: string, { exif }: Values): Promise<string> {
  const bytes = await sharp(await jpeg())
    .withExif({
      IFD0: { ImageDescription: exif, Artist: exif },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '35/1 6/1 2/1', GPSAreaInformation: exif }
    })
    .withXmp(`<x:xmpmeta xmlns:x="adobe:ns:meta/"><place>${exif}</place></x:xmpmeta>`)
    .jpeg()
    .toBuffer()
  if (!bytes.includes(exif)) throw new Error('The photo carries nothing that could be found.')
  const { status, text } = await caller.upload(token, bytes)
  if (status !== 201) throw new Error(`The photo was refused: ${text}`)
  return (JSON.parse(text) as { id: string }).id
}

/** A person who signs in, adds a relative, and deletes the account again. */
async function leave(caller: Caller, values: Values): Promise<void> {
  const token = await caller.signIn(values.leaverPhone)
  await caller.call('createBeneficiary', {
    token,
    body: {
      name: values.name,
      kinship: 'parent',
      phone: values.familyPhone,
      villageCode: VILLAGE,
      address: values.familyAddress,
      birthYear: 1941
    }
  })
  await caller.call('deleteMe', { token })
}
