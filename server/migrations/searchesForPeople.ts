/**
 * Matters get the fields of a search for a person (`search`, `contacts`) and service requests the visit in vain that
 * may be taken back (`lastMiss`); family members get `contacts`. Nobody was looked for before there were searches.
 */
import { walk, type Migration, type Stored } from './migration'

export const searchesForPeople: Migration = {
  id: '0006-searches-for-people',
  what: 'matters and family members get contacts and searches',
  async run(context) {
    await walk(context, 'matters', stored => Promise.resolve(filled(stored, {
      search: null, contacts: null, ...(stored.kind === 'serviceRequest' && { lastMiss: null })
    })))
    await walk(context, 'beneficiaries', stored => Promise.resolve(filled(stored, { contacts: null })))
  }
}

function filled(stored: Stored, fields: Record<string, null>) {
  const missing = Object.fromEntries(Object.entries(fields).filter(([name]) => !(name in stored)))
  return Object.keys(missing).length === 0
    ? null : { updateOne: { filter: { _id: stored._id }, update: { $set: missing } } }
}
