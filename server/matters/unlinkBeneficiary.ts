import type { Viewer } from '../people/viewer'
import { Matter } from './model'

/**
 * Takes the phone of a beneficiary who deletes the account out of the matters of others: whoever gets the number next
 * must find nothing there. The name stays, because the applicant's matter goes on. A repeated call changes nothing.
 */
export async function unlinkBeneficiary({ phoneIndex }: Pick<Viewer, 'phoneIndex'>): Promise<void> {
  await Matter.updateMany(
    { concerns: phoneIndex },
    {
      $pull: { concerns: phoneIndex },
      $set: { 'beneficiary.phone': null, 'beneficiary.phoneIndex': null },
      $inc: { version: 1 }
    }
  )
}
