/**
 * Seals the data from before phones and free texts were sealed. The shape of those versions is described in this file
 * once and doesn't follow the models.
 */
import type { mongo } from 'mongoose'
import { idInList } from '../fieldEncryption/sealedText'
import { walk, type Migration, type MigrationContext, type Stored } from './migration'
import { changeTexts, isSealed, phoneIndexOf } from './sealing'
import { stampOlder, type OlderEntry } from './stampOlder'

const NO_SUCH_COLLECTION = 26
/** Fields sealed by this migration, besides the texts of the timeline. */
const TEXTS = [
  'applicant.phone',
  'beneficiary.phone',
  'address',
  'remark',
  'materialAsked.text',
  'declined.reason',
  'declined.legalBasis',
  'rating.text'
]
const BENEFICIARY_TAG = 'tel:'
/** The value of `phoneIndex` for a deleted account. */
const DELETED_TAG = 'deleted:'
const SESSION_DAYS_MS = 30 * 24 * 3600 * 1000

interface Party { phone?: string | null }
interface ServiceRequest extends Stored {
  version: number
  applicant: Party & { phoneIndex?: string | null }
  beneficiary?: Party | null
  concerns: string[]
  declined?: { legalBasis: string } | null
  timeline: OlderEntry[]
  creation: { bodyHash: string }
  applied?: Array<{ bodyHash: string }>
}

/**
 * People are migrated last: a person without the hash of the phone is the sign of data from before sealing, so an
 * interrupted migration recognises them until its end.
 */
export const sealPeopleAndWords: Migration = {
  id: '0001-seal-people-and-words',
  what: 'phones and what people wrote are sealed, and every act gets its stamp for the audit',
  async run(context) {
    const older = await context.db.collection('people').findOne({ phoneIndex: null }) !== null
    await walk(context, 'serviceRequests', stored => sealServiceRequest(stored as ServiceRequest, context))
    if (!older) return
    await walk(context, 'beneficiaries', stored => indexBeneficiary(stored, context))
    await walk(context, 'catalogueItems', stored => Promise.resolve(completeItem(stored)))
    await walk(context, 'sessions', stored => Promise.resolve(completeSession(stored, context.now())))
    // The unique index on readable phones is dropped: sealed phones always differ, and deleted accounts have none.
    await dropIndex(context.db, 'people', 'phone_1')
    await walk(context, 'people', stored => sealPerson(stored, context))
  }
}

type Write = mongo.AnyBulkWriteOperation<Stored>

async function sealServiceRequest(stored: ServiceRequest, context: MigrationContext): Promise<Write | null> {
  if (stored.applicant.phoneIndex === undefined) return sealWhole(stored, context)
  // Data of a short-lived version, which sealed everything except the legal basis of a refusal.
  const legalBasis = stored.declined?.legalBasis
  if (typeof legalBasis !== 'string' || isSealed(legalBasis)) return null
  const sealed = await context.fields.seal(legalBasis, placeOf(stored, 'declined.legalBasis'))
  return {
    updateOne: {
      filter: { _id: stored._id, 'declined.legalBasis': legalBasis } as object,
      update: { $set: { 'declined.legalBasis': sealed } }
    }
  }
}

/** One conditional write for the whole document: the document is either unchanged or completely migrated. */
async function sealWhole(stored: ServiceRequest, context: MigrationContext): Promise<Write> {
  const { fields } = context
  const plain = await changeTexts(
    stored,
    ['applicant.phone', 'beneficiary.phone', 'address', 'remark', 'materialAsked.text', 'rating.text'],
    text => Promise.resolve(text || null)
  )
  const sealed = await changeTexts(plain, TEXTS, (text, path) => fields.seal(text, placeOf(stored, path)))
  const indexOf = async (party: Party): Promise<string | null> => party.phone ? phoneIndexOf(fields, party.phone) : null
  const stamped = await stampOlder(String(stored._id), stored.timeline, context)
  const replacement = {
    consent: null,
    voiceAt: null,
    idNumber: null,
    idNumberIndex: null,
    cutAt: null,
    photos: [],
    ...sealed,
    applicant: { ...sealed.applicant, phoneIndex: await indexOf(stored.applicant) },
    beneficiary: sealed.beneficiary
      ? { id: null, ...sealed.beneficiary, phoneIndex: await indexOf(stored.beneficiary!) }
      : null,
    concerns: await Promise.all(
      stored.concerns.map(async concern =>
        concern.startsWith(BENEFICIARY_TAG) ? phoneIndexOf(fields, concern.slice(BENEFICIARY_TAG.length)) : concern
      )
    ),
    timeline: await Promise.all(stamped.timeline.map(entry => sealEntry(stored, entry, context))),
    auditPending: stored.auditPending === true || stamped.added || stored.auditPending === undefined,
    creation: { ...stored.creation, bodyHash: await keyed(context, stored.creation.bodyHash) },
    applied: await Promise.all(
      (stored.applied ?? []).map(async one => ({ ...one, bodyHash: await keyed(context, one.bodyHash) }))
    )
  }
  return { replaceOne: {
    filter: { _id: stored._id, version: stored.version, 'applicant.phoneIndex': { $exists: false } } as object,
    replacement: replacement as unknown as Stored
  } }
}

