const EVERY_MS = 20
/**
 * How long anything is waited for, in ms: long enough for a machine on which much else runs. Time passes only where a
 * test fails.
 */
export const PATIENCE_MS = 900_000

export interface Patience {
  /** How long to wait, in ms. */
  within?: number
  /** Said when the time is over, as what was waited for. */
  what?: string
}

/**
 * Asks again and again until the answer is neither null, undefined nor false; a thrown error counts as "not yet".
 * @throws the last error, or one that says what was waited for
 */
export async function waitFor<T>(
  ask: () => T | Promise<T>, { within = PATIENCE_MS, what = 'the condition' }: Patience = {}
): Promise<NonNullable<T>> {
  const end = performance.now() + within
  for (;;) {
    let thrown: Error | null = null
    try {
      const answer = await ask()
      if (answer !== null && answer !== undefined && answer !== false) return answer
    } catch (error) {
      thrown = error as Error
    }
    if (performance.now() > end) throw thrown ?? new Error(`${what} did not come about within ${within} ms`)
    await new Promise(resolve => { setTimeout(resolve, EVERY_MS) })
  }
}
