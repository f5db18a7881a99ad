/**
 * The differences between servers that tests or reading have found, each decided by MongoDB's documented behaviour;
 * docs/EMBEDDED.md lists them. `what` is the behaviour found, `mongodb` the documented one.
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
    by: 'refusals', what: 'a Timestamp was taken for an int64', mongodb: 'a separate type; the store refuses it',
    settled: changed
  },
  {
    by: 'fuzz', what: 'a partial index over {b, _id} was refused',
    mongodb: 'only the _id index itself can\'t be partial', settled: changed
  },
  {
    by: 'fuzz', what: '{a: {$regex: "^"}} matched an empty array',
    mongodb: 'no match: an empty array contains no string',
    settled: other
  },
  {
    by: 'reading', what: 'a sort by two paths through one array took the least value of each path',
    mongodb: 'takes the least compound key of one item; paths through two arrays are refused: BadValue',
    settled: changed
  },
  {
    by: 'reading', what: '$elemMatch: {$eq: 5} also looked inside arrays nested in the array',
    mongodb: 'an item is compared as one value',
    settled: changed
  },
  {
    by: 'reading', what: '$elemMatch inside $elemMatch used index bounds of the outer path',
    mongodb: 'no bounds: an index holds an inner array as one value', settled: changed
  },
  {
    by: 'reading', what: 'a branch of $or set the position of the positional operator',
    mongodb: 'a branch of $or sets no position',
    settled: changed
  },
  {
    by: 'reading', what: '$expr inside $elemMatch took the item for the document',
    mongodb: 'refused: $expr applies to the whole document only', settled: changed
  },
  {
    by: 'reading', what: '$pull by a regular expression pulled nothing', mongodb: 'pulls the strings that match',
    settled: changed
  },
  {
    by: 'reading', what: '$type took an unknown number for int', mongodb: 'refused: an invalid type code',
    settled: changed
  },
  {
    by: 'reading', what: '$all accepted operators beside values', mongodb: 'refused: no operators in $all',
    settled: changed
  },
  {
    by: 'reading', what: 'a sum was rounded at every addition',
    mongodb: 'rounding errors are carried along: ten times 0.1 is 1', settled: changed
  },
  {
    by: 'reading', what: 'a hint for a sparse or partial index that lacks some matches scanned the collection instead',
    mongodb: 'answers from the index only; the store refuses', settled: changed
  },
  {
    by: 'reading', what: 'hint {$natural: -1} scanned forward', mongodb: 'scans backward; the store refuses',
    settled: changed
  },
  {
    by: 'reading', what: 'keyValue of a duplicate in an array named the first item',
    mongodb: 'names the duplicate item',
    settled: changed
  },
  { by: 'reading', what: 'distinct kept the last of equal values', mongodb: 'keeps the first', settled: changed },
  {
    by: 'reading', what: 'an upsert added fields in the order of the filter',
    mongodb: 'adds them in the order of their paths', settled: changed
  },
  {
    by: 'reading', what: '$project of a path into an array of documents gave one document',
    mongodb: 'gives one document per item',
    settled: changed
  },
  { by: 'reading', what: '$mergeObjects merged the items of an array',
  mongodb: 'refused: objects only', settled: changed },
  { by: 'reading', what: '$arrayElemAt rounded its index', mongodb: 'refused: whole numbers only', settled: changed },
  {
    by: 'reading', what: '$set of a path inside _id changed _id', mongodb: 'refused: _id can\'t be changed (code 66)',
    settled: changed
  },
  {
    by: 'reading', what: 'array filters were evaluated again after a change of the same update',
    mongodb: 'all are evaluated on the document before the update', settled: changed
  },
  {
    by: 'reading', what: 'two changes of one array position were both applied',
    mongodb: 'refused: ConflictingUpdateOperators', settled: changed
  },
  {
    by: 'reading', what: '$inc, $push, $rename and others created deeper nesting than an insert may',
    mongodb: 'refused: Overflow', settled: changed
  },
  {
    by: 'reading', what: '$push with $sort compared an array by its least item', mongodb: 'compares it as one value',
    settled: changed
  },
  {
    by: 'reading', what: 'findAndModify ignored new: 1 and upsert: 1, update ignored multi: 1',
    mongodb: 'findAndModify accepts numbers as flags, update refuses them', settled: changed
  },
  {
    by: 'reading', what: 'a paused command whose index or collection was dropped gave a partial answer',
    mongodb: 'refused: QueryPlanKilled', settled: changed
  },
  {
    by: 'reading', what: 'a partial TTL index deleted nothing, and the indexes after it were skipped',
    mongodb: 'deletes what matches its filter; an index that fails does not stop the others', settled: changed
  },
  {
    by: 'reading', what: 'a projection of $slice beside _id: 1 gave every field', mongodb: 'is an inclusion',
    settled: changed
  },
  {
    by: 'reading', what: 'field names that are whole numbers moved to the front',
    mongodb: 'keep their position; the store refuses fields that would move', settled: changed
  },
  {
    by: 'reading', what: '$in merged in sort order returned documents that had changed before their turn',
    mongodb: 'leaves them out',
    settled: changed
  },
  { by: 'case', what: '$toLower refused numbers and dates', mongodb: 'converts them to text', settled: changed },
  { by: 'case', what: 'listIndexes gave name before key', mongodb: 'v, key, name, then options', settled: changed },
  {
    by: 'case', what: '$count, $project and $size were refused with other error codes',
    mongodb: '40157, 40158, 40160; 31249 to 31254, 31325, 51270; 2', settled: changed
  },
  {
    by: 'independent server', what: 'the cases listed above as skipped',
    mongodb: 'behaves as the manual says, and as the store does', settled: other
  }
]
