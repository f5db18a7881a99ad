import type { Log } from '../log'
import { readRows } from '../readRows'
import { Station, Village, type StationFields, type VillageFields } from './villageModel'

/** The most documents that the queries read: far more than a district has. */
const VILLAGES_MOST = 5000
const STATIONS_MOST = 500

/** Villages and stations in memory. The returned objects are shared: nobody may change them. */
export class Places {
  private readonly villagesByCode: Map<string, VillageFields>
  private readonly stationsByCode: Map<string, StationFields>

  /** @param villages all of them, by town and code */
  constructor(readonly villages: readonly VillageFields[], stations: readonly StationFields[]) {
    this.villagesByCode = new Map(villages.map(village => [village._id, village]))
    this.stationsByCode = new Map(stations.map(station => [station._id, station]))
  }

  /** @param code 12 digits; null for an unknown one */
  village(code: string): VillageFields | null {
    return this.villagesByCode.get(code) ?? null
  }

  /** null for an unknown code */
  station(code: string): StationFields | null {
    return this.stationsByCode.get(code) ?? null
  }
}

/** Reads all places: two queries. */
export async function loadPlaces(log: Log): Promise<Places> {
  const [villages, stations] = await Promise.all([
    readRows<VillageFields>(Village.find().sort({ townCode: 1, _id: 1 }), VILLAGES_MOST, 'villages', log),
    readRows<StationFields>(Station.find(), STATIONS_MOST, 'stations', log)
  ])
  return new Places(villages, stations)
}
