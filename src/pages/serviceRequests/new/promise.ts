import type { CatalogueItem, Channel, Promises } from '../../../contract/catalogue'
import type { VillageDetail } from '../../../contract/village'
import { newServiceRequest } from '../../../i18n/zh/newServiceRequest'
import { dutyWord } from '../../../i18n/zh/serviceRequest'
import { whoAnswers } from '../../../phone/whoAnswers'

const words = newServiceRequest.promise

interface Asked {
  item: Pick<CatalogueItem, 'requiresPolice' | 'presenceRequired' | 'materials' | 'timeText' | 'feeText'>
  channel: Channel
  /** The hours and days that this site promises. */
  promises: Promises
  /** True when a special group gives precedence. */
  special: boolean
  /** Name of the beneficiary; null when it is the reader. */
  beneficiary: string | null
  /** null while the village is not known. */
  village: VillageDetail | null
}

/** What will happen after it is sent, and when, one sentence each. */
export function promiseLines({ item, channel, promises, special, beneficiary, village }: Asked): string[] {
  const pace = special ? 'special' : 'usual'
  const visit = channel === 'homeVisit'
  return [
    toWhom(item, channel, village),
    words.accept[channel](promises.acceptHours[pace]),
    ...(visit ? [words.visit(promises.visitDays[pace])] : []),
    ...(visit && item.presenceRequired ? [beneficiary ? words.present(beneficiary) : words.presentSelf] : []),
    ...(item.materials.length > 0 ? [words.materials[channel](item.materials)] : []),
    words.time(item.timeText),
    words.fee(item.feeText)
  ]
}

function toWhom(item: Asked['item'], channel: Channel, village: VillageDetail | null): string {
  if (!village) return words.toSomebody
  const kind = channel === 'homeVisit' ? 'officer' : 'agent'
  const person = whoAnswers(village, kind, kind === 'officer' && item.requiresPolice)
  // A backup agent may also be an officer; here the person is named by the duty of the agent.
  return person ? words.to(dutyWord({ kind, rank: person.rank, level: 'named' }), person.name) : words.toDesk
}
