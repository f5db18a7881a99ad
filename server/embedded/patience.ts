/**
 * How long a server that stays away is waited for: 10 s, or what its URI says. The driver would wait half a minute, too long
 * for somebody who watches a command, and for a phone, which gives up after 15 s.
 */
export function patience(uri: string): { serverSelectionTimeoutMS?: number } {
  return uri.includes('serverSelectionTimeoutMS=') ? {} : { serverSelectionTimeoutMS: 10_000 }
}
