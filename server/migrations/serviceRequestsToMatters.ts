/**
 * Moves the collection `serviceRequests` to `matters`, where service requests are one kind. A sealed value is bound to
 * its collection, so each is opened at its old place and sealed at its new one; the audit's stamps cover readable texts
 * and positions in the timeline, so stamps and chains stay as they are. The shape of those versions is described in
 * this file once and doesn't follow the models.
 */
import type { mongo } from 'mongoose'
import { idInList } from '../fieldEncryption/sealedText'
import { walk, type Migration, type MigrationContext, type Stored } from './migration'
import { changeTexts } from './sealing'

const FROM = 'serviceRequests'
const TO = 'matters'
const KIND = 'serviceRequest'
const SEALED = [
  'applicant.phone',
  'beneficiary.phone',
  'address',
  'remark',
  'idNumber',
  'materialAsked.text',
  'declined.reason',
  'declined.legalBasis',
  'rating.text'
]

interface Entry extends Record<string, unknown> { _id: unknown, text?: string | null }
interface ServiceRequest extends Stored {
  version: number
  channel: string
  applicant: object
  beneficiary?: object | null
  consent?: object | null
  assignee: object
  materialAsked?: object | null
  rating?: object | null
  custody?: object[]
  routing: Array<{ steps: object[] }>
  timeline: Entry[]
}

type Write = mongo.AnyBulkWriteOperation<Stored>
type Matter = Stored & { version: number }

export const serviceRequestsToMatters: Migration = {
  id: '0002-service-requests-to-matters',
  what: 'service requests move to the collection of all matters',
  async run(context) {
    const { db } = context
    const names = await db.listCollections({}).toArray()
    if (!names.some(({ name }) => name === FROM)) return
    await walk(context, FROM, stored => carryOver(stored as ServiceRequest, context), TO)
    await compare(context)
    context.progress(FROM, 0)
    await db.collection(FROM).drop()
  }
}

/**
 * A document that is already in the new collection is kept, unless a process of the older version has changed the
 * document in the old collection since.
 */
async function carryOver(stored: ServiceRequest, context: MigrationContext): Promise<Write | null> {
  const { _id, version } = stored
  const there = await context.db.collection<Matter>(TO).findOne({ _id }, { projection: { version: 1 } })
  if (there && there.version >= version) return null
  const { _id: _same, ...matter } = complete(await sealAnew(stored, context))
  if (there)
    return {
      replaceOne: { filter: { _id, version: there.version } as object, replacement: matter as unknown as Stored }
    }
  return { updateOne: { filter: { _id }, update: { $setOnInsert: matter }, upsert: true } }
}

/** @throws SealError when a value can't be opened: nothing is lost, because the old collection stays */
async function sealAnew(stored: ServiceRequest, { fields }: MigrationContext): Promise<ServiceRequest> {
  const id = String(stored._id)
  const move = async (sealed: string, path: string, place = id): Promise<string> =>
    fields.seal(await fields.open(sealed, { collection: FROM, id: place, path }), { collection: TO, id: place, path })
  const timeline = stored.timeline.map(async entry => typeof entry.text !== 'string' ? entry
    : { ...entry, text: await move(entry.text, 'timeline.text', idInList(id, String(entry._id))) })
  return {
    ...(await changeTexts(stored, SEALED, (sealed, path) => move(sealed, path))),
    timeline: await Promise.all(timeline)
  }
}

/**
 * Adds every field that readers of plain documents expect. A stamp covers the lists of its timeline entry: a missing
 * field of an entry becomes null, which counts as absent, and never an empty list.
 */
function complete(stored: ServiceRequest): Stored {
  const { beneficiary, consent, materialAsked, rating } = stored
  return {
    kind: KIND,
    waitingOn: null,
    waitingSince: null,
    voiceAt: null,
    specialGroups: [],
    address: null,
    preferredTimes: [],
    remark: null,
    idNumber: null,
    idNumberIndex: null,
    photos: [],
    handedBackBy: [],
    handsetAt: null,
    acceptedAt: null,
    acceptBy: null,
    expectedBy: null,
    closedAt: null,
    cutAt: null,
    appointment: null,
    timeChangeAsked: false,
    missed: 0,
    declined: null,
    auditPending: true,
    applied: [],
    ...stored,
    answeredBy: stored.channel === 'paperwork' ? 'agent' : 'officer',
    applicant: { phone: null, phoneIndex: null, ...stored.applicant },
    beneficiary: beneficiary ? { id: null, phone: null, phoneIndex: null, ...beneficiary } : null,
    consent: consent ? { way: null, purpose: null, at: null, by: null, until: null, words: null, ...consent } : null,
    assignee: { rank: null, ...stored.assignee },
    materialAsked: materialAsked ? { text: null, ...materialAsked } : null,
    rating: rating ? { text: null, ...rating } : null,
    custody: (stored.custody ?? []).map(one => ({ returned: null, ...one })),
    routing: stored.routing.map(round => ({ ...round, steps: round.steps.map(step => ({ person: null, ...step })) })),
    timeline: stored.timeline.map(entry => ({
      phoneTime: null,
      text: null,
      assignee: null,
      appointment: null,
      ...entry
    }))
  }
}

/** @throws Error with a sentence unless the new collection has every document in its last version */
async function compare(context: MigrationContext): Promise<void> {
  const { db } = context
  let missing = 0
  await walk(context, FROM, async stored => {
    const there = await db
      .collection<Stored>(TO)
      .findOne({ _id: stored._id, kind: KIND, version: stored.version }, { projection: { _id: 1 } })
    if (!there) missing++
    return null
  })
  const [before, after] = await Promise.all([
    db.collection(FROM).countDocuments(),
    db.collection(TO).countDocuments({ kind: KIND })
  ])
  if (missing === 0 && before <= after) return
  throw new Error(
    `${missing || before - after} service requests changed while they were moved: a process of the older version still writes them. ` +
      'Stop it and start again; nothing is lost.'
  )
}
