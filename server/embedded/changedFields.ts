/**
 * Which fields of a document an update has changed, told from the bytes. Most updates touch few fields and most
 * indexes none of those, so that their keys need not be made twice to find them equal.
 */
const fixedSizes = new Map([[0x01, 8], [0x07, 12], [0x08, 1], [0x09, 8], [0x0A, 0], [0x10, 4], [0x12, 8]])

/** The names of the top-level fields that differ, were added or removed; undefined when a type is not known here. */
export function changedFields(before: Buffer, after: Buffer): Set<string> | undefined {
  const changed = new Set<string>()
  let [a, b] = [4, 4]
  // Most updates leave the fields in their places: as long as names agree, no field need be looked up.
  while (a < before.length - 1 && b < after.length - 1) {
    const [nameEnd, otherEnd] = [endOfName(before, a + 1), endOfName(after, b + 1)]
    if (before.compare(after, b + 1, otherEnd, a + 1, nameEnd) !== 0) break
    const [sizeBefore, sizeAfter] = [sizeOfValue(before, a, nameEnd), sizeOfValue(after, b, otherEnd)]
    if (sizeBefore === undefined || sizeAfter === undefined) return undefined
    const [end, endAfter] = [nameEnd + 1 + sizeBefore, otherEnd + 1 + sizeAfter]
    if (before.compare(after, b, endAfter, a, end) !== 0) changed.add(before.toString('utf8', a + 1, nameEnd))
    ;[a, b] = [end, endAfter]
  }
  const [old, now] = [elementsFrom(before, a), elementsFrom(after, b)]
  if (!old || !now) return undefined
  for (const [name, bytes] of now) if (!old.get(name)?.equals(bytes)) changed.add(name)
  for (const name of old.keys()) if (!now.has(name)) changed.add(name)
  return changed
}

/** The remaining top-level fields as they lie in the document: type, name, value. */
function elementsFrom(doc: Buffer, start: number): Map<string, Buffer> | undefined {
  const elements = new Map<string, Buffer>()
  for (let at = start; at < doc.length - 1;) {
    const nameEnd = endOfName(doc, at + 1)
    const size = sizeOfValue(doc, at, nameEnd)
    if (size === undefined) return undefined
    elements.set(doc.toString('utf8', at + 1, nameEnd), doc.subarray(at, nameEnd + 1 + size))
    at = nameEnd + 1 + size
  }
  return elements
}

function endOfName(doc: Buffer, start: number): number {
  let at = start
  while (doc[at] !== 0) at += 1
  return at
}

function sizeOfValue(doc: Buffer, element: number, nameEnd: number): number | undefined {
  const type = doc[element] as number
  const fixed = fixedSizes.get(type)
  if (fixed !== undefined) return fixed
  if (type === 0x02) return 4 + doc.readInt32LE(nameEnd + 1)
  if (type === 0x03 || type === 0x04) return doc.readInt32LE(nameEnd + 1)
  return type === 0x05 ? 5 + doc.readInt32LE(nameEnd + 1) : undefined
}
