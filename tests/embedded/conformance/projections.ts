/** Projections of find: the returned fields and their order. */
import type { AnyDoc } from '../target'
import { type Case, conforms, expectSame, fails } from './case'
import { operatorsIn } from './tokens'

const thing: AnyDoc = {
  _id: 1, a: 1, s: 'apple', n: { x: 1, y: { p: 1, q: 2 } }, items: [{ k: 1, v: 5 }, { k: 2, v: 9 }, 7],
  scores: [3, 8, 12], deep: [[{ k: 1, v: 2 }]]
}
const thingWithout = (name: string): AnyDoc =>
  Object.fromEntries(Object.entries(thing).filter(([field]) => field !== name))
const rest = { a: 0, s: 0, n: 0, items: 0, deep: 0 }

const rows: [string, AnyDoc, AnyDoc][] = [
  ['inclusion keeps _id and the order of the document', { s: 1, a: 1 }, { _id: 1, a: 1, s: 'apple' }],
  ['true includes as one does', { s: true }, { _id: 1, s: 'apple' }],
  ['any number but zero includes', { s: 5 }, { _id: 1, s: 'apple' }],
  ['inclusion without _id', { s: 1, _id: 0 }, { s: 'apple' }],
  ['_id alone', { _id: 1 }, { _id: 1 }],
  ['a field that is not there', { missing: 1 }, { _id: 1 }],
  ['exclusion', { ...rest, scores: 0 }, { _id: 1 }],
  ['exclusion of _id alone', { ...rest, scores: false, _id: 0, a: 0 }, {}],
  ['a path into a document', { 'n.y.q': 1 }, { _id: 1, n: { y: { q: 2 } } }],
  ['a document as a path', { n: { x: 1 } }, { _id: 1, n: { x: 1 } }],
  ['exclusion inside a document', { ...rest, n: { y: { p: 0 } }, scores: 0, _id: 0 }, { n: { x: 1, y: { q: 2 } } }],
  [
    'a path into the documents of an array leaves other items out', { 'items.k': 1 },
    { _id: 1, items: [{ k: 1 }, { k: 2 }] }
  ],
  ['a path through an array in an array', { 'deep.k': 1 }, { _id: 1, deep: [[{ k: 1 }]] }],
  ['a path below a number', { 'a.b': 1 }, { _id: 1 }],
  [
    'exclusion inside an array keeps other items', { a: 0, s: 0, n: 0, scores: 0, deep: 0, 'items.k': 0 },
    { _id: 1, items: [{ v: 5 }, { v: 9 }, 7] }
  ],
  ['$slice from the start', { ...rest, scores: { $slice: 2 } }, { _id: 1, scores: [3, 8] }],
  ['$slice from the end', { ...rest, scores: { $slice: -1 } }, { _id: 1, scores: [12] }],
  ['$slice with skip and limit', { ...rest, scores: { $slice: [1, 1] } }, { _id: 1, scores: [8] }],
  ['$slice with a skip from the end', { ...rest, scores: { $slice: [-2, 5] } }, { _id: 1, scores: [8, 12] }],
  ['$slice of more than there is', { ...rest, scores: { $slice: 99 } }, { _id: 1, scores: [3, 8, 12] }],
  ['$slice beside an inclusion', { a: 1, scores: { $slice: 1 } }, { _id: 1, a: 1, scores: [3] }],
  [
    '$elemMatch keeps the first item that matches', { items: { $elemMatch: { v: { $gt: 5 } } } },
    { _id: 1, items: [{ k: 2, v: 9 }] }
  ],
  ['$elemMatch with operators', { scores: { $elemMatch: { $gt: 5 } } }, { _id: 1, scores: [8] }],
  ['$elemMatch that nothing matches leaves the field out', { scores: { $elemMatch: { $gt: 50 } } }, { _id: 1 }],
  [
    '$elemMatch beside an inclusion', { scores: { $elemMatch: { $gt: 5 } }, deep: 1 },
    { _id: 1, deep: [[{ k: 1, v: 2 }]], scores: [8] }
  ],
  ['$slice beside _id is an inclusion', { _id: 1, scores: { $slice: 1 } }, { _id: 1, scores: [3] }],
  ['$slice without _id is an exclusion', { _id: 0, scores: { $slice: 1 } }, { ...thingWithout('_id'), scores: [3] }],
  ['$elemMatch without _id', { _id: 0, scores: { $elemMatch: { $gt: 5 } } }, { scores: [8] }],
  ['$elemMatch beside _id', { _id: 1, scores: { $elemMatch: { $gt: 5 } } }, { _id: 1, scores: [8] }],
  [
    '$elemMatch beside an exclusion stays where it is',
    { a: 0, s: 0, n: 0, items: 0, scores: { $elemMatch: { $gt: 5 } } },
    { _id: 1, scores: [8], deep: [[{ k: 1, v: 2 }]] }
  ],
  ['$elemMatch before an exclusion', { scores: { $elemMatch: { $gt: 50 } }, ...rest }, { _id: 1 }],
  [
    '$elemMatch and $slice leave the other fields', { items: { $elemMatch: { k: 2 } }, scores: { $slice: 1 } },
    { ...thing, items: [{ k: 2, v: 9 }], scores: [3] }
  ],
  [
    '$elemMatch and $slice beside _id are an inclusion',
    { _id: 1, items: { $elemMatch: { k: 2 } }, scores: { $slice: 1 } }, { _id: 1, scores: [3], items: [{ k: 2, v: 9 }] }
  ]
]

