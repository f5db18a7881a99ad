import type { Deps } from '../deps'
import { deleteUnusedOf } from '../attachments/sweep'
import { BeneficiaryModel } from '../beneficiaries/model'
import { Person } from '../people/model'
import { passOnStranded } from '../matters/passOn'
import { redateForCalendar } from '../matters/redate'
import { Session, WechatBinding } from '../session/model'
import { DAY_MS } from '../../src/contract/day'
import { cutClosed } from './cut'

/** The most documents of one sweep; the rest is left to the next day. */
const CUT_MOST = 20_000
const DELETED_MOST = 1000
/** For how many days after the deletion of an account its remains are looked for. */
const LOOK_BACK_DAYS = 7

export interface Swept {
  /** Closed matters whose personal data were removed. */
  cut: number
  /** Matters passed on from people who have left. */
  passedOn: number
  /** Open matters dated anew after the calendar or the working hours changed. */
  redated: number
}

/**
 * The daily tasks. Each is a sequence of conditional updates, so an interruption or a second simultaneous run does no
 * harm.
 */
export async function sweep(deps: Deps): Promise<Swept> {
  const now = deps.now()
  await clearDeleted(now)
  const cut = await cutClosed(now, deps.settings.retention.closedDays, CUT_MOST, deps)
  const passedOn = await passOnStranded(deps)
  const redated = await redateForCalendar(deps)
  if (passedOn + redated > 0) {
    deps.audit.nudge()
    deps.notices.nudge()
  }
  return { cut, passedOn, redated }
}

/** Deletes what was written while an account was being deleted, and what an interrupted deletion left. */
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
