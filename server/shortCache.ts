/**
 * Caches the result of `load` for a short time, for data that only an import changes: an import by another process is
 * seen when the time is over. Simultaneous calls share one load; a failed load is not cached.
 * @param ms how long a result is valid
 * @param now ms since 1970
 */
export function shortCache<T>(load: () => Promise<T>, ms: number, now: () => number): () => Promise<T> {
  let kept: { value: Promise<T>; until: number } | null = null
  return () => {
    if (kept && now() < kept.until) return kept.value
    const mine = { value: load(), until: now() + ms }
    kept = mine
    mine.value.catch(() => {
      if (kept === mine) kept = null
    })
    return mine.value
  }
}
