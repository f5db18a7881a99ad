import type { Deps } from '../deps'
import { beginDueSteps } from '../matters/searchRounds'
import { climbToDesk } from '../matters/climb'
import { redateForNoSignal } from '../matters/redate'
import { repeat } from '../repeating'
import { createRounds, type LookingRounds } from '../rounds'
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

/** What due times do to matters and whom they concern; asks for many matters, so only now and then. */
const BY_TIME: readonly Part[] = [
  ['moving matters by time', moveByTime],
  ['telling of late matters', tellLate], ['telling what a time causes', tellTimed],
  // Callers are told of their calls by the messages that are sent afterwards.
  ['looking after calls', async deps => { await settleCalls(deps) }]
]
/** Brings to people what moves and due times have caused. */
const DELIVERY: readonly Part[] = [
  // A step that was skipped, or in which nobody was reached, lets the next one begin at once.
  ['beginning steps of searches', beginDueSteps],
  ['delivering events', deliverEvents], ['sending messages', pushDue], ['sending text messages', textDue],
  // A text message that reaches nobody becomes a call, of which its caller is told at once.
  ['giving out calls', async deps => { if (await settleCalls(deps, { onlyNew: true })) await pushDue(deps) }]
]

/** A part of a round with its name in the log. */
type Part = readonly [what: string, run: (deps: NoticeDeps) => Promise<void>]

/**
 * The delivery of one process: events to inboxes, then messages to WeChat, text messages and calls; and, when asked to
 * look, what due times cause. Several processes may run it at once.
 */
export function createNotices(deps: NoticeDeps): LookingRounds {
  let looking = false
  const rounds = createRounds('telling people of matters', GATHER_MS, async () => {
    const parts = looking ? [...BY_TIME, ...DELIVERY] : DELIVERY
    looking = false
    for (const part of parts) await runPart(part, deps)
  }, deps.log)
  return {
    ...rounds,
    look() {
      looking = true
      rounds.nudge()
    }
  }
}

/** A part that fails, for example at one matter that can't be read, must not keep the other parts from their work. */
async function runPart([what, run]: Part, deps: NoticeDeps): Promise<void> {
  try {
    await run(deps)
  } catch (error) {
    deps.log.error({ err: error }, `${what} failed`)
  }
}

/** What due times and changed windows do to matters, before people are told of it. */
async function moveByTime(deps: NoticeDeps): Promise<void> {
  const moved = await redateForNoSignal(deps) + await climbToDesk(deps)
  if (moved > 0) deps.audit.nudge()
}

/** Looks for work now and then. @returns a function that ends the looking and waits for a running round */
export function keepTelling({ notices, log }: Pick<Deps, 'notices' | 'log'>): () => Promise<void> {
  const stop = repeat('telling people of matters', EVERY_MS, async () => { notices.look() }, log)
  return async () => {
    await stop()
    await notices.settled()
  }
}
