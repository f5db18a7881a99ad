/** Rates measured alternately. Promise: the compared parts run A B A B within one run, and medians are compared. */

export interface Contender { name: string, once: (client: number) => Promise<unknown> }

/** The median; for an even number of values the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length / 2
  return sorted.length % 2 === 1
    ? sorted[Math.floor(middle)] as number
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2
}

/** How many answers `clients` simultaneous clients get per second, measured for about `ms`. */
async function rate(clients: number, ms: number, once: (client: number) => Promise<unknown>): Promise<number> {
  const began = performance.now()
  let answers = 0
  await Promise.all(Array.from({ length: clients }, async (_, client) => {
    while (performance.now() - began < ms) {
      await once(client)
      answers += 1
    }
  }))
  return answers / (performance.now() - began) * 1000
}

/** Rounds that a first, uncounted one is as long as: a server of some size needs seconds until its code is compiled. */
const WARM_ROUNDS = 24

/**
 * The median rate of each contender, measured alternately; a long first round, in which the code is compiled, is not
 * counted.
 */
export async function compare(
  contenders: readonly Contender[], clients: number, { rounds = 7, ms = 150 } = {}
): Promise<Map<string, number>> {
  const rates = new Map(contenders.map(({ name }) => [name, [] as number[]]))
  for (let round = 0; round <= rounds; round += 1) {
    for (const { name, once } of round % 2 === 0 ? contenders : [...contenders].reverse()) {
      const found = await rate(clients, round === 0 ? WARM_ROUNDS * ms : ms, once)
      if (round > 0) rates.get(name)?.push(found)
    }
  }
  return new Map([...rates].map(([name, found]) => [name, median(found)]))
}
