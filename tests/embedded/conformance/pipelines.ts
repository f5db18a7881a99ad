/** Aggregation stages: the documents before and after them. */
import { mongo } from 'mongoose'
import type { AnyDoc } from '../target'
import { type Case, conforms, expectSame, expectSameSet, fails } from './case'
import { operatorsIn } from './tokens'

const { Double, Long } = mongo

interface PipelineRow { docs: AnyDoc[], pipeline: AnyDoc[], result: AnyDoc[], anyOrder?: boolean }

const sales: AnyDoc[] = [
  { _id: 1, town: 'a', n: 5, tags: ['x', 'y'] }, { _id: 2, town: 'b', n: 1.5, tags: [] },
  { _id: 3, town: 'a', n: null }, { _id: 4, town: 'a', n: 2, tags: ['x'] },
  { _id: 5, n: 'text', tags: null }, { _id: 6, town: null, n: 4, tags: 'z' }
]

const rows: Record<string, PipelineRow> = {
  '$match, $sort, $skip and $limit': {
    docs: sales, pipeline: [{ $match: { town: 'a' } }, { $sort: { n: -1 } }, { $skip: 1 }, { $limit: 1 }],
    result: [sales[3] as AnyDoc]
  },
  '$limit before $skip': {
    docs: sales, pipeline: [{ $sort: { _id: 1 } }, { $limit: 3 }, { $skip: 2 }], result: [sales[2] as AnyDoc]
  },
  '$match after other stages': {
    docs: sales, pipeline: [{ $group: { _id: '$town', n: { $sum: 1 } } }, { $match: { n: { $gt: 2 } } }],
    result: [{ _id: 'a', n: 3 }]
  },
  '$sort by a computed field': {
    docs: sales.slice(0, 2), pipeline: [{ $project: { m: { $multiply: ['$n', -1] } } }, { $sort: { m: 1 } }],
    result: [{ _id: 1, m: -5 }, { _id: 2, m: -1.5 }]
  },
  '$sort, $skip and $limit behind another stage': {
    docs: sales.slice(0, 4),
    pipeline: [{ $project: { town: 1 } }, { $sort: { town: -1, _id: -1 } }, { $skip: 1 }, { $limit: 2 }],
    result: [{ _id: 4, town: 'a' }, { _id: 3, town: 'a' }]
  },
  '$project: inclusion and a computed field': {
    docs: sales.slice(0, 1), pipeline: [{ $project: { town: 1, twice: { $multiply: ['$n', 2] } } }],
    result: [{ _id: 1, town: 'a', twice: 10 }]
  },
  '$project: exclusion': {
    docs: sales.slice(0, 1), pipeline: [{ $project: { tags: 0, n: 0 } }], result: [{ _id: 1, town: 'a' }]
  },
  '$project: a missing path is left out': {
    docs: [{ _id: 1 }], pipeline: [{ $project: { a: '$b.c' } }], result: [{ _id: 1 }]
  },
  '$project: an array of expressions': {
    docs: [{ _id: 1, a: 5 }], pipeline: [{ $project: { _id: 0, l: ['$a', '$b', { $add: ['$a', 1] }] } }],
    result: [{ l: [5, null, 6] }]
  },
  '$project: a computed path in the documents of an array': {
    docs: [{ _id: 1, a: [{ b: 1 }, { b: 2 }] }], pipeline: [{ $project: { 'a.c': { $literal: 7 } } }],
    result: [{ _id: 1, a: [{ c: 7 }, { c: 7 }] }]
  },
  '$project: $$REMOVE leaves a field out': {
    docs: [{ _id: 1, a: 1 }, { _id: 2, a: 5 }],
    pipeline: [{ $sort: { _id: 1 } }, { $project: { big: { $cond: [{ $gt: ['$a', 3] }, '$a', '$$REMOVE'] } } }],
    result: [{ _id: 1 }, { _id: 2, big: 5 }]
  },
  '$addFields keeps what is there': {
    docs: [{ _id: 1, a: 1, n: { x: 1 } }], pipeline: [{ $addFields: { a: { $add: ['$a', 1] }, b: '$a', 'n.y': 2 } }],
    result: [{ _id: 1, a: 2, n: { x: 1, y: 2 }, b: 1 }]
  },
  '$set is $addFields': { docs: [{ _id: 1 }], pipeline: [{ $set: { a: 'x' } }], result: [{ _id: 1, a: 'x' }] },
  '$addFields in the documents of an array': {
    docs: [{ _id: 1, a: [{ k: 1 }, { k: 2 }] }], pipeline: [{ $addFields: { 'a.v': '$_id' } }],
    result: [{ _id: 1, a: [{ k: 1, v: 1 }, { k: 2, v: 1 }] }]
  },
  '$unset of one and of several': {
    docs: [{ _id: 1, a: 1, b: 1, n: { x: 1, y: 1 } }], pipeline: [{ $unset: 'a' }, { $unset: ['b', 'n.x'] }],
    result: [{ _id: 1, n: { y: 1 } }]
  },
  '$group: null and missing are one group': {
    docs: sales, pipeline: [{ $group: { _id: '$town', n: { $sum: 1 } } }],
    result: [{ _id: 'a', n: 3 }, { _id: 'b', n: 1 }, { _id: null, n: 2 }], anyOrder: true
  },
  '$group: numbers are one group whatever their type': {
    docs: [{ _id: 1, a: 1 }, { _id: 2, a: new Double(1) }, { _id: 3, a: Long.fromNumber(1) }],
    pipeline: [{ $group: { _id: '$a', n: { $sum: 1 } } }], result: [{ _id: 1, n: 3 }]
  },
  '$group: $sum, $avg, $min and $max leave other types out': {
    docs: sales,
    pipeline: [
      { $group: { _id: null, sum: { $sum: '$n' }, avg: { $avg: '$n' }, min: { $min: '$n' }, max: { $max: '$n' } } }
    ],
    result: [{ _id: null, sum: 12.5, avg: 3.125, min: 1.5, max: 'text' }]
  },
  '$group: $first and $last after $sort': {
    docs: sales,
    pipeline: [
      { $sort: { _id: 1 } },
      { $group: { _id: null, first: { $first: '$n' }, last: { $last: '$n' }, none: { $first: '$none' } } }
    ],
    result: [{ _id: null, first: 5, last: 4, none: null }]
  },
  '$group: $push keeps null and leaves missing out': {
    docs: [{ _id: 1, a: 1 }, { _id: 2, a: null }, { _id: 3 }],
    pipeline: [{ $sort: { _id: 1 } }, { $group: { _id: null, all: { $push: '$a' } } }],
    result: [{ _id: null, all: [1, null] }]
  },
  '$group: $push of documents': {
    docs: sales.slice(0, 2),
    pipeline: [{ $sort: { _id: 1 } }, { $group: { _id: null, all: { $push: { id: '$_id', town: '$town' } } } }],
    result: [{ _id: null, all: [{ id: 1, town: 'a' }, { id: 2, town: 'b' }] }]
  },
  '$group: by several fields': {
    docs: sales.slice(0, 3), pipeline: [{ $group: { _id: { t: '$town', none: '$none' }, n: { $sum: 1 } } }],
    result: [{ _id: { t: 'a' }, n: 2 }, { _id: { t: 'b' }, n: 1 }], anyOrder: true
  },
  '$group: $count': {
    docs: sales, pipeline: [{ $group: { _id: null, n: { $count: {} } } }], result: [{ _id: null, n: 6 }]
  },
  '$group: of nothing gives nothing': { docs: [], pipeline: [{ $group: { _id: null, n: { $sum: 1 } } }], result: [] },
  '$group: $avg of nothing is null, $sum is zero': {
    docs: [{ _id: 1, a: 'x' }],
    pipeline: [{ $group: { _id: null, avg: { $avg: '$a' }, sum: { $sum: '$a' }, max: { $max: '$none' } } }],
    result: [{ _id: null, avg: null, sum: 0, max: null }]
  },
  '$group: $sum of a condition': {
    docs: sales, pipeline: [{ $group: { _id: null, as: { $sum: { $cond: [{ $eq: ['$town', 'a'] }, 1, 0] } } } }],
    result: [{ _id: null, as: 3 }]
  },
  '$unwind: an item each, a scalar once, nothing for none': {
    docs: sales, pipeline: [{ $unwind: '$tags' }, { $project: { tags: 1 } }, { $sort: { _id: 1, tags: 1 } }],
    result: [{ _id: 1, tags: 'x' }, { _id: 1, tags: 'y' }, { _id: 4, tags: 'x' }, { _id: 6, tags: 'z' }]
  },
  '$unwind: preserveNullAndEmptyArrays': {
    docs: sales.slice(1, 5),
    pipeline: [
      { $unwind: { path: '$tags', preserveNullAndEmptyArrays: true } }, { $project: { tags: 1 } }, { $sort: { _id: 1 } }
    ],
    result: [{ _id: 2 }, { _id: 3 }, { _id: 4, tags: 'x' }, { _id: 5, tags: null }]
  },
  '$unwind: includeArrayIndex': {
    docs: [{ _id: 1, a: ['p', 'q'] }, { _id: 2, a: 'r' }],
    pipeline: [{ $sort: { _id: 1 } }, { $unwind: { path: '$a', includeArrayIndex: 'at' } }],
    result: [{ _id: 1, a: 'p', at: 0 }, { _id: 1, a: 'q', at: 1 }, { _id: 2, a: 'r', at: null }]
  },
  '$unwind: a path in a document': {
    docs: [{ _id: 1, n: { a: [1, 2] } }], pipeline: [{ $unwind: '$n.a' }],
    result: [{ _id: 1, n: { a: 1 } }, { _id: 1, n: { a: 2 } }]
  },
  '$count': { docs: sales, pipeline: [{ $match: { town: 'a' } }, { $count: 'many' }], result: [{ many: 3 }] },
  '$count of nothing gives nothing': {
    docs: sales, pipeline: [{ $match: { town: 'q' } }, { $count: 'many' }], result: []
  },
  '$sortByCount': {
    docs: sales, pipeline: [{ $match: { town: { $ne: null } } }, { $sortByCount: '$town' }],
    result: [{ _id: 'a', count: 3 }, { _id: 'b', count: 1 }]
  },
  '$replaceRoot': {
    docs: [{ _id: 1, n: { x: 1 } }], pipeline: [{ $replaceRoot: { newRoot: '$n' } }], result: [{ x: 1 }]
  },
  '$replaceRoot with $mergeObjects': {
    docs: [{ _id: 1, a: 1, n: { a: 2, b: 3 } }],
    pipeline: [{ $replaceRoot: { newRoot: { $mergeObjects: ['$$ROOT', '$n'] } } }, { $project: { n: 0 } }],
    result: [{ _id: 1, a: 2, b: 3 }]
  },
  '$replaceWith': { docs: [{ _id: 1, a: 1 }], pipeline: [{ $replaceWith: { b: '$a' } }], result: [{ b: 1 }] },
  '$facet': {
    docs: sales,
    pipeline: [
      {
        $facet: {
          total: [{ $count: 'n' }],
          towns: [{ $match: { town: 'a' } }, { $sort: { _id: -1 } }, { $limit: 1 }, { $project: { _id: 1 } }],
          none: [{ $match: { town: 'q' } }]
        }
      }
    ],
    result: [{ total: [{ n: 6 }], towns: [{ _id: 4 }], none: [] }]
  }
}

