/** The people at the desk of a matter's station, as those who are told of events. */
import type { Types } from 'mongoose'
import type { Deps } from '../deps'
import type { Tell } from './change'
import type { StoredMatter } from './matterFields'

type AtStation = Pick<StoredMatter, 'stationCode' | 'concerns'>

/**
 * The station's duty officers, or the chief where there are none; never somebody whom the matter concerns.
 * @param withChief the chief in every case
 */
export async function deskOf(
  { stationCode, concerns }: AtStation, { ground }: Pick<Deps, 'ground'>, { withChief = false } = {}
): Promise<Types.ObjectId[]> {
  const roster = await ground.roster()
  const idsOf = (role: 'dispatcher' | 'chief'): Types.ObjectId[] => roster.desk(role, stationCode)
    .filter(({ _id, phoneIndex }) => !concerns.includes(String(_id)) && !concerns.includes(phoneIndex))
    .map(({ _id }) => _id)
  const duty = idsOf('dispatcher')
  return withChief || duty.length === 0 ? [...duty, ...idsOf('chief')] : duty
}

/** An event for the people at the desk. */
export async function toDesk(
  event: Tell['event'], matter: AtStation, deps: Pick<Deps, 'ground'>
): Promise<Tell> {
  return { event, to: { staff: await deskOf(matter, deps), residents: [] } }
}
