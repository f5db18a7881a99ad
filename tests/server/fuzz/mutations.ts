/** The changes made to a valid value: one place becomes wrong, strange, huge or hostile. */
import fc from 'fast-check'

type Json = unknown

/** Texts that have broken programs. For every field that takes text they are ordinary data. */
export const NASTY_TEXTS: readonly string[] = [
  '',
  ' ',
  '\t\n',
  '\u0000',
  'a\u0000b',
  '\u001b[31m',
  '\ud800',
  '\udc00x',
  'a\ud83d',
  '\ufeff王',
  '\u200b',
  '王\u200b秀兰',
  '\u2060\u200d',
  '\u202e兰秀王\u202c',
  '\u2066x\u2069',
  '\u3000',
  '\u00a0',
  '\u115f\u3164',
  '\u0301\u0301\u0301',
  '王\u0336\u0336',
  'Ａｄｍｉｎ',
  'аdmin',
  '１３９００００１１１１',
  '工作人员',
  'NaN',
  'Infinity',
  '-Infinity',
  '1e999',
  '0x10',
  '-0',
  'null',
  'undefined',
  'true',
  '[object Object]',
  '__proto__',
  'constructor',
  '$where',
  '$gt',
  'a.b',
  '..',
  '../../etc/passwd',
  '%00',
  '%2e%2e%2f',
  "' OR 1=1 --",
  '{"$gt":""}',
  '<script>alert(1)</script>',
  '{{7*7}}',
  '${7*7}',
  '`id`',
  '\r\nX-Evil: 1',
  'file:///etc/passwd',
  'http://127.0.0.1:1/',
  '(a+)+$',
  '9'.repeat(30),
  '2026-02-30',
  '2026-13-01T00:00:00Z',
  '+275760-09-13T00:00:00.001Z',
  '0000-01-01',
  '9999-12-31T23:59:59.999+14:00',
  'ﷺ'.repeat(20),
  '👨‍👩‍👧‍👦'.repeat(30),
  'x'.repeat(5000),
  '王'.repeat(70_000)
]

const NASTY_VALUES: readonly Json[] = [
  null, true, false, 0, -0, -1, 1.5, 1e308, 5e-324, 2 ** 53, -(2 ** 63), [], {}, [[]], [null], { $gt: '' },
  { $ne: null }, { $where: 'sleep(1000)' }, { $regex: '(a+)+$' }, { $in: [] },
  { 'a.b': 1 }, { length: 1e9 }, { toString: null }, { toJSON: 1 }, { _bsontype: 'ObjectId', id: 'x' },
  { $oid: 'f'.repeat(24) }, { valueOf: 'x' }, Array.from({ length: 3000 }, () => 0),
  Array.from({ length: 2000 }, () => ({ $gt: '' })), Array.from({ length: 500 }, (_, index) => `f${index}`)
]

/** Keys that can change prototypes or queries. */
const NASTY_KEYS = [
  '__proto__', 'constructor', 'prototype', '$where', '$set', '$gt', 'a.b', 'status', '_id', 'version', 'owner', 'roles',
  'viewer', 'toString', '', '\u0000', '王'
]

const nastyValues = fc.oneof(
  fc.constantFrom(...NASTY_TEXTS), fc.constantFrom(...NASTY_VALUES), fc.jsonValue({ maxDepth: 3 }),
  fc.string({ unit: 'binary' }), nested()
)

function nested(): fc.Arbitrary<Json> {
  return fc.tuple(fc.constantFrom(50, 2000), fc.boolean()).map(([depth, inArrays]) => {
    let value: Json = 1
    for (let i = 0; i < depth; i++) value = inArrays ? [value] : { a: value }
    return value
  })
}

/**
 * JSON text of the value with one fault. It is text, because an object literal can't have `__proto__` as an ordinary
 * key.
 */
export function spoiled(value: Json): fc.Arbitrary<string> {
  const places = placesOf(value)
  const at = fc.constantFrom(...places)
  return fc.oneof(
    {
      arbitrary: fc.tuple(at, nastyValues).map(([place, wrong]) => JSON.stringify(replaced(value, place, wrong))),
      weight: 6
    },
    { arbitrary: at.map(place => JSON.stringify(removed(value, place)) ?? 'null'), weight: 2 },
    {
      arbitrary: fc.tuple(fc.constantFrom(...NASTY_KEYS), nastyValues).map(([key, wrong]) =>
        withKey(value, key, wrong)),
      weight: 3
    },
    { arbitrary: at.map(place => twice(value, place)), weight: 1 },
    { arbitrary: nastyValues.map(wrong => JSON.stringify(wrong) ?? '""'), weight: 1 },
    { arbitrary: fc.nat({ max: 60 }).map(length => JSON.stringify(value).slice(0, length)), weight: 1 }
  )
}

type Place = readonly (string | number)[]

function placesOf(value: Json, before: Place = []): Place[] {
  if (value === null || typeof value !== 'object') return [before]
  const inner = Object.entries(value).flatMap(([key, part]) =>
    placesOf(part, [...before, Array.isArray(value) ? Number(key) : key]))
  return [before, ...inner]
}

function replaced(value: Json, [key, ...rest]: Place, wrong: Json): Json {
  if (key === undefined) return wrong
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string | number, Json>
  copy[key] = replaced(copy[key], rest, wrong)
  return copy
}

function removed(value: Json, place: Place): Json {
  return place.length === 0 ? undefined : replaced(value, place, undefined)
}

function withKey(value: Json, key: string, wrong: Json): string {
  const text = JSON.stringify(value)
  if (!text.startsWith('{')) return `{${JSON.stringify(key)}:${JSON.stringify(wrong)}}`
  const pair = `${JSON.stringify(key)}:${JSON.stringify(wrong)}`
  return text === '{}' ? `{${pair}}` : `{${pair},${text.slice(1)}`
}

/** The same key a second time: JSON allows it, the later one counts. */
function twice(value: Json, place: Place): string {
  const text = JSON.stringify(value)
  const [key] = place
  return typeof key === 'string' && text.length > 2 ? `${text.slice(0, -1)},${JSON.stringify(key)}:{"$gt":""}}` : text
}
