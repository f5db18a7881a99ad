import type { TimelineLine } from '../../components/Timeline'
import type { TimelineEntry } from '../../contract/serviceRequestViews'
import { dayWords, moment, windowWords } from '../../i18n/dates'
import { officer } from '../../i18n/zh/officer'
import { receivedWords } from '../../i18n/zh/receivers'
import { searchTitle } from '../../i18n/zh/search'

/** From this difference between the phone's and the server's clock on, an entry was made before it was sent. */
const CLOCKS_APART_MS = 2 * 60_000

const NOBODY = { by: '', to: '', window: '', done: false }

/** The timeline's lines, newest first, with the phone's time where it differs. */
export function timelineLines(timeline: readonly TimelineEntry[]): TimelineLine[] {
  return [...timeline].reverse().map(entry => {
    const title = entry.search ? searchTitle(entry.search, entry.by.name) : titleOf(entry)
    const who = entry.by.relation === 'system' ? officer.detail.system : entry.by.name
    return {
      id: entry.id,
      title,
      // A title that names the person needs no name below it.
      when: title.includes(who) ? moment(entry.at) : officer.detail.whenAndWho(moment(entry.at), who),
      notes: notesOf(entry)
    }
  })
}

function titleOf({ action, by, assignee, appointment, status }: TimelineEntry): string {
  return officer.events[action]({
    by: by.name,
    to: assignee?.name ?? '',
    window: appointment ? windowWords(appointment) : '',
    day: appointment ? dayWords(appointment.start) : '',
    done: status === 'completed'
  })
}

function notesOf({ action, text, papers, at, phoneTime, received, appointment }: TimelineEntry): string[] {
  return [
    ...(received ? [receivedWords(received)] : []),
    ...(action === 'documentReady' && appointment ? [officer.events.setDelivery({ ...NOBODY, day: dayWords(appointment.start) })] : []),
    ...(text ? [text] : []),
    ...(papers.length > 0 ? [officer.detail.papers(papers)] : []),
    ...(phoneTime && clocksApart(at, phoneTime) ? [officer.detail.phoneTime(moment(phoneTime))] : [])
  ]
}

function clocksApart(at: string, phoneTime: string): boolean {
  return Math.abs(Date.parse(at) - Date.parse(phoneTime)) > CLOCKS_APART_MS
}
