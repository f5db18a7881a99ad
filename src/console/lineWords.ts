/** What the board says of one matter, in sentences: how late it is and why, who has not opened it, who holds papers. */
import { clockOf } from '../components/clockOf'
import { clockWords, lengthWords } from '../components/clockWords'
import type { BoardLine } from '../contract/stationBoard'
import { dayWords, moment, untilWords, windowWords } from '../i18n/dates'
import { consoleWords } from '../i18n/zh/console'

const words = consoleWords.lines

/** How late it is, with the sum; what runs when nothing is late; null when nothing runs. @param now ms since 1970 */
export function lateness(line: BoardLine, now: number): string | null {
  const clock = clockOf(line, now)
  switch (clock.kind) {
    case 'acceptLate':
      return words.acceptLate(moment(line.assignedAt, now), untilWords(line.acceptBy ?? '', now), lengthWords(clock.minutes))
    case 'visitDue': return words.visitDue(windowOf(line, now))
    case 'visitLate': return words.visitLate(windowOf(line, now))
    case 'promiseLate': return words.promiseLate(dayWords(line.expectedBy ?? '', now), lengthWords(clock.minutes))
    case 'deliveryLate': return words.deliveryLate(dayWords(clock.day, now))
    default: return clockWords(clock, line.channel, now)
  }
}

/** That the assignee's phone has not opened it; null once it has. */
export function unopenedWords({ handsetAt, assignedAt }: BoardLine, now: number): string | null {
  return handsetAt === null ? words.unopened(moment(assignedAt, now)) : null
}

/** Who holds which papers since when, one line a person. */
export function papersWords({ papers }: BoardLine, now: number): string[] {
  return papers.map(({ holder, papers: held, since }) => words.held(holder.name, held, moment(since, now)))
}

/** That papers have been out for too long; null while they have not. */
export function papersLateWords({ papersLate, papersOutSince }: BoardLine, days: number, now: number): string | null {
  return papersLate && papersOutSince !== null ? words.papersLate(moment(papersOutSince, now), days) : null
}

function windowOf({ appointment }: BoardLine, now: number): string {
  return appointment ? windowWords(appointment, now) : ''
}
