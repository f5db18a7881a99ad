/** The identity number of the person for whom a service request is: checking, sealing, masking and removing it. */
import { ID_NUMBER_FAULTS } from '../../src/contract/errors'
import { idNumberFault, maskIdNumber } from '../../src/contract/idNumber'
import { invalidField, type AppError } from '../errors'
import type { Keyring } from '../fieldEncryption/keyring'
import type { Viewer } from '../people/viewer'
import { dayOf } from '../../src/contract/day'
import { ownKeysOf } from '../matters/questions'
import { relationsOf } from '../matters/relations'
import { placeOf } from '../matters/sealing'
import { ServiceRequest } from './model'
import type { StoredServiceRequest } from './serviceRequestFields'

const place = (id: string) => placeOf(id, 'idNumber')

/**
 * The number as it is to be stored; null where the item needs none. A number that isn't needed is refused, so that it
 * is never stored.
 * @param given normalised; null or '' when there is none
 * @param now ms since 1970
 * @throws AppError validationFailed with a sentence at `idNumber`
 */
export function checkIdNumber(given: string | null, needed: boolean, now: number): string | null {
  if (!needed && given) throw fault('这件事用不着身份证号，请把它去掉。')
  if (!needed) return null
  if (!given) throw fault('请填身份证号，办之前要先查。')
  return checkShape(given, now)
}

/**
 * @param idNumber normalised @param now ms since 1970 @throws AppError validationFailed with a sentence at `idNumber`
 */
export function checkShape(idNumber: string, now: number): string {
  const wrong = idNumberFault(idNumber, dayOf(now))
  if (wrong) throw fault(ID_NUMBER_FAULTS[wrong])
  return idNumber
}

function fault(message: string): AppError {
  return invalidField('idNumber', message)
}

/** The fields under which an identity number is stored. */
export async function sealIdNumber(
  fields: Keyring, id: string, idNumber: string | null
): Promise<{ idNumber: string | null; idNumberIndex: string | null }> {
  if (idNumber === null) return { idNumber: null, idNumberIndex: null }
  return { idNumber: await fields.seal(idNumber, place(id)), idNumberIndex: await idNumberIndexOf(fields, idNumber) }
}

/** The keyed hash by which the matters of one person are found. */
export function idNumberIndexOf(fields: Keyring, idNumber: string): Promise<string> {
  return fields.blindIndex('idNumber', idNumber)
}

/** The complete number; null where none is stored. @throws SealError when it was changed or its key is missing */
export async function openIdNumber(
  fields: Keyring,
  { _id, idNumber }: Pick<StoredServiceRequest, '_id' | 'idNumber'>
): Promise<string | null> {
  return idNumber === null ? null : fields.open(idNumber, place(String(_id)))
}

/** The number as everybody of the matter sees it: masked. */
export async function maskedIdNumber(
  fields: Keyring,
  stored: Pick<StoredServiceRequest, '_id' | 'idNumber'>
): Promise<string | null> {
  const idNumber = await openIdNumber(fields, stored)
  return idNumber === null ? null : maskIdNumber(idNumber)
}

/**
 * The number in an export: complete when it is the viewer's own, masked when the viewer asked for somebody else.
 * @param now ms since 1970
 */
export async function idNumberForExport(
  fields: Keyring, stored: StoredServiceRequest, viewer: Viewer, now: number
): Promise<string | null> {
  const [relation] = relationsOf(stored, viewer, now)
  const own = relation === 'beneficiary' || (relation === 'applicant' && !stored.beneficiary)
  return own ? openIdNumber(fields, stored) : maskedIdNumber(fields, stored)
}

/** Removes the numbers from closed matters of a person who deletes the account; a repeated call changes nothing. */
export async function forgetIdNumbers(viewer: Viewer): Promise<void> {
  await ServiceRequest.updateMany(
    { concerns: { $in: ownKeysOf(viewer) }, open: false, idNumberIndex: { $ne: null } },
    { $set: { idNumber: null, idNumberIndex: null }, $inc: { version: 1 } }
  )
}
