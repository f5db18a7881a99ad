import type { TriageAnswers, TriageResult } from '../../src/contract/catalogue'
import { AppError, fieldError } from '../errors'
import { Station, Village } from '../villages/model'
import { findItem } from './findItem'
import { Office, OtherMatterModel } from './model'
import { presentItem } from './presenter'
import { channelOf, triage } from './triage'

/** What items of the catalogue call the police station; which one it is depends on the village. */
export const STATION_OFFICE = '派出所'

/**
 * Advises on an item or a matter for others.
 * @param villageCode names the villager's own station where one has to go there
 * @throws AppError notFound for an unknown code, villageUnknown
 */
export async function advise(
  code: string, { villageCode, ...answers }: TriageAnswers & { villageCode?: string | undefined }
): Promise<TriageResult> {
  const station = villageCode === undefined ? null : await stationOf(villageCode)
  const stored = await findItem(code)
  if (!stored) return adviseOther(code, answers)
  const item = presentItem(stored)
  const { outcome, reason } = triage(item, answers)
  const outsideDanger = outcome !== 'call110'
  return {
    outcome,
    channel: channelOf(outcome),
    reason,
    office: outcome === 'counter' ? await officeOf(item.acceptOffice, station) : null,
    bring: outsideDanger ? item.materials : [],
    prepareFirst: outsideDanger && answers.materialsReady === false
  }
}

async function adviseOther(code: string, answers: TriageAnswers): Promise<TriageResult> {
  const matter = await OtherMatterModel.findById(code).lean()
  if (!matter) throw new AppError('notFound')
  const { outcome, reason } = triage(null, answers)
  const office = outcome === 'notPolice' ? { name: matter.office, address: null, phone: matter.phone } : null
  return { outcome, channel: null, reason, office, bring: [], prepareFirst: false }
}

type OfficeView = NonNullable<TriageResult['office']>

async function stationOf(villageCode: string): Promise<OfficeView> {
  const village = await Village.findById(villageCode).lean()
  if (!village) throw fieldError('villageUnknown', 'villageCode')
  const station = await Station.findById(village.stationCode).lean()
  return station ? { name: station.name, address: station.address, phone: station.phone } : unknownPlace(STATION_OFFICE)
}

async function officeOf(acceptOffice: string, station: OfficeView | null): Promise<OfficeView> {
  if (acceptOffice === STATION_OFFICE) return station ?? unknownPlace(STATION_OFFICE)
  const office = await Office.findById(acceptOffice).lean()
  return office ? { name: office._id, address: office.address, phone: office.phone } : unknownPlace(acceptOffice)
}

function unknownPlace(name: string): OfficeView {
  return { name, address: null, phone: null }
}
