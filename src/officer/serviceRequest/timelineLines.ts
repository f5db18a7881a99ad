import type { TimelineLine } from '../../components/Timeline'
import type { TimelineEntry } from '../../contract/serviceRequestViews'
import { moment, windowWords } from '../../i18n/dates'
import { officer } from '../../i18n/zh/officer'

/** A phone's clock this far from the server's tells that something was done before it arrived. */
const CLOCKS_APART_MS = 2 * 60_000

/** What has happened, newest first, with the phone's clock where it differs. */
export function timelineLines(timeline: readonly TimelineEntry[]): TimelineLine[] {
  return [...timeline].reverse().map(entry => {
    const title = titleOf(entry)
    const who = entry.by.name
    return {
      id: entry.id,
      title,
      // Where the title says who it was, once is enough.
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
    done: status === 'completed'
  })
}

function notesOf({ text, papers, at, phoneTime }: TimelineEntry): string[] {
  return [
    ...(text ? [text] : []),
    ...(papers.length > 0 ? [officer.detail.papers(papers)] : []),
    ...(phoneTime && clocksApart(at, phoneTime) ? [officer.detail.phoneTime(moment(phoneTime))] : [])
  ]
}

function clocksApart(at: string, phoneTime: string): boolean {
  return Math.abs(Date.parse(at) - Date.parse(phoneTime)) > CLOCKS_APART_MS
}
