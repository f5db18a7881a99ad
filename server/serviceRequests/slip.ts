import { create } from 'qrcode'
import { PROGRESS_SCREEN, type Slip } from '../../src/contract/progress'
import { AppError } from '../errors'
import type { Deps } from '../deps'
import type { StoredServiceRequest } from './serviceRequestFields'

/** White around a QR code that readers need, in modules. Source: ISO/IEC 18004. */
const QUIET = 4

/**
 * What is printed: the number, what it is about, and how to ask. Nobody's name, phone or address.
 * @param origin where the H5 pages are, without a slash at the end; null where the site has told none
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

/** Every run of dark modules in a row as one rectangle. */
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
