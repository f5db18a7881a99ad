/**
 * Every paper in custody gets the list of its former holders and what is known of its return; every matter gets the
 * fields by which bearers and papers that are out are found. Matters of other kinds have no papers.
 */
import type { mongo } from 'mongoose'
import { walk, type Migration, type Stored } from './migration'

interface Paper {
  holder: { person: mongo.BSON.ObjectId; name: string }
  since: Date
  returned: { at: Date; to: string } | null
}

export const papersHaveOneHolder: Migration = {
  id: '0005-papers-have-one-holder',
  what: 'papers in custody have one holder, and say who held them before',
  async run(context) {
    await walk(context, 'matters', stored => Promise.resolve(stored.heldBy === undefined ? writeOf(stored) : null))
    const left = await context.db.collection('matters').countDocuments({ heldBy: { $exists: false } })
    // Another process has moved these in between: started again, the migration works them out from what they are now.
    if (left > 0) throw new Error(`${left} matters changed while their papers were migrated.`)
  }
}

function writeOf(stored: Stored): mongo.AnyBulkWriteOperation<Stored> {
  return {
    updateOne: { filter: { _id: stored._id, version: stored.version }, update: { $set: fieldsOf(stored) } }
  }
}

function fieldsOf(stored: Stored): Record<string, unknown> {
  if (stored.kind !== 'serviceRequest') return { heldBy: [], heldSince: null }
  const custody = (stored.custody ?? []) as Paper[]
  const out = custody.filter(({ returned }) => returned === null)
  const holders = new Map(out.map(({ holder }) => [String(holder.person), holder.person]))
  const since = out.map(paper => paper.since).sort((a, b) => a.getTime() - b.getTime())
  return {
    heldBy: [...holders.values()],
    heldSince: since[0] ?? null,
    custody: custody.map(paper => ({
      ...paper, earlier: [], givenAt: null,
      returned: paper.returned && { ...paper.returned, relation: null, by: null }
    })),
    papersDiffer: null,
    deliveryDay: null
  }
}
