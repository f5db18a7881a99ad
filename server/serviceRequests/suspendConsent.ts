import { LIMITS } from '../../src/contract/limits'
import { PENDING } from './consent'
import { ServiceRequest } from './model'

/**
 * After somebody took back what he had agreed to in advance: whatever rests on it has to be asked for again. One conditional
 * update each; repeating it goes on where it stopped.
 * @param owner who asked for him
 */
export async function suspendConsent(owner: string, beneficiary: string): Promise<void> {
  for (;;) {
    const resting = await ServiceRequest.find({
      'applicant.person': owner, open: true, 'beneficiary.id': beneficiary, 'consent.state': 'given', 'consent.way': 'witnessed',
      status: { $in: ['assigned', 'accepted', 'scheduled', 'underway'] }
    }).select({ version: 1 }).limit(LIMITS.openServiceRequests).lean()
    if (resting.length === 0) return
    for (const { _id, version } of resting) {
      await ServiceRequest.updateOne({ _id, version }, { $set: { consent: PENDING }, $inc: { version: 1 } })
    }
  }
}
