import type { Doc } from './values'

const documentsAtOnce = 500

/**
 * Groups stored documents, decoded by `read`, into batches. A batch ends at 500 documents or as soon as its documents
 * have `bytesAtOnce` bytes.
 */
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