/** An empty text of a stamped entry is kept as an empty text, because the stamp covers it. */
async function sealEntry(stored: ServiceRequest, entry: OlderEntry, { fields }: MigrationContext): Promise<OlderEntry> {
  if (typeof entry.text !== 'string') return entry
  const place = {
    collection: 'serviceRequests',
    id: idInList(String(stored._id), String(entry._id)),
    path: 'timeline.text'
  }
  return { ...entry, text: await fields.seal(entry.text, place) }
}

function placeOf({ _id }: Stored, path: string) {
  return { collection: 'serviceRequests', id: String(_id), path }
}

/**
 * The hash of a body was not keyed, and a phone in the body could be found by trying. The new value never matches a
 * body.
 */
function keyed({ fields }: MigrationContext, bodyHash: string): Promise<string> {
  return fields.blindIndex('olderBodyHash', bodyHash)
}

/** The phone was sealed before, but found by a separate hash: now there is one hash of a phone for all collections. */
async function indexBeneficiary(stored: Stored, context: MigrationContext): Promise<Write | null> {
  const { phone, phoneIndex, creation } = stored as Stored & {
    phone?: string | null
    phoneIndex?: string | null
    creation: { bodyHash: string }
  }
  if (phone == null) return null
  const place = { collection: 'beneficiaries', id: String(stored._id), path: 'phone' }
  const present = await phoneIndexOf(context.fields, await context.fields.open(phone, place))
  if (phoneIndex === present) return null
  return { updateOne: {
    filter: { _id: stored._id, phoneIndex } as object,
    update: { $set: { phoneIndex: present, 'creation.bodyHash': await keyed(context, creation.bodyHash) } }
  } }
}

/** No item of this age asks for an identity number; `npm run import` brings the present catalogue. */
function completeItem({ _id, idNumberNeeded }: Stored): Write | null {
  if (idNumberNeeded !== undefined) return null
  return { updateOne: { filter: { _id }, update: { $set: { idNumberNeeded: false, 'evidence.idNumber': 'I' } } } }
}

/** Adds when and on which device a session was started, which older sessions didn't record. */
function completeSession({ _id, startedAt, expiresAt }: Stored, now: number): Write | null {
  if (startedAt !== undefined) return null
  const started = new Date(Math.min(now, (expiresAt as Date).getTime() - SESSION_DAYS_MS))
  const shanghai = new Date(started.getTime() + 8 * 3600 * 1000).toISOString().slice(0, 10)
  return {
    updateOne: {
      filter: { _id },
      update: { $set: { startedAt: started, client: 'browser', device: 'other', seenOn: shanghai } }
    }
  }
}

async function sealPerson(stored: Stored, { fields }: MigrationContext): Promise<Write | null> {
  const { _id, phone } = stored as Stored & { phone: string }
  if (stored.phoneIndex !== undefined) return null
  const sealed = phone.startsWith(DELETED_TAG)
    ? { phone: null, phoneIndex: phone }
    : {
        phone: await fields.seal(phone, { collection: 'people', id: String(_id), path: 'phone' }),
        phoneIndex: await phoneIndexOf(fields, phone)
      }
  const { rank = null, stationCode = null, villageCode = null, leave = [], deletedAt = null, active = true } = stored
  const agreed = { privacy: null, sensitive: null, ...stored.agreed as object | undefined }
  return {
    updateOne: {
      filter: { _id, phone } as object,
      update: { $set: { ...sealed, rank, stationCode, villageCode, leave, deletedAt, active, agreed } }
    }
  }
}

async function dropIndex(db: mongo.Db, collection: string, name: string): Promise<void> {
  const indexes = await db.collection(collection).indexes().catch((error: { code?: number }) => {
    if (error.code === NO_SUCH_COLLECTION) return []
    throw error
  })
  if (indexes.some(index => index.name === name)) await db.collection(collection).dropIndex(name)
}
