import type { Deps } from '../deps'
import { repeat } from '../repeating'
import { DAY_MS } from '../../src/contract/day'
import { sweep } from './sweep'

/** Sweeps now and then daily. @returns a function that ends the sweeping and waits for a running sweep */
export function sweepDaily(deps: Deps): () => Promise<void> {
  return repeat('the daily sweep', DAY_MS, async () => deps.log.info(await sweep(deps), 'swept'), deps.log)
}
