import type { Log } from './log'

/**
 * Does something now and every so often from now on, never twice at once. What fails is told in the log and tried again the
 * next time.
 * @param what names it in the log
 * @param everyMs ms between two beginnings
 * @returns stops it, after the one that is under way
 */
export function repeat(what: string, everyMs: number, run: () => Promise<void>, log: Log): () => Promise<void> {
  let running: Promise<void> | null = null
  const once = (): void => {
    running ??= run()
      .catch((error: unknown) => log.error({ err: error }, `${what} failed`))
      .finally(() => { running = null })
  }
  const timer = setInterval(once, everyMs)
  timer.unref()
  once()
  return async () => {
    clearInterval(timer)
    await running
  }
}
