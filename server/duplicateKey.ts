/**
 * Was the write refused by a unique index, because another write came first? MongoDB's code for a duplicate key is
 * 11000.
 */
export function isDuplicateKey(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === 11000
}
