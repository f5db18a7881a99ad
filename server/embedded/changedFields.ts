/**
 * Which fields of a document an update has changed, told from the bytes. Most updates touch few fields and most
 * indexes none of those, so that their keys need not be made twice to find them equal.
 */
const fixedSizes = new Map([[0x01, 8], [0x07, 12], [0x08, 1], [0x09, 8], [0x0A, 0], [0x10, 4], [0x12, 8]])

/** The names of the top-level fields that differ, were added or removed; undefined when a type is not known here. */
export function changedFields(before: Buffer, after: Buffer): Set<string> | undefined {
  const [old, now] = [elementsOf(before), elementsOf(after)]
  if (!old || !now) return undefined
  const changed = new Set<string>()
  for (const [name, bytes] of now) if (!old.get(name)?.equals(bytes)) changed.add(name)
  for (const name of old.keys()) if (!now.has(name)) changed.add(name)
  return changed
}

/** Each top-level field as it lies in the document: type, name, value. */
function elementsOf(doc: Buffer): Map<string, Buffer> | undefined {
  const elements = new Map<string, Buffer>()
  for (let at = 4; at < doc.length - 1;) {
    const nameEnd = doc.indexOf(0, at + 1)
    const size = sizeOfValue(doc, doc[at] as number, nameEnd + 1)
    if (size === undefined) return undefined
    elements.set(doc.toString('utf8', at + 1, nameEnd), doc.subarray(at, nameEnd + 1 + size))
    at = nameEnd + 1 + size
  }
  return elements
}

function sizeOfValue(doc: Buffer, type: number, at: number): number | undefined {
  const fixed = fixedSizes.get(type)
  if (fixed !== undefined) return fixed
  if (type === 0x02) return 4 + doc.readInt32LE(at)
  if (type === 0x03 || type === 0x04) return doc.readInt32LE(at)
  return type === 0x05 ? 5 + doc.readInt32LE(at) : undefined
}
