/** Did a unique index refuse it, because somebody else's write came first? The number is MongoDB's for a duplicate key. */
export function isDuplicateKey(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === 11000
}
