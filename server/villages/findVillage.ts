import type { VillageDetail } from '../../src/contract/village'
import { AppError } from '../errors'
import type { Ground } from '../ground/ground'
import { presentDetail } from './presenter'

/**
 * A village with its station and the people responsible for it on a day.
 * @param day YYYY-MM-DD in Shanghai
 * @throws AppError notFound
 */
export async function findVillage(code: string, day: string, ground: Ground): Promise<VillageDetail> {
  const [places, roster] = await Promise.all([ground.places(), ground.roster()])
  const village = places.village(code)
  const station = village && places.station(village.stationCode)
  if (!village || !station) throw new AppError('notFound')
  return presentDetail(
    village,
    station,
    roster.responsibilitiesOf(code, day).filter(({ inDates, person }) => inDates && person.active)
  )
}
