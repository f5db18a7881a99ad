import type { Deps } from '../deps'
import { repeat } from '../repeating'
import { DAY_MS } from '../../src/contract/day'
import { sweep } from './sweep'

/** Sweeps now and every day from now on. @returns stops it, after the one that is under way */
export function sweepDaily(deps: Deps): () => Promise<void> {
  return repeat('the daily sweep', DAY_MS, async () => deps.log.info(await sweep(deps), 'swept'), deps.log)
}
