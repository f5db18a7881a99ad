/**
 * The differences between servers that tests have found, each resolved by MongoDB's documented behaviour;
 * docs/EMBEDDED.md lists them.
 */
export interface Difference {
  by: 'case' | 'fuzz' | 'independent server' | 'refusals' | 'reading'
  what: string
  mongodb: string
  settled: 'the store was changed' | 'the other server differs'
}

const changed = 'the store was changed'
const other = 'the other server differs'

export const differences: Difference[] = [
  {
    by: 'refusals', what: 'a Timestamp was taken for an int64', mongodb: 'a type of its own; the store refuses it',
    settled: changed
  },
  {
    by: 'fuzz', what: 'a partial index over {b, _id} was refused',
    mongodb: 'only the _id index itself can\'t be partial', settled: changed
  },
  {
    by: 'fuzz', what: '{a: {$regex: "^"}} on an empty array', mongodb: 'an empty array has no string in it: no match',
    settled: other
  },
  {
    by: 'reading', what: 'sorting by two paths through one array took the least of each',
    mongodb: 'the least key as a whole, from one item; two arrays crossed are BadValue', settled: changed
  },
  {
    by: 'reading', what: '$elemMatch: {$eq: 5} opened arrays inside the array', mongodb: 'an item is compared as it is',
    settled: changed
  },
  {
    by: 'reading', what: '$elemMatch inside $elemMatch took index bounds of the outer path',
    mongodb: 'an index holds the inner array as one value', settled: changed
  },
  {
    by: 'reading', what: '$or told the position for the positional operator', mongodb: 'a branch of an $or tells none',
    settled: changed
  },
  {
    by: 'reading', what: '$expr inside $elemMatch saw the item as the document',
    mongodb: 'refused: $expr sees the whole document only', settled: changed
  },
  {
    by: 'reading', what: '$pull by a regular expression pulled nothing', mongodb: 'pulls the strings that match',
    settled: changed
  },
  {
    by: 'reading', what: '$type with an unknown number meant int', mongodb: 'refused: an invalid type code',
    settled: changed
  },
  {
    by: 'reading', what: '$all mixed operators and values', mongodb: 'refused: no $ expressions in $all',
    settled: changed
  },
  {
    by: 'reading', what: 'sums rounded at every addition',
    mongodb: 'what an addition rounds away is kept: ten times 0.1 is 1', settled: changed
  },
  {
    by: 'reading', what: 'a hint on a sparse or partial index that has not every match scanned the collection instead',
    mongodb: 'answers from the index alone; the store refuses', settled: changed
  },
  {
    by: 'reading', what: 'hint {$natural: -1} went forward', mongodb: 'goes backward; the store refuses',
    settled: changed
  },
  {
    by: 'reading', what: 'keyValue of a duplicate in an array told the first item', mongodb: 'the item that is taken',
    settled: changed
  },
  { by: 'reading', what: 'distinct kept the last of equal values', mongodb: 'the first', settled: changed },
  {
    by: 'reading', what: 'the fields of an upsert came in the order of the filter',
    mongodb: 'in the order of their paths', settled: changed
  },
  {
    by: 'reading', what: '$project of a path into an array of documents gave one document', mongodb: 'an item each',
    settled: changed
  },
  { by: 'reading', what: '$mergeObjects opened an array', mongodb: 'refused: objects only', settled: changed },
  { by: 'reading', what: '$arrayElemAt rounded its index', mongodb: 'refused: a whole number', settled: changed },
  {
    by: 'reading', what: '$set of a path inside _id changed _id', mongodb: 'refused: _id stays as it is (66)',
    settled: changed
  },
  {
    by: 'reading', what: 'array filters were asked again after a change of the same update',
    mongodb: 'all are asked of the document as it was', settled: changed
  },
  {
    by: 'reading', what: 'two changes of one place in an array were both applied',
    mongodb: 'refused: ConflictingUpdateOperators', settled: changed
  },
  {
    by: 'reading', what: '$inc, $push, $rename and others nested deeper than an insert may',
    mongodb: 'refused: Overflow', settled: changed
  },
  {
    by: 'reading', what: '$push with $sort took an array by its least item', mongodb: 'an array is one value there',
    settled: changed
  },
  {
    by: 'reading', what: 'findAndModify passed over new: 1 and upsert: 1, update over multi: 1',
    mongodb: 'numbers are flags for the one, refused by the other', settled: changed
  },
  {
    by: 'reading', what: 'a command whose index or collection was dropped while it rested answered in part',
    mongodb: 'refused: QueryPlanKilled', settled: changed
  },
  {
    by: 'reading', what: 'a partial TTL index took nothing away, and stopped those after it',
    mongodb: 'what passes its filter goes; an index that fails stops no other', settled: changed
  },
  {
    by: 'reading', what: 'a projection of $slice beside _id: 1 gave every field', mongodb: 'an inclusion',
    settled: changed
  },
  {
    by: 'reading', what: 'names that are whole numbers moved before the others',
    mongodb: 'stay where they are; the store refuses what would move', settled: changed
  },
  {
    by: 'reading', what: 'an $in merged by its order gave what had changed before its turn', mongodb: 'leaves it out',
    settled: changed
  },
  { by: 'case', what: '$toLower refused numbers and dates', mongodb: 'takes them as text', settled: changed },
  { by: 'case', what: 'listIndexes told name before key', mongodb: 'v, key, name, then options', settled: changed },
  {
    by: 'case', what: '$count, $project and $size refused with other codes',
    mongodb: '40157, 40158, 40160; 31249 to 31254, 31325, 51270; 2', settled: changed
  },
  {
    by: 'independent server', what: 'the cases skipped by name above',
    mongodb: 'as the manual says, and as the store answers', settled: other
  }
]
