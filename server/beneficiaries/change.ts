import type { CallContext } from '../deps'
import { AppError } from '../errors'
import { suspendConsent } from '../matters/suspendConsent'
import { checkSensitive } from '../people/sensitive'
import { checkFields } from './create'
import { isRunning } from './consents'
import { BeneficiaryModel, type BeneficiaryDoc } from './model'
import { findFor } from './policy'
import type { Changes } from './schema'
import { sealAddress, sealContacts, sealPhone } from './sealing'

const TRIES = 5

/**
 * Changes a family member. Another name means another person: consents given under the old name no longer count.
 * @throws AppError notFound, villageUnknown, guardianNeeded, validationFailed, sensitiveConsentNeeded, changedMeanwhile
 */
export async function changeBeneficiary(id: string, changes: Changes, context: CallContext): Promise<BeneficiaryDoc> {
  const { viewer, now, deps } = context
  checkSensitive(changes.specialGroups ?? [], viewer)
  const changed = await writeAnew(id, async () => {
    const { stored } = await findFor('updateBeneficiary', id, context)
    const { villageCode, kinship, guardian } = stored
    await checkFields({ villageCode, birthYear: stored.birthYear ?? null, kinship, guardian, ...defined(changes) }, now)
    const { phone, address, contacts, ...plain } = changes
    const set = {
      ...defined(plain),
      ...(phone !== undefined && await sealPhone(deps.fields, id, phone)),
      ...(contacts !== undefined && { contacts: await sealContacts(deps.fields, id, contacts) }),
      ...(address !== undefined && { address: await sealAddress(deps.fields, id, address) })
    }
    const renamed = changes.name !== undefined && changes.name !== stored.name
    return { stored, set: { ...set, ...(renamed && endedConsents(stored, now)) } }
  })
  const named = changes.name !== undefined
  if (named && !changed.consents.some(consent => isRunning(consent, now))) await suspendConsent(viewer.id, id)
  return changed
}

/**
 * Removes a family member and the consents stored with the member; service requests made for the member before stay as
 * they were.
 * @throws AppError notFound
 */
export async function deleteBeneficiary(id: string, context: CallContext): Promise<void> {
  await findFor('deleteBeneficiary', id, context)
  await BeneficiaryModel.deleteOne({ _id: id, owner: context.viewer.id })
}

/** The update that withdraws all running consents and removes the question to the agent. @param now ms since 1970 */
export function endedConsents(stored: BeneficiaryDoc, now: number): { consents: object[]; asked: null } {
  const consents = stored.toObject().consents
    .map(consent => isRunning(consent, now) ? { ...consent, withdrawnAt: new Date(now) } : consent)
  return { consents, asked: null }
}

/**
 * Writes the change that `plan` works out, on the condition that nobody else wrote in between; otherwise reads the
 * member again and works the change out anew.
 * @throws AppError changedMeanwhile, and what the plan throws
 */
export async function writeAnew(
  id: string, plan: () => Promise<{ stored: BeneficiaryDoc; set: object }>
): Promise<BeneficiaryDoc> {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const { stored, set } = await plan()
    const written = await BeneficiaryModel.findOneAndUpdate(
      { _id: id, version: stored.version }, { $set: set, $inc: { version: 1 } }, { returnDocument: 'after' }
    )
    if (written) return written
  }
  throw new AppError('changedMeanwhile')
}

function defined<T extends object>(changes: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as never
}
