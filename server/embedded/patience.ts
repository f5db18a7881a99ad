/**
 * The time to wait for an unreachable server: 10 s, or what its URI says. The driver's default of 30 s is too long for
 * a user of a command, and for a phone, which gives up after 15 s.
 */
export function patience(uri: string): { serverSelectionTimeoutMS?: number } {
  return uri.includes('serverSelectionTimeoutMS=') ? {} : { serverSelectionTimeoutMS: 10_000 }
}
