import { create } from 'qrcode'
import { PROGRESS_SCREEN, type Slip } from '../../src/contract/progress'
import { AppError } from '../errors'
import type { Deps } from '../deps'
import type { StoredServiceRequest } from './serviceRequestFields'

/** The white margin that readers of QR codes need, in modules. Source: ISO/IEC 18004. */
const QUIET = 4

/**
 * The text of a printed slip: the number, the item, and how to ask for progress. No name, phone or address of a person.
 * @param origin of the H5 pages, without a slash at the end; null where the site has not configured one
 */
export async function slipOf(
  { number, itemName, villageName, stationCode }: StoredServiceRequest,
  origin: string | null,
  { ground }: Pick<Deps, 'ground'>
): Promise<Slip> {
  const station = (await ground.places()).station(stationCode)
  if (!station) throw new AppError('unavailable')
  const link = origin === null ? null : `${origin}/#${PROGRESS_SCREEN}?number=${number}`
  return {
    number,
    itemName,
    villageName,
    stationName: station.name,
    stationPhone: station.phone,
    link,
    scene: number,
    qr: drawQr(link ?? number)
  }
}

/** Every run of dark modules in a row as one rectangle of the SVG path. */
function drawQr(text: string): Slip['qr'] {
  const { modules: { size, data } } = create(text, { errorCorrectionLevel: 'M' })
  const runs: string[] = []
  for (let row = 0; row < size; row++) {
    for (let from = 0; from < size; from++) {
      if (!data[row * size + from]) continue
      let until = from
      while (until < size && data[row * size + until]) until++
      runs.push(`M${from + QUIET} ${row + QUIET}h${until - from}v1h-${until - from}z`)
      from = until
    }
  }
  return { path: runs.join(''), size: size + 2 * QUIET }
}
