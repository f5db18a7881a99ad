/**
 * Generates values that a JSON schema of the OpenAPI document allows; fields that name things of the town name real
 * ones.
 */
import fc from 'fast-check'
import { PRIVACY_VERSIONS } from '../../../src/contract/privacy'
import { STATUSES } from '../../../src/contract/serviceRequest'
import { TEST_NOW } from '../../setup/testNow'
import type { Schema } from './operations'
import type { Kind, Things } from './things'

const DAY_MS = 24 * 3600 * 1000
const BY_FIELD: Record<string, Kind> = {
  villageCode: 'village', itemCode: 'item', personId: 'person', station: 'station', phone: 'phone', number: 'number',
  cursor: 'cursor', photos: 'attachment'
}
const BY_PATH: Array<[string, Kind]> = [
  ['/service-requests', 'serviceRequest'], ['/beneficiaries', 'beneficiary'], ['/attachments', 'attachment'],
  ['/catalogue', 'item'], ['/villages', 'village'], ['/staff', 'person'],
  ['/session', 'phone'], ['/calls', 'call']
]
/** Words that people write, so that searches find matches and remarks are realistic. */
const WORDS = [
  '王秀兰', '户口簿', '腿脚不便，请早些来', 'Nurlan Әли', '阿依古丽·买买提', '𠮷田', 'shicun', 'e\u0301', '👵🏼', '村东头\n第一家', '1', ' x '
]

const NAMES = ['王秀兰', 'Nurlan', '阿依古丽·买买提', '𠮷田', 'Rene\u0301', ' 赵 桂兰 ']

/** Random values that this schema allows. @param path of the operation; it decides of what kind an `id` or `code` is */
export function valuesOf(schema: Schema, field: string, path: string, things: Things): fc.Arbitrary<unknown> {
  if (field === 'beneficiary' && Array.isArray(schema.type)) {
    return fc.option(valuesOf({ ...schema, type: 'object' }, field, path, things), { freq: 3 })
  }
  const { type, anyOf, enum: choices } = schema as { type?: string | string[], anyOf?: Schema[], enum?: unknown[] }
  if (anyOf) return fc.oneof(...anyOf.map(part => valuesOf(part, field, path, things)))
  if (choices) return fc.constantFrom(...choices)
  if (Array.isArray(type) && field === 'idNumber') return fc.option(textsOf(schema, field, path, things), { freq: 1 })
  if (Array.isArray(type)) {
    const [other] = type.filter(one => one !== 'null')
    return fc.oneof({
      arbitrary: valuesOf({ ...schema, type: other }, field, path, things), weight: 4
    }, { arbitrary: fc.constant(null), weight: 1 })
  }
  if (type === 'object') return objectOf(schema, path, things)
  if (type === 'array') {
    const { items, minItems, maxItems } = schema as { items: Schema, minItems?: number, maxItems?: number }
    // A photo can be used only once, so most submissions have none.
    if (field === 'photos') {
      return fc.oneof({
        arbitrary: fc.constant([]), weight: 4
      }, { arbitrary: fc.array(valuesOf(items, field, path, things), { maxLength: 2 }), weight: 1 })
    }
    return fc.array(valuesOf(items, field, path, things), {
      minLength: minItems ?? 0, maxLength: Math.min(maxItems ?? 3, 3)
    })
  }
  if (type === 'boolean') return fc.boolean()
  if (type === 'integer' || type === 'number') {
    return fc.integer({
      min: (schema.minimum as number | undefined) ?? 0, max: (schema.maximum as number | undefined) ?? 1000
    })
  }
  return textsOf(schema, field, path, things)
}

function objectOf(schema: Schema, path: string, things: Things): fc.Arbitrary<unknown> {
  const properties = schema.properties as Record<string, Schema>
  const required = (schema.required ?? []) as string[]
  const fields =
    Object.fromEntries(Object.entries(properties).map(([name, part]) => [name, valuesOf(part, name, path, things)]))
  const whole = fc.record(fields, { requiredKeys: required })
  // A family member by id, or a person described in words.
  if ('kinship' in properties && 'id' in properties) {
    const { id, ...words } = fields
    return fc.oneof({
      arbitrary: fc.record(words), weight: 3
    }, { arbitrary: fc.record({ id: id! }), weight: 1 }, { arbitrary: whole, weight: 1 })
  }
  if (!('start' in properties && 'end' in properties)) return whole
  return fc.tuple(whole, windows).map(([value, window]) => ({ ...value, ...window }))
}

/** Mostly a morning or afternoon soon; sometimes in the past, too far ahead, or with the end before the start. */
const windows = fc.tuple(
  fc.integer({ min: -1, max: 62 }), fc.integer({ min: 8, max: 15 }), fc.constantFrom(1, 1, 2, 2, 3, 0, -1)
).map(([day, hour, hours]) => {
  const start = Math.floor(TEST_NOW / DAY_MS) * DAY_MS + day * DAY_MS + (hour - 8) * 3600 * 1000
  return { start: new Date(start).toISOString(), end: new Date(start + hours * 3600 * 1000).toISOString() }
})
const days = fc.integer({ min: -1, max: 61 }).map(day => new Date(TEST_NOW + day * DAY_MS).toISOString().slice(0, 10))
const instants =
  fc.integer({ min: -2000, max: 2000 }).map(minutes => new Date(TEST_NOW + minutes * 60_000).toISOString())

function textsOf(schema: Schema, field: string, path: string, things: Things): fc.Arbitrary<unknown> {
  const { format, pattern, minLength = 0, maxLength = 12 } =
    schema as { format?: string, pattern?: string, minLength?: number, maxLength?: number }
  const known = knownOf(field, path, things)
  if (known) return known
  if (field === 'name') return fc.constantFrom(...NAMES)
  // Needed by one item only; the published sample number, which belongs to nobody, and an invalid one.
  if (field === 'idNumber') return fc.constantFrom('11010519491231002X', '110105194912310021')
  if (format === 'date') return days
  if (format === 'date-time') return instants
  if (pattern?.includes('{')) return fc.stringMatching(new RegExp(pattern))
  return fc.oneof(
    { arbitrary: fc.constantFrom(...WORDS).map(word => word.slice(0, maxLength)), weight: 4 },
    { arbitrary: fc.string({ unit: 'grapheme', minLength, maxLength: Math.min(maxLength, 20) }), weight: 1 }
  )
}

/** Real things for the fields that name things. */
function knownOf(field: string, path: string, things: Things): fc.Arbitrary<unknown> | null {
  const one = (kind: Kind): fc.Arbitrary<string> => fc.nat().map(choice => things.pick(kind, choice))
  if (field === 'template') return fc.constantFrom('template-of-residents', 'template-of-staff', 'none')
  if (field === 'status') return fc.subarray([...STATUSES]).map(list => list.join(','))
  if (field === 'version') return fc.constantFrom(PRIVACY_VERSIONS.privacy, PRIVACY_VERSIONS.sensitive, '2020-01')
  if (field === 'phoneTail') return one('phone').map(phone => phone.slice(-4))
  if (field === 'subject') return fc.oneof(one('serviceRequest'), one('person'))
  if (field === 'id' && path === '/service-requests') return one('beneficiary')
  if (field === 'code' && path.startsWith('/session')) {
    return fc.oneof(one('phone').map(phone => `demo:${phone}`), fc.nat({ max: 500 }).map(n => `code:fuzz${n}:${n}`))
  }
  if (field === 'id' || field === 'code') return one(BY_PATH.find(([beginning]) => path.startsWith(beginning))![1])
  const kind = BY_FIELD[field]
  return kind ? one(kind) : null
}
