const EVERY_MS = 20
/** The time limit of every wait, in ms: long enough for a busy machine. Only failing tests use it up. */
export const PATIENCE_MS = 900_000

export interface Patience {
  /** The time limit, in ms. */
  within?: number
  /** What is waited for, for the error message. */
  what?: string
}

/**
 * Repeats a question until the answer is neither null, undefined nor false; a thrown error counts as "not yet".
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
