import type { Log } from '../log'
import { sweep, type SweepDeps } from './sweep'

const DAY_MS = 24 * 3600 * 1000

/**
 * Sweeps now and every day from now on. A sweep that fails is told in the log and tried again the next day.
 * @returns stops it, after the one that is under way
 */
export function sweepDaily(deps: SweepDeps & { log: Log }): () => Promise<void> {
  const once = () => sweep(deps).then(
    swept => deps.log.info(swept, 'swept'),
    (error: unknown) => deps.log.error({ err: error }, 'the daily sweep failed')
  )
  let running = once()
  const timer = setInterval(() => { running = running.then(once) }, DAY_MS)
  timer.unref()
  return async () => {
    clearInterval(timer)
    await running
  }
}
