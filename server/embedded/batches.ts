import type { Doc } from './values'

const documentsAtOnce = 500

/** Stored documents, read by `read`, some at a time: up to 500, and no more once there are this many bytes of them. */
export function * batches(
  source: Iterable<Buffer>, read: (bytes: Buffer) => Doc, bytesAtOnce: number
): Generator<Doc[]> {
  let batch: Doc[] = []
  let bytes = 0
  for (const one of source) {
    batch.push(read(one))
    bytes += one.length
    if (batch.length < documentsAtOnce && bytes < bytesAtOnce) continue
    yield batch
    batch = []
    bytes = 0
  }
  if (batch.length > 0) yield batch
}
