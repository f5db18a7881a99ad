/** Updates of arrays: operators, modifiers and the three positional forms. */
import type { mongo } from 'mongoose'
import type { AnyDoc } from '../target'

/** The document before, the update, the document after. */
export interface UpdateRow {
  before: AnyDoc
  update: AnyDoc
  after: AnyDoc
  options?: mongo.UpdateOptions
  filter?: AnyDoc
}

const answers = [{ q: 1, ok: false }, { q: 2, ok: false }, { q: 3, ok: true }]

export const arrayRows: Record<string, UpdateRow> = {
  '$push adds to the end': { before: { a: [1] }, update: { $push: { a: 2 } }, after: { a: [1, 2] } },
  '$push makes a missing array': { before: {}, update: { $push: { 'n.a': 1 } }, after: { n: { a: [1] } } },
  '$push of an array adds it as one item': {
    before: { a: [1] }, update: { $push: { a: [2, 3] } }, after: { a: [1, [2, 3]] }
  },
  '$push with $each': { before: { a: [1] }, update: { $push: { a: { $each: [2, 3] } } }, after: { a: [1, 2, 3] } },
  '$push with $position': {
    before: { a: [1, 2] }, update: { $push: { a: { $each: [8, 9], $position: 1 } } }, after: { a: [1, 8, 9, 2] }
  },
  '$push with $position from the end': {
    before: { a: [1, 2] }, update: { $push: { a: { $each: [9], $position: -1 } } }, after: { a: [1, 9, 2] }
  },
  '$push with $position beyond the end': {
    before: { a: [1] }, update: { $push: { a: { $each: [9], $position: 7 } } }, after: { a: [1, 9] }
  },
  '$push with $slice keeps the first': {
    before: { a: [1, 2] }, update: { $push: { a: { $each: [3], $slice: 2 } } }, after: { a: [1, 2] }
  },
  '$push with $slice keeps the last': {
    before: { a: [1, 2] }, update: { $push: { a: { $each: [3], $slice: -2 } } }, after: { a: [2, 3] }
  },
  '$push with $slice of zero empties': {
    before: { a: [1, 2] }, update: { $push: { a: { $each: [3], $slice: 0 } } }, after: { a: [] }
  },
  '$push with $sort of values': {
    before: { a: [3, 1] }, update: { $push: { a: { $each: [2], $sort: 1 } } }, after: { a: [1, 2, 3] }
  },
  '$push with $sort of documents, then $slice': {
    before: {
      a: [{ s: 5 }, { s: 9 }]
    }, update: { $push: { a: { $each: [{ s: 7 }], $sort: { s: -1 }, $slice: 2 } } }, after: { a: [{ s: 9 }, { s: 7 }] }
  },
  '$push with $sort of a path': {
    before: { a: [{ n: { x: 2 } }, { n: { x: 1 } }] }, update: { $push: { a: { $each: [], $sort: { 'n.x': 1 } } } },
    after: { a: [{ n: { x: 1 } }, { n: { x: 2 } }] }
  },
  '$push with $sort takes an array as one value': {
    before: { a: [{ k: [3, 1] }, { k: 2 }] }, update: { $push: { a: { $each: [{ k: 9 }], $sort: { k: 1 } } } },
    after: { a: [{ k: 2 }, { k: 9 }, { k: [3, 1] }] }
  },
  '$push with $sort takes a missing field for null': {
    before: { a: [{ k: 1 }, { k: null, v: 1 }, { v: 2 }, 7] }, update: {
      $push: { a: { $each: [{ k: null, v: 3 }], $sort: { k: 1 } } }
    }, after: { a: [{ k: null, v: 1 }, { v: 2 }, 7, { k: null, v: 3 }, { k: 1 }] }
  },
  '$push with $sort of a path through an array goes by position': {
    before: { a: [{ k: [{ x: 2 }, { x: 0 }] }, { k: [{ x: 1 }] }] }, update: {
      $push: { a: { $each: [], $sort: { 'k.0.x': 1 } } }
    }, after: { a: [{ k: [{ x: 1 }] }, { k: [{ x: 2 }, { x: 0 }] }] }
  },
  '$addToSet adds what is new': { before: { a: [1] }, update: { $addToSet: { a: 2 } }, after: { a: [1, 2] } },
  '$addToSet leaves what is there': { before: { a: [1, 2] }, update: { $addToSet: { a: 2 } }, after: { a: [1, 2] } },
  '$addToSet compares documents field by field in order': {
    before: { a: [{ x: 1, y: 2 }] }, update: { $addToSet: { a: { y: 2, x: 1 } } },
    after: { a: [{ x: 1, y: 2 }, { y: 2, x: 1 }] }
  },
  '$addToSet with $each': {
    before: { a: [1] }, update: { $addToSet: { a: { $each: [1, 2, 2, 3] } } }, after: { a: [1, 2, 3] }
  },
  '$addToSet makes a missing array': { before: {}, update: { $addToSet: { a: 1 } }, after: { a: [1] } },
  '$pull of a value': { before: { a: [1, 2, 1] }, update: { $pull: { a: 1 } }, after: { a: [2] } },
  '$pull by a condition': { before: { a: [1, 5, 9] }, update: { $pull: { a: { $gte: 5 } } }, after: { a: [1] } },
  '$pull with $in': {
    before: { a: ['x', 'y', 'z'] }, update: { $pull: { a: { $in: ['x', 'z'] } } }, after: { a: ['y'] }
  },
  '$pull by a regular expression': {
    before: { a: ['ax', 'b', 'ay'] }, update: { $pull: { a: /^a/ } }, after: { a: ['b'] }
  },
  '$pull of documents by a field': {
    before: { a: [{ k: 1, v: 1 }, { k: 2 }, 1] }, update: { $pull: { a: { k: 1 } } }, after: { a: [{ k: 2 }, 1] }
  },
  '$pull of documents by two conditions': {
    before: { a: [{ k: 1, v: 1 }, { k: 1, v: 9 }] }, update: { $pull: { a: { k: 1, v: { $gt: 5 } } } },
    after: { a: [{ k: 1, v: 1 }] }
  },
  '$pull of documents by $elemMatch': {
    before: { a: [{ b: [{ k: 1 }] }, { b: [{ k: 2 }] }] }, update: { $pull: { a: { b: { $elemMatch: { k: 2 } } } } },
    after: { a: [{ b: [{ k: 1 }] }] }
  },
  '$pull of an array finds it whole': {
    before: { a: [[1, 2], [1]] }, update: { $pull: { a: [1] } }, after: { a: [[1, 2]] }
  },
  '$pull of null': { before: { a: [null, 1] }, update: { $pull: { a: null } }, after: { a: [1] } },
  '$pull from a missing field': { before: { b: 1 }, update: { $pull: { a: 1 } }, after: { b: 1 } },
  '$pullAll': { before: { a: [1, 2, 3, 1] }, update: { $pullAll: { a: [1, 3] } }, after: { a: [2] } },
  '$pullAll of documents': {
    before: { a: [{ k: 1 }, { k: 1, v: 1 }] }, update: { $pullAll: { a: [{ k: 1 }] } }, after: { a: [{ k: 1, v: 1 }] }
  },
  '$pop takes the last': { before: { a: [1, 2, 3] }, update: { $pop: { a: 1 } }, after: { a: [1, 2] } },
  '$pop takes the first': { before: { a: [1, 2, 3] }, update: { $pop: { a: -1 } }, after: { a: [2, 3] } },
  '$pop of an empty array': { before: { a: [] }, update: { $pop: { a: 1 } }, after: { a: [] } },
  '$pop of a missing field': { before: { b: 1 }, update: { $pop: { a: 1 } }, after: { b: 1 } },
  'the positional operator changes the item that matched': {
    before: { a: answers }, filter: { 'a.q': 2 }, update: { $set: { 'a.$.ok': true } },
    after: { a: [answers[0], { q: 2, ok: true }, answers[2]] }
  },
  'the positional operator after $elemMatch': {
    before: { a: answers }, filter: { a: { $elemMatch: { q: { $gt: 1 }, ok: false } } },
    update: { $inc: { 'a.$.q': 10 } }, after: { a: [answers[0], { q: 12, ok: false }, answers[2]] }
  },
  'the positional operator on values': {
    before: { a: [1, 5, 9] }, filter: { a: { $gt: 3 } }, update: { $set: { 'a.$': 0 } }, after: { a: [1, 0, 9] }
  },
  '$[] changes every item': { before: { a: [1, 2] }, update: { $inc: { 'a.$[]': 10 } }, after: { a: [11, 12] } },
  '$[] in the documents of an array': {
    before: { a: [{ k: 1 }, { k: 2 }] }, update: { $set: { 'a.$[].seen': true } },
    after: { a: [{ k: 1, seen: true }, { k: 2, seen: true }] }
  },
  '$[] in arrays of arrays': {
    before: { a: [{ b: [1, 2] }, { b: [3] }] }, update: { $mul: { 'a.$[].b.$[]': 2 } },
    after: { a: [{ b: [2, 4] }, { b: [6] }] }
  },
  'arrayFilters by a value': {
    before: { a: [1, 5, 9] }, update: { $set: { 'a.$[big]': 0 } }, options: { arrayFilters: [{ big: { $gte: 5 } }] },
    after: { a: [1, 0, 0] }
  },
  'arrayFilters by a field': {
    before: { a: answers }, update: { $set: { 'a.$[x].ok': true } }, options: { arrayFilters: [{ 'x.q': { $lt: 3 } }] },
    after: { a: [{ q: 1, ok: true }, { q: 2, ok: true }, answers[2]] }
  },
  'arrayFilters that nothing matches': {
    before: { a: [1] }, update: { $set: { 'a.$[x]': 0 } }, options: { arrayFilters: [{ x: 9 }] }, after: { a: [1] }
  },
  'arrayFilters and $pull inside': {
    before: { a: [{ k: 1, b: [1, 2] }, { k: 2, b: [1] }] }, update: { $pull: { 'a.$[x].b': 1 } },
    options: { arrayFilters: [{ 'x.k': 1 }] }, after: { a: [{ k: 1, b: [2] }, { k: 2, b: [1] }] }
  },
  'arrayFilters are asked before anything is changed': {
    before: { a: [{ s: 'A' }, { s: 'B' }] }, update: {
      $set: { 'a.$[x].s': 'B', 'a.$[y].s': 'C' }
    }, options: { arrayFilters: [{ 'x.s': 'A' }, { 'y.s': 'B' }] }, after: { a: [{ s: 'B' }, { s: 'C' }] }
  },
  'arrayFilters are asked before $inc, and before $[]': {
    before: { a: [{ n: 1 }, { n: 2 }] }, update: {
      $inc: { 'a.$[].n': 5 }, $set: { 'a.$[x].big': true }
    }, options: { arrayFilters: [{ 'x.n': { $gt: 1 } }] }, after: { a: [{ n: 6 }, { n: 7, big: true }] }
  },
  'arrayFilters that take one item add its fields in the order of their names': {
    before: { a: [{ k: 1 }] }, update: {
      $set: { 'a.$[x].z': 1, 'a.$[y].b': 2 }
    }, options: { arrayFilters: [{ 'x.k': 1 }, { 'y.k': { $lt: 5 } }] }, after: { a: [{ k: 1, b: 2, z: 1 }] }
  },
  'the positional operator beside another item': {
    before: { a: [{ k: 1 }, { k: 2 }] }, filter: { 'a.k': 2 }, update: { $set: { 'a.$.k': 5, 'a.0.k': 6 } },
    after: { a: [{ k: 6 }, { k: 5 }] }
  },
  'two arrayFilters': {
    before: { a: [{ k: 1, b: [1, 9] }, { k: 2, b: [9] }] }, update: { $set: { 'a.$[x].b.$[y]': 0 } },
    options: { arrayFilters: [{ 'x.k': 1 }, { y: { $gt: 5 } }] }, after: { a: [{ k: 1, b: [1, 0] }, { k: 2, b: [9] }] }
  }
}
