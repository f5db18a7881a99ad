import type { mongo, Types } from 'mongoose'
import { dayOf, instantOf, nextDay } from '../../src/contract/day'
import { Matter } from '../matters/model'
import { openWith } from '../matters/questions'

/** More visits than anybody makes in a day. */
const COUNTED_MOST = 100

/** How many visits and deliveries an assignee has on the day after an instant. @param evening ms since 1970 */
export function countVisits(assignee: Types.ObjectId, evening: number): Promise<number> {
  const day = nextDay(dayOf(evening))
  const span = { $gte: new Date(instantOf(day)), $lt: new Date(instantOf(nextDay(day))) }
  const onThatDay = { $or: [{ 'appointment.start': span }, { deliveryDay: day }] }
  // Asked without casting: the day of a delivery is a field of one kind.
  return Matter.collection.countDocuments(
    { ...openWith(String(assignee)).filter, ...onThatDay } as mongo.Filter<mongo.Document>, { limit: COUNTED_MOST }
  )
}
