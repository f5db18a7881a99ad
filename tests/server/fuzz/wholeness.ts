/**
 * Checks the integrity of the database: no half-written document, and none that models or audit would not have written.
 */
import { createHash } from 'node:crypto'
import mongoose from 'mongoose'
import { AttachmentModel } from '../../../server/attachments/model'
import { verifyAudit } from '../../../server/audit/verify'
import type { Deps } from '../../../server/deps'
import { ServiceRequest } from '../../../server/serviceRequests/model'
import type { StoredServiceRequest } from '../../../server/serviceRequests/serviceRequestFields'
import { OPEN_STATUSES } from '../../../src/contract/serviceRequest'

/** Collections that count refused calls and therefore change. */
const COUNTERS = ['guessCounts', 'signInCounts']

/** A fingerprint of every collection except the counters of refused attempts. */
export async function fingerprints(): Promise<Record<string, string>> {
  const names = (await mongoose.connection.db!.listCollections().toArray())
    .map(({ name }) => name)
    .filter(name => !COUNTERS.includes(name))
    .sort()
  return Object.fromEntries(await Promise.all(names.map(async name => [name, await fingerprintOf(name)] as const)))
}

async function fingerprintOf(name: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const document of mongoose.connection.collection(name).find({}, { raw: true }).sort({ _id: 1 })) {
    hash.update(document as unknown as Buffer)
  }
  return hash.digest('base64url')
}

/** The faults, in words. */
export async function halfWrites(deps: Deps): Promise<string[]> {
  await deps.notices.settled()
  await deps.audit.settled()
  const found = [...await invalidDocuments(), ...await contradictions(), ...await strayPhotos()]
  const { waiting } =
    await verifyAudit(deps.fields, ({ station, seq, what }) => found.push(`audit ${station}:${seq}: ${what}`))
  if (waiting > 0) found.push(`audit: ${waiting} acts were never copied`)
  return found
}

/** Every document of every model passes the model's own validation, which refuses unknown fields. */
async function invalidDocuments(): Promise<string[]> {
  const found: string[] = []
  for (const [name, model] of Object.entries(mongoose.models)) {
    for await (const raw of model.collection.find({})) {
      const say = (error: Error): void => { found.push(`${name} ${String(raw._id)}: ${error.message}`) }
      try {
        const { __v: _version, ...fields } = raw
        await new model(fields).validate()
      } catch (error) {
        say(error as Error)
      }
    }
  }
  return found
}

async function contradictions(): Promise<string[]> {
  const found: string[] = []
  for await (const stored of ServiceRequest.find().lean<StoredServiceRequest[]>()) {
    for (const what of contradictionsIn(stored)) found.push(`service request ${String(stored._id)}: ${what}`)
    const photos =
      await AttachmentModel.countDocuments({ _id: { $in: stored.photos }, usedBy: stored._id, state: 'ready' })
    if (photos !== stored.photos.length) {
      found.push(`service request ${String(stored._id)}: has photos that aren't its own`)
    }
  }
  return found
}

function* contradictionsIn(
  {
    status, timeline, open, offeredTo, assignee, applied, creation, applicant, closedAt, appointment,
    search
  }: StoredServiceRequest
): Generator<string> {
  if (timeline.at(-1)?.status !== status) {
    yield `its timeline ends with ${String(timeline.at(-1)?.status)}, its status is ${status}`
  }
  if (open !== OPEN_STATUSES.includes(status as never)) yield `open is ${String(open)} at ${status}`
  if (open === (closedAt != null)) yield `open is ${String(open)} and closed at ${String(closedAt)}`
  if (open && !offeredTo.some(({ person }) => String(person) === String(assignee.person))) {
    yield 'its assignee hasn’t got it in the inbox'
  }
  // After a visit in vain that began a search no time is promised.
  if (status === 'scheduled' && !appointment && !search) yield 'scheduled without an appointment'
  if (String(creation.person) !== String(applicant.person)) yield 'created by somebody else'
  // What the system does because an instant has come is no move.
  const moves = timeline.filter(({ audit }) => audit.role !== 'system').length - 1
  if (Math.min(moves, 50) !== applied.length) {
    yield `${timeline.length} entries and ${applied.length} keys of moves`
  }
}

/** Every ready photo has its two complete files, and every file and chunk has its photo. */
async function strayPhotos(): Promise<string[]> {
  const found: string[] = []
  const files = new Map((await mongoose.connection.collection('photos.files').find({}).toArray()).map(file =>
    [String(file._id), Number(file.length)]))
  const bytes = new Map<string, number>()
  for await (const chunk of mongoose.connection.collection('photos.chunks').find({})) {
    const id = String(chunk.files_id)
    bytes.set(id, (bytes.get(id) ?? 0) + (chunk.data as mongoose.mongo.Binary).length())
  }
  const named = new Set<string>()
  for (const { _id, state, files: own, photo, thumbnail } of await AttachmentModel.find().lean()) {
    if (state !== 'ready') found.push(`photo ${String(_id)} is ${state}`)
    const ids = own.map(String)
    if (ids.length !== 2 || ![photo, thumbnail].every(file => ids.includes(String(file)))) {
      found.push(`photo ${String(_id)} has ${ids.length} files`)
    }
    for (const id of ids) {
      named.add(id)
      if (files.get(id) === undefined || files.get(id) !== bytes.get(id)) {
        found.push(`photo ${String(_id)}: its file ${id} isn't whole`)
      }
    }
  }
  for (const id of [...files.keys(), ...bytes.keys()]) if (!named.has(id)) found.push(`file ${id} belongs to no photo`)
  return found
}
