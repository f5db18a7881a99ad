import type { Log } from './log'

/** Work of one process that runs in the background, one round at a time. */
export interface Rounds {
  /** Announces that there is work: a round begins soon. Never fails. */
  nudge(): void
  /** Resolves when nothing is announced or running; begins announced rounds at once. */
  settled(): Promise<void>
}

/** Rounds that also look for work that nobody announced. */
export interface LookingRounds extends Rounds {
  /** Announces a round that looks for everything that is due by now. Never fails. */
  look(): void
}

/**
 * @param what name of the work in the log
 * @param gatherMs announcements within this time are served by one round
 * @param run one round; a failure is logged, and the next round takes the work up again
 */
export function createRounds(what: string, gatherMs: number, run: () => Promise<void>, log: Log): Rounds {
  let timer: NodeJS.Timeout | null = null
  let running: Promise<void> | null = null

  /** A round that is running is awaited first; whatever it missed is done by the next round. */
  const start = async (): Promise<void> => {
    if (timer) clearTimeout(timer)
    timer = null
    const before = running
    const round = Promise.resolve(before).then(run)
      .catch((error: unknown) => log.error({ err: error }, `${what} failed`))
    running = round
    await round
    if (running === round) running = null
  }
  return {
    nudge() {
      timer ??= setTimeout(() => void start(), gatherMs)
    },
    async settled() {
      while (timer || running) await start()
    }
  }
}
