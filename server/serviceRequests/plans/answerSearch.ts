/** What somebody says about the search for a person. */
import { dayOf } from '../../../src/contract/day'
import type { AskedKind, SearchAnswerInput } from '../../../src/contract/search'
import { AppError, invalidField } from '../../errors'
import { refTo } from '../../matters/assignment'
import type { Change, MoveContext } from '../../matters/change'
import { deskOf, toDesk } from '../../matters/desk'
import type { StoredSearch, StoredSearchEntry } from '../../matters/matterFields'
import {
  answered, broughtForward, currentStep, isEnding, isSearching, reachedDesk, toldOfSearch
} from '../../matters/search'
import type { StoredServiceRequest } from '../serviceRequestFields'
import { speakerOf, type Speaker } from '../speaker'
import type { ServiceRequestPlan } from './answering'

/**
 * An ending answer stops the search for everybody who was told of it. Every other answer is recorded, and after a
 * "nobody reached her" of all whom a step asks the next step begins. What comes after the end is recorded and changes
 * nothing.
 */
export const answerSearch: ServiceRequestPlan<'answerSearch'> = async (current, input, context) => {
  const { search } = current
  // The status table lets nobody answer where there was no search.
  if (search === null) throw new AppError('noSearch')
  checkCount(current, input.answer, context)
  const me = speakerOf(current, context.viewer, context.now)
  const said = checked(input, { search, knockedAt: knockedAt(current, search) }, me, context.now)
  const entry = { text: input.text || null, search: said.entry }
  if (!isSearching(current)) return { status: current.status, entry }
  const { answer } = input
  if (isEnding(answer)) return ended(current, search, said, context)
  if (answer === 'skip') return { ...await skipped(current, search, context), entry }
  return { status: current.status, set: { search: answered(search, said.key, answer, context.now) }, entry }
}

/** More answers than one person has to give about one matter: the document must have room for everybody's moves. */
const ANSWERS_MOST = 40

/** What ends a search is always taken. @throws AppError tooManyRequests */
function checkCount(
  current: StoredServiceRequest, answer: SearchAnswerInput['answer'], { viewer }: MoveContext
): void {
  if (isSearching(current) && isEnding(answer)) return
  const given = current.timeline.filter(({ action, by }) => action === 'answerSearch' && String(by.person) === viewer.id)
  if (given.length >= ANSWERS_MOST) throw new AppError('tooManyRequests')
}

/** What was said, with the person for whom it was said. */
interface Said {
  key: string
  entry: StoredSearchEntry
  text: string
}

/** @throws AppError validationFailed at the field, forbidden for what only staff may say */
function checked(
  input: SearchAnswerInput, { search, knockedAt: knocked }: { search: StoredSearch; knockedAt: number }, me: Speaker,
  now: number
): Said {
  const { answer, whom = null, text = '', seenAt, until = null, called = null } = input
  const asked = whom === null || whom === me.key ? null : personOf(search, whom)
  if ((asked !== null || answer === 'skip') && !me.staff) throw new AppError('forbidden')
  if (answer === 'skip' && text === '') throw invalidField('text', '请写为什么不等了。')
  if (answer === 'away' && (until === null || until < dayOf(now))) throw invalidField('until', '请选哪天回来。')
  if (answer === 'emergency' && called === null) throw invalidField('called', '请选打了 110 还是 120。')
  if (seenAt !== undefined && Date.parse(seenAt) > now) throw invalidField('seenAt', '这个时间还没到，请重新选。')
  if (seenAt !== undefined && Date.parse(seenAt) < knocked)
    throw invalidField('seenAt', '那是敲门以前的事，还要再去看看。')
  const kind: AskedKind = asked?.kind ?? me.kind
  return {
    key: asked?.key ?? me.key,
    text,
    entry: {
      answer, kind, step: answer === 'skip' ? search.steps[currentStep(search)]!.name : null,
      contact: asked ? asked.contact : me.contact,
      seenAt: answer === 'seen' ? new Date(seenAt ?? now) : null,
      until: answer === 'away' ? until : null, called: answer === 'emergency' ? called : null
    }
  }
}

/** When nobody opened: a report without signal arrives later. Who was seen before is not known to be well. */
function knockedAt({ timeline }: StoredServiceRequest, { since }: StoredSearch): number {
  const report = timeline.findLast(({ action }) => action === 'nobodyHome')
  return Math.min(since.getTime(), report?.phoneTime?.getTime() ?? Infinity)
}

/** @throws AppError validationFailed at `whom` */
function personOf({ steps }: StoredSearch, whom: string): StoredSearch['steps'][number]['people'][number] {
  const found = steps.flatMap(({ people }) => people).find(({ key }) => key === whom)
  if (!found) throw invalidField('whom', '没有请过这个人，请重新选。')
  return found
}

async function ended(
  current: StoredServiceRequest, search: StoredSearch, { key, entry, text }: Said, { viewer, now, deps }: MoveContext
): Promise<Change<StoredServiceRequest>> {
  const { answer, kind, contact, seenAt, until, called } = entry
  if (answer === null || kind === null || !isEnding(answer)) throw new AppError('internal')
  return {
    status: current.status,
    set: {
      search: {
        ...answered(search, key, answer, now),
        ended: { how: answer, at: seenAt ?? new Date(now), by: refTo(viewer), kind, contact, until, called }
      }
    },
    entry: { text: text || null, search: entry },
    tell: [{ event: 'searchEnded', to: toldOfSearch(current, await deskOf(current, deps, { withChief: reachedDesk(current) })) }]
  }
}

/** A step that is not waited for any longer: the next one begins now, and the desk hears of it. */
async function skipped(
  current: StoredServiceRequest, search: StoredSearch, { now, deps }: MoveContext
): Promise<Pick<Change<StoredServiceRequest>, 'status' | 'set' | 'tell'>> {
  const at = currentStep(search)
  const steps = search.steps.map((step, index) => index === at ? { ...step, skipped: true } : step)
  return {
    status: current.status,
    set: { search: { ...search, steps: broughtForward(steps, at, now) } },
    tell: [await toDesk('searchSkipped', current, deps)]
  }
}
