import type { Log } from './log'

/**
 * Runs a task now and then periodically, never twice at the same time. A failure is logged, and the task runs again at
 * the next time.
 * @param what the name of the task in the log
 * @param everyMs ms between two beginnings
 * @returns a function that ends the repetition and waits for a running task
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
