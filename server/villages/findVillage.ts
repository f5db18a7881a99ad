import type { VillageDetail } from '../../src/contract/village'
import { AppError } from '../errors'
import type { Keyring } from '../fieldEncryption/keyring'
import { responsibilitiesOf } from '../people/responsible'
import { Station, Village } from './model'
import { presentDetail } from './presenter'

/**
 * A village with its station and the people responsible for it on a day.
 * @param day YYYY-MM-DD in Shanghai
 * @throws AppError notFound
 */
export async function findVillage(code: string, day: string, fields: Keyring): Promise<VillageDetail> {
  const [village, named] = await Promise.all([Village.findById(code).lean(), responsibilitiesOf(code, day, fields)])
  const station = village && await Station.findById(village.stationCode).lean()
  if (!village || !station) throw new AppError('notFound')
  return presentDetail(village, station, named.filter(({ inDates, person }) => inDates && person.active))
}
