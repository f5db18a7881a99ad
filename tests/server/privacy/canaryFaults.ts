/** Faulty calls, with a planted value in every place that takes one. */
import { randomUUID } from 'node:crypto'
import { API_BASE, pathOf, type EndpointName } from '../../../src/contract/endpoints'
import type { Caller, People } from './canaryLife'

/** Bodies by their fields; each field gets the value in turn: alone, as a list, as an object, and far too long. */
const FIELDS: Partial<Record<EndpointName, string[]>> = {
  createSession: ['code'],
  bindPhone: ['code'],
  updateMe: ['name', 'villageCode'],
  recordMyConsent: ['kind', 'version', 'given'],
  createBeneficiary: ['name', 'kinship', 'phone', 'villageCode', 'address', 'birthYear', 'guardian', 'specialGroups'],
  createServiceRequest: [
    'itemCode',
    'channel',
    'villageCode',
    'beneficiary',
    'specialGroups',
    'address',
    'preferredTimes',
    'remark',
    'photos',
    'phoneTime'
  ],
  decline: ['reason', 'legalBasis'],
  rate: ['stars', 'text'],
  askMaterial: ['papers', 'text'],
  schedule: ['start', 'end'],
  reopen: ['reason', 'aboutOfficer'],
  askProgress: ['number', 'phoneTail'],
  triage: ['answers']
}

/** Sends every kind of faulty call with this value. */
export async function failWith(caller: Caller, value: string, people: People & { matter: string }): Promise<void> {
  for (const [name, fields] of Object.entries(FIELDS) as Array<[EndpointName, string[]]>) {
    const token =
      name === 'rate' || name === 'reopen'
        ? people.applicant
        : name === 'decline' || name === 'schedule' || name === 'askMaterial'
          ? people.officer
          : people.applicant
    const ask = { token, params: { id: people.matter, code: 'HZ10' } }
    for (const put of [
      value,
      [value],
      { [value]: value, phone: value, id: value, name: value, kinship: value },
      value.repeat(100)
    ]) {
      await caller.send(name, { ...ask, body: Object.fromEntries(fields.map(field => [field, put])) })
    }
    await caller.send(name, { ...ask, body: { [value]: 1 } })
    await caller.send(name, { ...ask, body: `{"${fields[0]!}":"${value}"` })
    await caller.send(name, { ...ask, body: `"${value}"` })
  }
  await failElsewhere(caller, value, people)
}

async function failElsewhere(
  caller: Caller,
  value: string,
  { applicant, officer, matter }: People & { matter: string }
): Promise<void> {
  const encoded = encodeURIComponent(value)
  for (const path of [
    `${API_BASE}/${encoded}`,
    `${API_BASE}/service-requests/${encoded}`,
    `${API_BASE}/catalogue/${encoded}`,
    `${API_BASE}/villages/${encoded}`,
    `/%${value}`
  ]) {
    await caller.fetch(path, { headers: { Authorization: applicant } })
    await caller.fetch(path, { method: 'PUT', headers: { Authorization: applicant } })
  }
  await caller.send('listServiceRequests', {
    token: applicant,
    query: { role: value, status: value, cursor: value, limit: value, [value]: value }
  })
  await caller.send('listServiceRequests', {
    token: applicant,
    query: { cursor: Buffer.from(JSON.stringify([value, value])).toString('base64url') }
  })
  await caller.send('getMe', { token: `Bearer ${encoded}` })
  await caller.send('getServiceRequest', { token: applicant, params: { id: 'f'.repeat(24) } })
  await caller.fetch(pathOf('createSession'), {
    method: 'POST',
    headers: { 'Content-Type': 'text/plain' },
    body: value
  })
  await caller.fetch(pathOf('createSession'), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' },
    body: value
  })
  await caller.upload(applicant, Buffer.from(value))
  await caller.upload(applicant, Buffer.from(value), { field: value })
  await failTwice(caller, value, { applicant, officer, matter })
}

/** 409: the same key with another text, and a move of a closed matter. */
async function failTwice(
  caller: Caller,
  value: string,
  { applicant, officer, matter }: { applicant: string; officer: string; matter: string }
): Promise<void> {
  const key = randomUUID()
  const family = { name: '王秀兰', kinship: 'parent', villageCode: '370406001203', birthYear: 1945 }
  const { status, text } = await caller.send('createBeneficiary', {
    token: applicant,
    key,
    body: { ...family, address: value }
  })
  if (status !== 201) throw new Error(`A relative was refused: ${text}`)
  await caller.send('createBeneficiary', { token: applicant, key, body: { ...family, address: `${value}旁` } })
  await caller.call('deleteBeneficiary', { token: applicant, params: { id: (JSON.parse(text) as { id: string }).id } })
  await caller.send('decline', { token: officer, params: { id: matter }, body: { reason: value, legalBasis: value } })
}

/** Wrong phone tails until the number is locked, and codes until the address is locked. */
export async function failUntilLocked(caller: Caller, number: string, phone: string): Promise<void> {
  for (let tried = 0; tried < 8; tried++)
    await caller.send('askProgress', { body: { number, phoneTail: phone.slice(-4) } })
  for (let tried = 0; tried < 200; tried++) {
    if ((await caller.send('createSession', { body: { code: `demo:${phone}x` } })).status === 429) return
  }
  throw new Error('Nothing was ever refused as too much.')
}
