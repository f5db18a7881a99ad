import type { TimelineLine } from '../../../components/Timeline'
import type { ServiceRequestDetail, TimelineEntry } from '../../../contract/serviceRequestViews'
import { dayWords, moment, windowWords } from '../../../i18n/dates'
import { receivedWords } from '../../../i18n/zh/receivers'
import { serviceRequestDetail } from '../../../i18n/zh/serviceRequestDetail'

const words = serviceRequestDetail.timeline

/** The timeline in plain words, newest first. @param now ms since 1970 */
export function timelineLines(detail: ServiceRequestDetail, now = Date.now()): TimelineLine[] {
  return detail.timeline.flatMap(entry => linesOf(entry, detail, now)).reverse()
}

/** After submitting and reopening, the new assignee is a line of its own: applicants look for it. */
function linesOf(entry: TimelineEntry, detail: ServiceRequestDetail, now: number): TimelineLine[] {
  const line = {
    id: entry.id,
    title: titleOf(entry, detail),
    when: whenOf(entry, detail, now),
    notes: notesOf(entry, now)
  }
  const passedOn = (entry.action === 'submit' || entry.action === 'reopen') && entry.assignee
  if (!passedOn) return [line]
  return [
    line,
    { id: `${entry.id}-assigned`, title: words.assigned(passedOn.name), when: moment(entry.at, now), notes: [] }
  ]
}

function titleOf(entry: TimelineEntry, detail: ServiceRequestDetail): string {
  const name = entry.by.name
  const who = isViewer(entry, detail) ? words.you : words.named(name)
  const to = entry.assignee?.name ?? detail.assignee.name
  switch (entry.action) {
    case 'submit': return words.submit(who)
    case 'accept': return words.accept(name)
    case 'handBack': return words.handBack(name, to)
    case 'reassign': return words.reassign(to)
    case 'cancel': return words.cancel(who)
    case 'decline': return words.decline(name)
    case 'askMaterial': return words.askMaterial(name)
    case 'provideMaterial': return words.provideMaterial(who)
    case 'escalate': return words.escalate(name, to)
    case 'schedule': return words.schedule[detail.channel]
    case 'setOut': return words.setOut[detail.channel](name)
    case 'nobodyHome': return words.nobodyHome(name)
    case 'finish': return entry.status === 'awaitingDocument' ? words.finishAwaiting(name) : words.finish(name)
    case 'documentReady': return words.documentReady
    case 'deliver': return words.deliver
    case 'reopen': return words.reopen(who)
    case 'rate': return ratingTitle(who, detail)
    case 'changeTime': return words.changeTime(who)
    case 'recordConsent': return words.recordConsent(detail.beneficiary?.name ?? '')
    case 'undoNobodyHome': return words.undoNobodyHome(name)
    case 'nameContacts': return words.nameContacts(who)
    case 'searchStep': return words.searchStep[entry.search?.step ?? 'desk']
    case 'answerSearch': return words.answerSearch[entry.search?.answer ?? 'going']
    case 'noteCall': return words.noteCall(name)
    case 'climb': return words.climb(to)
    case 'redate': return words.redate
    case 'withdrawConsent': return words.withdrawConsent(detail.beneficiary?.name ?? '')
    case 'takePapers':
    case 'givePapers':
    case 'receivePapers':
    case 'returnPapers':
    case 'notDelivered': return words[entry.action](name)
    case 'setDelivery': return words.setDelivery(entry.appointment ? dayWords(entry.appointment.start) : '')
  }
}

function ratingTitle(who: string, { rating }: ServiceRequestDetail): string {
  return rating ? words.rate(who, serviceRequestDetail.rating.levels[rating.stars]) : words.rateOnly(who)
}

/** The reader's own entries show no name. */
function whenOf(entry: TimelineEntry, detail: ServiceRequestDetail, now: number): string {
  const when = moment(entry.at, now)
  if (entry.by.relation === 'system') return words.by(when, words.system)
  return entry.by.name === '' || isViewer(entry, detail) ? when : words.by(when, entry.by.name)
}

function isViewer({ by }: TimelineEntry, { viewer }: ServiceRequestDetail): boolean {
  return by.relation !== 'staff' && by.relation === viewer
}

const REASONED: readonly TimelineEntry['action'][] = ['handBack', 'reassign', 'cancel', 'decline', 'escalate', 'reopen']

function notesOf({ action, text, papers, appointment, status, received }: TimelineEntry, now: number): string[] {
  const notes: string[] = []
  if (received) notes.push(receivedWords(received))
  if (papers.length > 0) notes.push(papersNote(action === 'finish' && status === 'completed' ? 'deliver' : action, papers))
  if (text) notes.push(REASONED.includes(action) ? words.reason(text) : text)
  if (appointment && action === 'documentReady') notes.push(words.setDelivery(dayWords(appointment.start, now)))
  else if (appointment && action !== 'setDelivery')
    notes.push(action === 'nobodyHome' ? words.again(windowWords(appointment, now)) : windowWords(appointment, now))
  return notes
}

function papersNote(action: TimelineEntry['action'], papers: readonly string[]): string {
  if (action === 'askMaterial') return words.papersAsked(papers)
  if (action === 'documentReady') return words.papersMade(papers)
  if (action === 'givePapers' || action === 'receivePapers' || action === 'notDelivered') return words.papersOnly(papers)
  return action === 'deliver' || action === 'returnPapers' ? words.papersGiven(papers) : words.papersTaken(papers)
}
