import type { TimelineLine } from '../../components/Timeline'
import type { TimelineEntry } from '../../contract/serviceRequestViews'
import { moment, windowWords } from '../../i18n/dates'
import { officer } from '../../i18n/zh/officer'

/** A phone's clock this far from the server's tells that something was done before it arrived. */
const CLOCKS_APART_MS = 2 * 60_000

/** What has happened, newest first, with the phone's clock where it differs. */
export function timelineLines(timeline: readonly TimelineEntry[]): TimelineLine[] {
  return [...timeline].reverse().map(entry => ({
    id: entry.id,
    title: officer.events[entry.action]({
      by: entry.by.name,
      to: entry.assignee?.name ?? '',
      window: entry.appointment ? windowWords(entry.appointment) : '',
      done: entry.status === 'completed'
    }),
    when: `${moment(entry.at)} · ${entry.by.name}`,
    notes: [
      ...(entry.text ? [entry.text] : []),
      ...(entry.papers.length > 0 ? [officer.detail.papers(entry.papers)] : []),
      ...(entry.phoneTime && clocksApart(entry.at, entry.phoneTime) ? [officer.detail.phoneTime(moment(entry.phoneTime))] : [])
    ]
  }))
}

function clocksApart(at: string, phoneTime: string): boolean {
  return Math.abs(Date.parse(at) - Date.parse(phoneTime)) > CLOCKS_APART_MS
}
