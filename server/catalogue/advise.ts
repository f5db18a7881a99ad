import type { TriageAnswers, TriageResult } from '../../src/contract/catalogue'
import { AppError, fieldError } from '../errors'
import type { StoredCatalogue } from '../ground/catalogue'
import type { Places } from '../ground/places'
import { presentItem } from './presenter'
import { channelOf, triage } from './triage'

/** The `acceptOffice` of items that the police station handles; the village decides which station that is. */
export const STATION_OFFICE = '派出所'

/**
 * Advises on an item of the catalogue or a matter for others.
 * @param villageCode the villager's village; its station is named where one has to go there
 * @throws AppError notFound for an unknown code, villageUnknown
 */
export function advise(
  code: string, { villageCode, ...answers }: TriageAnswers & { villageCode?: string | undefined },
  catalogue: StoredCatalogue, places: Places
): TriageResult {
  const station = villageCode === undefined ? null : stationOf(villageCode, places)
  const stored = catalogue.item(code)
  if (!stored) return adviseOther(code, answers, catalogue)
  const item = presentItem(stored)
  const { outcome, reason } = triage(item, answers)
  const outsideDanger = outcome !== 'call110'
  return {
    outcome,
    channel: channelOf(outcome),
    reason,
    office: outcome === 'counter' ? officeOf(item.acceptOffice, station, catalogue) : null,
    bring: outsideDanger ? item.materials : [],
    prepareFirst: outsideDanger && answers.materialsReady === false
  }
}

function adviseOther(code: string, answers: TriageAnswers, catalogue: StoredCatalogue): TriageResult {
  const matter = catalogue.otherMatter(code)
  if (!matter) throw new AppError('notFound')
  const { outcome, reason } = triage(null, answers)
  const office = outcome === 'notPolice' ? { name: matter.office, address: null, phone: matter.phone } : null
  return { outcome, channel: null, reason, office, bring: [], prepareFirst: false }
}

type OfficeView = NonNullable<TriageResult['office']>

function stationOf(villageCode: string, places: Places): OfficeView {
  const village = places.village(villageCode)
  if (!village) throw fieldError('villageUnknown', 'villageCode')
  const station = places.station(village.stationCode)
  return station ? { name: station.name, address: station.address, phone: station.phone } : unknownPlace(STATION_OFFICE)
}

function officeOf(acceptOffice: string, station: OfficeView | null, catalogue: StoredCatalogue): OfficeView {
  if (acceptOffice === STATION_OFFICE) return station ?? unknownPlace(STATION_OFFICE)
  const office = catalogue.office(acceptOffice)
  return office ? { name: office._id, address: office.address, phone: office.phone } : unknownPlace(acceptOffice)
}

function unknownPlace(name: string): OfficeView {
  return { name, address: null, phone: null }
}
