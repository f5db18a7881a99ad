/**
 * The contents of a collection in two numbers: the count of documents, and a sum over their bytes that does not depend
 * on their order and can therefore be compared between servers.
 */
import { createHash } from 'node:crypto'

export interface Contents { documents: number, fingerprint: string }

export class Fingerprint {
  private documents = 0
  private readonly sum = Buffer.alloc(32)

  /** Adds one document as BSON. */
  add(bytes: Uint8Array): void {
    this.documents += 1
    const digest = createHash('sha256').update(bytes).digest()
    for (let at = 0; at < this.sum.length; at += 1) this.sum[at] = (this.sum[at] as number) ^ (digest[at] as number)
  }

  get contents(): Contents {
    return { documents: this.documents, fingerprint: this.sum.toString('hex') }
  }
}

/** Counts and sums all documents of a source. */
export function contentsOf(source: Iterable<Uint8Array>): Contents {
  const found = new Fingerprint()
  for (const bytes of source) found.add(bytes)
  return found.contents
}

/** True when both sides hold the same documents. */
export function sameContents(a: Contents, b: Contents): boolean {
  return a.documents === b.documents && a.fingerprint === b.fingerprint
}
