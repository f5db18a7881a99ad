/** Reads properties of thrown values: JavaScript lets anything be thrown, so each property is checked. */

/** The message of an Error; of anything else its text. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown)
}

/** The `code` that Node and the database's driver give their errors, such as ENOENT or 11000; undefined without one. */
export function codeOf(thrown: unknown): unknown {
  return propertyOf(thrown, 'code')
}

/** The `name` of a thrown value's class; undefined without one. */
export function nameOf(thrown: unknown): string | undefined {
  const name = propertyOf(thrown, 'name')
  return typeof name === 'string' ? name : undefined
}

/** A property of a value that may be no object; undefined without one. */
export function propertyOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}