const computed: [string, AnyDoc, AnyDoc][] = [
  ['a field path', { _id: 0, other: '$n.x' }, { other: 1 }],
  ['an expression', { _id: 0, sum: { $add: ['$a', 2] } }, { sum: 3 }],
  ['a literal number by $literal', { _id: 0, one: { $literal: 1 } }, { one: 1 }],
  ['beside an inclusion', { s: 1, up: { $toUpper: '$s' } }, { _id: 1, s: 'apple', up: 'APPLE' }],
  [
    'before a $elemMatch', { up: { $toUpper: '$s' }, scores: { $elemMatch: { $gt: 5 } } },
    { _id: 1, up: 'APPLE', scores: [8] }
  ]
]

const refusals: [string, AnyDoc, number][] = [
  ['inclusion and exclusion do not mix', { a: 1, s: 0 }, 31254],
  ['exclusion and inclusion do not mix', { a: 0, s: 1 }, 31253],
  ['a path and its parent collide', { n: 1, 'n.x': 1 }, 31249],
  ['a parent after its path collides', { 'n.x': 1, n: 1 }, 31250],
  ['an empty document', { a: {} }, 51270],
  ['an expression in an exclusion', { a: 0, up: { $toUpper: '$s' } }, 31252],
  ['a field path in an exclusion', { a: 0, up: '$s' }, 31310],
  ['an exclusion after an expression', { up: { $toUpper: '$s' }, a: 0 }, 31254],
  ['_id and a path into it collide', { _id: 1, '_id.x': 1 }, 31249],
  ['a $slice and a path below it collide', { 'scores.x': 1, scores: { $slice: 1 } }, 31250],
  ['a path of more than 200 names', { [Array.from({ length: 201 }, () => 'a').join('.')]: 1 }, 15]
]

export const projections: Case[] = [
  ...rows.map(([name, projection, expected]) => conforms(`projection: ${name}`, [
    'find.projection', ...operatorsIn(projection)
  ], async ground => {
    const things = await ground.fresh([thing])
    expectSame(await things.findOne({}, { projection }), expected)
  })),
  ...computed.map(([name, projection, expected]) => conforms(`computed projection: ${name}`, [
    'find.projection', ...operatorsIn(projection)
  ], async ground => {
    const things = await ground.fresh([thing])
    expectSame(await things.findOne({}, { projection }), expected)
  })),
  ...refusals.map(([name, projection, code]) => conforms(`projection refused: ${name}`, [
    'find.projection'
  ], async ground => {
    const things = await ground.fresh([thing])
    await fails(things.findOne({}, { projection }), { code })
  })),
  conforms('projection: a path into _id', ['find.projection'], async ground => {
    const things = await ground.fresh([{ _id: { x: 1, y: 2 }, a: 1 }])
    expectSame(await things.findOne({}, { projection: { '_id.x': 1 } }), { _id: { x: 1 } })
    expectSame(await things.findOne({}, { projection: { '_id.x': 0 } }), { _id: { y: 2 }, a: 1 })
  }),
  conforms('projection: of 200,000 fields, in time that grows with their number only', [
    'find.projection'
  ], async ground => {
    const things = await ground.fresh([thing])
    const projection = Object.fromEntries(Array.from({ length: 200_000 }, (_, at) => [`n.f${at}`, 1]))
    const started = performance.now()
    expectSame(await things.findOne({}, { projection: { ...projection, 'n.x': 1 } }), { _id: 1, n: { x: 1 } })
    // The bound is far above the usual time; comparing each field with each other field took minutes.
    expect(performance.now() - started).toBeLessThan(60_000)
  }),
  conforms('projection: of findOneAndUpdate', ['findAndModify.fields', '.findOneAndUpdate()'], async ground => {
    const things = await ground.fresh([thing])
    expectSame(await things.findOneAndUpdate({}, {
      $set: { a: 2 }
    }, { projection: { a: 1, _id: 0 }, returnDocument: 'after' }), { a: 2 })
  })
]
