/** Lets the steps of searches begin when their time has come. What is due follows from the matters alone. */
import type { Types } from 'mongoose'
import { writeOnVersion, type Update } from '../conditionalWrite'
import type { Deps } from '../deps'
import { AppError } from '../errors'
import type { Change } from './change'
import { deskOf } from './desk'
import type { StoredMatter } from './matterFields'
import { Matter } from './model'
import { inOrderOfIds } from './pages'
import { readMatter, searches } from './questions'
import { askedBy, dueStep, isSearching, toldStep } from './search'
import { writtenBySystem } from './system'

type SearchRoundDeps = Pick<Deps, 'fields' | 'ground' | 'now' | 'audit'>

/**
 * Begins every step that is due: one conditional update each with the step's mark, its timeline entry and the events
 * for its people. Run by several processes at once, killed midway or after the clock was set back, each step begins
 * once.
 */
export async function beginDueSteps(deps: SearchRoundDeps): Promise<void> {
  for await (const page of inOrderOfIds(searches(), ['search'])) {
    for (const { _id, search } of page) {
      if (search && dueStep(search, deps.now())) await beginStepsOf(_id, deps)
    }
  }
}

async function beginStepsOf(id: Types.ObjectId, deps: SearchRoundDeps): Promise<void> {
  try {
    for (;;) {
      const done = await writeOnVersion<StoredMatter>(Matter, () => readMatter(id), current => updateOf(current, deps))
      if (!done?.written) return
      deps.audit.nudge()
    }
  } catch (error) {
    // Others were faster each time: the next round looks again.
    if (!(error instanceof AppError && error.code === 'changedMeanwhile')) throw error
  }
}

async function updateOf(current: StoredMatter, deps: SearchRoundDeps): Promise<Update<StoredMatter> | null> {
  const now = deps.now()
  const step = isSearching(current) ? dueStep(current.search!, now) : null
  if (!step) return null
  const change: Change = {
    status: current.status,
    set: { search: toldStep(current.search!, step.name, now) },
    entry: {
      search: { answer: null, step: step.name, kind: null, contact: null, seenAt: null, until: null, called: null }
    },
    tell: [askedBy(step, current, await deskOf(current, deps, { withChief: true }))]
  }
  return writtenBySystem(current, 'searchStep', change, now, deps)
}
