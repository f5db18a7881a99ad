import type { Deps } from '../deps'
import { deleteUnusedOf } from '../attachments/sweep'
import { BeneficiaryModel } from '../beneficiaries/model'
import { Person } from '../people/model'
import { passOnStranded } from '../matters/passOn'
import { Session, WechatBinding } from '../session/model'
import { DAY_MS } from '../../src/contract/day'
import { cutClosed } from './cut'

/** In one go; what remains is the next day's. */
const CUT_MOST = 20_000
const DELETED_MOST = 1000
/** How long after a deletion its remains are looked for. */
const LOOK_BACK_DAYS = 7

export interface Swept {
  /** Closed service requests whose personal data were cut out. */
  cut: number
  /** Service requests that went on from somebody who has left. */
  passedOn: number
}

/**
 * What has to be done once a day. Every part is a sequence of conditional updates: cut off or run twice at once, it
 * does no harm.
 */
export async function sweep(deps: Deps): Promise<Swept> {
  const now = deps.now()
  await clearDeleted(now)
  const cut = await cutClosed(now, deps.settings.retention.closedDays, CUT_MOST, deps)
  const passedOn = await passOnStranded(deps)
  if (passedOn > 0) deps.audit.nudge()
  return { cut, passedOn }
}

/** What was written while an account was being deleted, or left when that was cut off. */
async function clearDeleted(now: number): Promise<void> {
  const deleted = await Person.find({ deletedAt: { $gte: new Date(now - LOOK_BACK_DAYS * DAY_MS) } })
    .select({ _id: 1 })
    .limit(DELETED_MOST)
    .lean()
  for (const { _id } of deleted) {
    await BeneficiaryModel.deleteMany({ owner: _id })
    await deleteUnusedOf(String(_id))
    await WechatBinding.deleteMany({ person: _id })
    await Session.deleteMany({ person: _id })
  }
}
