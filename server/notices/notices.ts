import type { Deps } from '../deps'
import { beginDueSteps } from '../matters/searchRounds'
import { climbToDesk } from '../matters/climb'
import { redateForNoSignal } from '../matters/redate'
import { repeat } from '../repeating'
import { createRounds, type Rounds } from '../rounds'
import { deliverEvents } from './deliver'
import { tellLate } from './ladder'
import type { NoticeDeps } from './noticeDeps'
import { pushDue } from './push'
import { settleCalls } from './callers'
import { textDue } from './texts'
import { tellTimed } from './timed'

/** Moves within this time are told together, so that what comes in bulk arrives as one message. */
const GATHER_MS = 200
/** How often work is looked for that nobody announced: left by a process that died, or due by now. */
const EVERY_MS = 30_000

/** The delivery of one process: events to inboxes, then messages to WeChat, text messages
 * and calls. Several processes may run it at once. */
export function createNotices(deps: NoticeDeps): Rounds {
  return createRounds('telling people of matters', GATHER_MS, async () => {
    await beginDueSteps(deps)
    await moveByTime(deps)
    await deliverEvents(deps)
    await tellLate(deps)
    await tellTimed(deps)
    await pushDue(deps)
    await textDue(deps)
    // Tells callers of their calls, so messages to them may be due afterwards.
    if (await settleCalls(deps)) await pushDue(deps)
  }, deps.log)
}

/** What due times and changed windows do to matters, before people are told of it. */
async function moveByTime(deps: NoticeDeps): Promise<void> {
  const moved = await redateForNoSignal(deps) + await climbToDesk(deps)
  if (moved > 0) deps.audit.nudge()
}

/** Looks for work now and then. @returns a function that ends the looking and waits for a running round */
export function keepTelling({ notices, log }: Pick<Deps, 'notices' | 'log'>): () => Promise<void> {
  const stop = repeat('telling people of matters', EVERY_MS, async () => { notices.nudge() }, log)
  return async () => {
    await stop()
    await notices.settled()
  }
}
