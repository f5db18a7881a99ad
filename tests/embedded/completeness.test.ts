/**
 * Is there a conformance case for everything? Everything that the application asks of MongoDB and everything that the
 * store accepts must be covered by a case; the case of a new operator, method or option is written first.
 */
import { acceptedOperators, applicationFiles, collectUse, type Use } from './conformance/applicationUse'
import { areas } from './conformance/areas'

const covered = new Set(Object.values(areas).flat().flatMap(({ covers }) => covers))

/** Names that are never sent to the server: they shape what mongoose does with values, or the connection itself. */
const clientOnly = new Set([
  '.db()', '.collection()', '.eachPath()', '.path()', '.set()', '.connect()', '.disconnect()', '.close()', '.model()',
  '.modelNames()', '.trusted()', '.toObject()', '.exec()', '.orFail()', '.equals()', '.get()', '.then()',
  'option autoIndex', 'option autoCreate', 'option serverSelectionTimeoutMS', 'option maxPoolSize', 'option runValidators', 'option strict',
  'option timestamps', 'option dbName'
])

/** The tokens of commands by which a method or an option is covered. */
const coveredBy: Record<string, string[]> = {
  '.index()': ['createIndexes'],
  '.toArray()': ['find', 'getMore'],
  '.project()': ['find.projection'],
  'option _id': ['find.projection'],
  '.openUploadStreamWithId()': ['.openUploadStream()'],
  '.startSession()': ['startSession'],
  'option unique': ['index.unique'],
  'option sparse': ['index.sparse'],
  'option partialFilterExpression': ['index.partialFilterExpression'],
  'option expireAfterSeconds': ['index.expireAfterSeconds'],
  'option name': ['index.name'],
  'option index': ['createIndexes'],
  'option upsert': ['update.upsert', 'findAndModify.upsert'],
  'option returnDocument': ['findAndModify.new'],
  'option new': ['findAndModify.new'],
  'option arrayFilters': ['update.arrayFilters', 'findAndModify.arrayFilters'],
  'option ordered': ['insert.ordered'],
  'option projection': ['find.projection'],
  'option sort': ['find.sort', 'findAndModify.sort'],
  'option limit': ['find.limit'],
  'option skip': ['find.skip'],
  'option hint': ['find.hint'],
  'option batchSize': ['find.batchSize'],
  'option maxTimeMS': ['find.maxTimeMS'],
  'option timeoutMS': ['find.maxTimeMS'],
  'option updateOne': ['.bulkWrite()'],
  'option insertOne': ['.bulkWrite()'],
  'option filter': ['.bulkWrite()'],
  'option update': ['.bulkWrite()'],
  'option from': ['$lookup'],
  'option localField': ['$lookup'],
  'option foreignField': ['$lookup'],
  'option as': ['$lookup']
}

/** The uses without a case, each with its places. */
function uncovered(use: Use[]): string[] {
  const missing =
    use.filter(({ token }) => !clientOnly.has(token) && !(coveredBy[token] ?? [token]).every(one => covered.has(one)))
  return missing.map(({ token, place }) => `${token} (${place})`)
}

/** A source with uses that no case covers, which shows that the check can fail. */
const probe = `
  import { Schema, model } from 'mongoose'
  const schema = new Schema({ a: { type: String, text: true } })
  schema.index({ a: 1 }, { hidden: true })
  const Thing = model('Thing', schema)
  export const a = (): unknown => Thing.aggregate([{ $bucketAuto: { groupBy: '$a', buckets: 2 } }])
  export const b = (): unknown => Thing.watch()
  const change = { $bit: { a: { or: 1 } } }
  export const c = (): unknown => Thing.updateOne({ a: 'x' }, change, { collation: { locale: 'zh' } })
  export const d = (): unknown => Thing.find({ a: '$$CLUSTER_TIME' }).lean()
`
const isProbe = ({ place }: Use): boolean => place.startsWith('server/probe.ts')

let use: Use[]
beforeAll(() => {
  use = collectUse(applicationFiles(), { 'server/probe.ts': probe })
})

it('everything the application uses has a case', () => {
  const own = use.filter(one => !isProbe(one))
  expect(own.length).toBeGreaterThan(50)
  expect(uncovered(own)).toEqual([])
})

it('everything the store accepts has a case', () => {
  const accepted = acceptedOperators()
  expect(accepted.length).toBeGreaterThan(80)
  expect(uncovered(accepted)).toEqual([])
})

it('finds what has none', () => {
  const found = uncovered(use.filter(isProbe)).map(line => line.replace(/ \(server.*/, ''))
  for (const token of [
    'option text', 'option hidden', '$bucketAuto', '.watch()', '$bit', 'option collation', '$$CLUSTER_TIME'
  ]) expect(found).toContain(token)
  expect(found).not.toContain('.lean()')
})
