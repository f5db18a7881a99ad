const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789'
const RANDOM_LETTERS = 15

/**
 * A new key: the time in base 36 and 15 random letters, so that two phones hardly ever make the same one.
 * Mini-programs have no crypto.randomUUID.
 */
export function newIdempotencyKey(): string {
  const random = Array.from({ length: RANDOM_LETTERS }, () => LETTERS[Math.floor(Math.random() * LETTERS.length)]).join(
    ''
  )
  return `${Date.now().toString(36)}-${random}`
}