const refusals: [string, unknown, number][] = [
  ['an unknown stage', [{ $larger: 1 }], 40324],
  ['two stages in one', [{ $match: {}, $limit: 1 }], 40323],
  ['$limit of zero', [{ $limit: 0 }], 15958],
  ['$group without _id', [{ $group: { n: { $sum: 1 } } }], 15955],
  ['$group with an unknown accumulator', [{ $group: { _id: null, n: { $larger: 1 } } }], 15952],
  ['$group with a field that is no accumulator', [{ $group: { _id: null, n: 1 } }], 40234],
  ['$unwind of a name without a dollar', [{ $unwind: 'tags' }], 28818],
  ['$count of a path', [{ $count: 'a.b' }], 40160],
  ['$count of a field path', [{ $count: '$a' }], 40158],
  ['$project of nothing', [{ $project: {} }], 51272],
  ['$replaceRoot with a value', [{ $replaceRoot: { newRoot: '$n' } }], 40228],
  ['$sort of nothing', [{ $sort: {} }], 15976],
  ['$facet in $facet', [{ $facet: { a: [{ $facet: { b: [] } }] } }], 40600],
  ['an unknown operator in an expression', [{ $project: { a: { $larger: ['$n', 1] } } }], 31325]
]

export const pipelines: Case[] = [
  ...Object.entries(rows).map(([name, { docs, pipeline, result, anyOrder }]) =>
    conforms(`pipeline: ${name}`, ['aggregate', 'aggregate.pipeline', ...operatorsIn(pipeline)], async ground => {
      const things = await ground.fresh(docs)
      const found = await things.aggregate(pipeline).toArray()
      if (anyOrder) expectSameSet(found, result)
      else expectSame(found, result)
    })),
  ...refusals.map(([name, pipeline, code]) => conforms(`pipeline refused: ${name}`, [
    'aggregate', ...operatorsIn(pipeline)
  ], async ground => {
    const things = await ground.fresh([{ _id: 1, n: 1 }])
    await fails(things.aggregate(pipeline as AnyDoc[]).toArray(), { code })
  })),
  conforms('pipeline: $group with $addToSet', ['$addToSet'], async ({ fresh }) => {
    const things = await fresh([{ _id: 1, a: 1 }, { _id: 2, a: new Double(1) }, { _id: 3, a: 'x' }, { _id: 4 }])
    const [made] = await things.aggregate([{ $group: { _id: null, all: { $addToSet: '$a' } } }]).toArray()
    expectSameSet(made?.all as unknown[], [1, 'x'])
  }),
  conforms('pipeline: $lookup by a field, by items and by null', ['$lookup'], async ({ fresh }) => {
    const people =
      await fresh([{ _id: 'p1', name: 'Ana' }, { _id: 'p2', name: 'Bo' }, { _id: 'p3', name: 'Cy', none: null }])
    const things =
      await fresh([{ _id: 1, by: 'p1' }, { _id: 2, by: ['p2', 'p1'] }, { _id: 3 }, { _id: 4, by: 'nobody' }])
    const join = (foreignField: string): AnyDoc[] => [
      { $sort: { _id: 1 } }, {
        $lookup: { from: people.collectionName, localField: 'by', foreignField, as: 'people' }
      }, { $project: { names: { $size: '$people' } } }
    ]
    expectSame(await things.aggregate(join('_id')).toArray(), [
      { _id: 1, names: 1 }, { _id: 2, names: 2 }, { _id: 3, names: 0 }, { _id: 4, names: 0 }
    ])
    expect((await things.aggregate(join('none')).toArray())[2]).toEqual({ _id: 3, names: 3 })
  }),
  conforms('pipeline: over a collection that is not there', ['aggregate'], async ({ db }) => {
    expect(await db.collection('nowhere').aggregate([{ $match: {} }]).toArray()).toEqual([])
  }),
  conforms('pipeline: in batches', ['aggregate.cursor', 'getMore', '.batchSize()'], async ({ fresh }) => {
    const things = await fresh(Array.from({ length: 250 }, (_, _id) => ({ _id })))
    const found = await things.aggregate([{ $sort: { _id: 1 } }, { $project: { twice: { $multiply: ['$_id', 2] } } }])
      .batchSize(30)
      .toArray()
    expect(found.map(({ twice }) => twice as number)).toEqual(Array.from({ length: 250 }, (_, at) => at * 2))
  }),
  conforms('pipeline: cursor is required', ['aggregate'], async ({ fresh, db }) => {
    const things = await fresh([{ _id: 1 }])
    await fails(db.command({ aggregate: things.collectionName, pipeline: [] }), { code: 9 })
  }),
  conforms('pipeline: the head uses an index', ['explain', 'explain.explain'], async ({ fresh }) => {
    const things = await fresh(Array.from({ length: 20 }, (_, _id) => ({ _id, a: _id % 4 })))
    await things.createIndex({ a: 1 })
    const told = await things.aggregate([{ $match: { a: 1 } }, { $group: { _id: null, n: { $sum: 1 } } }]).explain()
    expect(JSON.stringify(told)).toContain('"indexName":"a_1"')
  })
]
