/**
 * The cases that the independent in-memory server answers differently from MongoDB, grouped by its behaviour. Each case
 * was decided by MongoDB's documented behaviour, which the embedded store has.
 */
const byReason: Record<string, string[]> = {
  'findOneAndUpdate may answer the document as a faster client left it, so that two get the same number': [
    'application: a serial number under a race'
  ],
  'compares each changed field with each, and holds up other clients for half a minute': [
    'update: 50,000 fields at once'
  ],
  'what lies inside _id can be changed': ['_id stays as it is inside'],
  'an unknown or misused operand is taken as it is, without an error': [
    'named index: the same keys under another name', 'named index: the same name for other keys',
    'filter refused: $in without an array', 'filter refused: $in with an operator inside',
    'filter refused: $all without an array', 'filter refused: $all with other operators',
    'filter refused: $not of a value', 'filter refused: $not of nothing',
    'filter refused: $regex of a number',
    'filter refused: $ne of a regular expression',
    'filter refused: $size of a fraction',
    'filter refused: $size less than zero',
    'filter refused: $expr inside $elemMatch',
    'sort: a bad direction is refused',
    'sort: two arrays cannot be crossed',
    'find: a negative skip is refused',
    'projection refused: an empty document',
    'projection refused: a path of more than 200 names',
    'update refused: $inc of null',
    'update refused: a path through null',
    'update refused: an empty part in a path',
    'update refused: $push with $slice of a fraction',
    'update refused: $rename to itself',
    'update refused: $rename to a name with a null byte',
    'update: only a boolean is a flag, and a wrong one refuses every statement',
    'findAndModify: other types are no flags',
    'delete: the limit is 0 or 1, of any type of number',
    'findAndModify: remove and update exclude each other',
    'multikey: two arrays can\'t be crossed',
    'TTL: takes one field only',
    'createIndex: conflicts are refused',
    'dropIndex: what is not there, and _id',
    'listIndexes: of a collection that is not there',
    'pipeline refused: $limit of zero',
    'pipeline refused: $count of a path',
    'pipeline refused: $count of a field path',
    'pipeline refused: $facet in $facet',
    'expression refused: $mod by zero'
  ],
  'changes that meet in an array are all applied, one after the other': [
    'update: arrayFilters are asked before anything is changed',
    'update: arrayFilters are asked before $inc, and before $[]',
    'update: arrayFilters that take one item add its fields in the order of their names',
    'update refused: two array filters that take one item',
    'update refused: $[] and an array filter that take one item',
    'update refused: an item and what is in it',
    'update refused: a filter below two filters that take one item',
    'update refused: two array filters that take one item under $setOnInsert',
    'update refused: $[] and a position in one array',
    'update refused: $[] and a position in one array, though of two fields',
    'update refused: the positional operator and the position it stands for',
    'update refused: the error tells where two changes meet'
  ],
  'documents are nested without a limit': [
    'update refused: $set beyond the deepest level',
    'update refused: $inc beyond the deepest level',
    'update refused: $max beyond the deepest level',
    'update refused: $push beyond the deepest level',
    'update refused: $currentDate beyond the deepest level',
    'update refused: $rename beyond the deepest level',
    'update refused: $set of a document that ends too deep',
    'update refused: $push of a document that ends too deep',
    'update refused: $addToSet of a document that ends too deep',
    'update refused: $rename of a document that would end too deep'
  ],
  '$push sorts by the items of an array, and a missing field is not null': [
    'update: $push with $sort takes an array as one value',
    'update: $push with $sort takes a missing field for null',
    'update: $push with $sort of a path through an array goes by position'
  ],
  'the error carries a code of an older MongoDB, or none': [
    'filter refused: $nin without an array',
    'filter refused: $or of values',
    'filter refused: $type with an unknown number',
    'filter refused: $expr with an unknown operator',
    'projection refused: inclusion and exclusion do not mix',
    'projection refused: a parent after its path collides',
    'projection refused: a $slice and a path below it collide',
    'projection refused: an expression in an exclusion',
    'projection refused: a field path in an exclusion',
    'projection refused: an exclusion after an expression',
    'update refused: an operator without fields',
    'update refused: $addToSet onto a number',
    'update refused: $pop from a number',
    'update refused: $push with $each of a value',
    'update refused: $rename inside an array',
    'update refused: a name without its array filter',
    'a replacement may not hold operators',
    'pipeline refused: $group with a field that is no accumulator',
    'pipeline refused: $project of nothing',
    'pipeline refused: $sort of nothing',
    'pipeline refused: an unknown operator in an expression',
    'expression refused: $add of a string',
    'expression refused: $subtract of a string',
    'expression refused: $multiply of a string',
    'expression refused: $divide by zero',
    'expression refused: $switch without a match',
    'collections: names that are not allowed'
  ],
  'NaN is compared as if it were greater than every number': [
    'filter: $gt stays within numbers',
    'filter: $lte NaN finds NaN',
    'filter: $lt NaN finds nothing',
    'filter: $gte with infinity',
    'sort: types in MongoDB\'s order, arrays by their least item',
    'sort: descending, arrays by their greatest item'
  ],
  'null is not in its own bracket for $lte and $gte': [
    'filter: $lte null is null or missing',
    'filter: $gte null is null or missing'
  ],
  'an item of an array in an array is mixed up with the array itself': [
    'filter: equality with an array finds the whole array or one inside',
    'filter: $nin',
    'projection: a path through an array in an array'
  ],
  'an embedded document is compared by part of its fields': [
    'filter: equality with a document in an array',
    'filter: equality with an empty document'
  ],
  'two conditions on one array must be met by one item': [
    'filter: $gte and $lte include the bound, and on an array may be met by different items',
    'filter: $gt and $lt on an array may be met by different items',
    'filter: $not of several operators'
  ],
  '$exists false through an array asks each item': [
    'filter: $exists false on a path through an array wants no item to have it'
  ],
  '$all knows neither scalars nor $elemMatch': [
    'filter: $all with one value also finds a scalar',
    'filter: $all with $elemMatch'
  ],
  'a missing field counts as null in expressions': [
    'filter: $expr: a missing field is less than null',
    'expression: $eq of missing and null',
    'expression: $lt: missing is less than null'
  ],
  'several paths through one array are sorted by each for itself': [
    'sort: two paths through one array are taken from one item'
  ],
  'strings are ordered by UTF-16 units': [
    'sort: strings by their UTF-8 bytes'
  ],
  'a find projection knows no nested document or expression, knows $slice and $elemMatch in part, and sets the order': [
    'projection: inclusion keeps _id and the order of the document',
    'projection: a document as a path',
    'projection: exclusion inside a document',
    'projection: $slice from the start',
    'projection: $slice from the end',
    'projection: $slice with skip and limit',
    'projection: $slice with a skip from the end',
    'projection: $slice of more than there is',
    'projection: $elemMatch with operators',
    'projection: $elemMatch beside an inclusion',
    'projection: $slice without _id is an exclusion',
    'projection: $elemMatch without _id',
    'projection: $elemMatch beside _id',
    'projection: $elemMatch beside an exclusion stays where it is',
    'projection: $elemMatch before an exclusion',
    'projection: $elemMatch and $slice leave the other fields',
    'projection: $elemMatch and $slice beside _id are an inclusion',
    'projection: a path into _id',
    'computed projection: before a $elemMatch',
    'computed projection: a field path',
    'computed projection: an expression',
    'computed projection: a literal number by $literal',
    'computed projection: beside an inclusion'
  ],
  'a projection of very many fields takes minutes': [
    'projection: of 200,000 fields, in time that grows with their number only'
  ],
  'new fields come in the order of the update': [
    'update: $set adds fields in the order of their names',
    'upsert: the filter\'s fields come in the order of their paths'
  ],
  'the positional operator does not know $elemMatch with operators': [
    'update: the positional operator after $elemMatch'
  ],
  '_id stays where the client put it': [
    'insert: an _id is given and comes first'
  ],
  'the connection breaks on some BSON values or on unacknowledged writes': [
    'insert: types survive',
    'write concern 0 answers nothing and writes',
    'pipeline: $project: an array of expressions',
    'expression: a path through an array gives an array',
    'expression: a path into numbers of an array gives nothing of them'
  ],
  'E11000 carries neither keyPattern nor keyValue': [
    'insert: a duplicate key tells pattern and value',
    'unique: a second one is refused with pattern and value',
    'unique: compound tells every value',
    'unique: a missing field counts as null, once',
    'unique: among items the one that is taken is told',
    'named index: a unique one is told in the error by its name'
  ],
  'an ordered insert tells a wrong count': [
    'insert: ordered stops at the first error'
  ],
  'documents beyond 16 MB are taken': [
    'insert: a document beyond 16 MB is refused'
  ],
  'findAndModify tells no lastErrorObject': [
    'findAndModify: tells how it went'
  ],
  'partialFilterExpression is ignored': [
    'partial: unique among what its filter takes'
  ],
  'there is no explain and no hint': [
    'partial: serves only filters that imply its own',
    'multikey: an entry for every item',
    'explain: names the index, its direction and that it sorts',
    'hint: names the index that must be used',
    'pipeline: the head uses an index',
    'named index: two partial indexes over the same keys',
    'named index: explain names it for filter, range and sort',
    'named index: explain names it for several statuses in one order',
    'named index: hint by name',
    'one read: the head of the pipeline is an index scan of _id'
  ],
  'indexes are counted over all collections, listed in another form and dropped one by one only': [
    'named index: listed and dropped by its name',
    'createIndex: is told by listIndexes as it was asked for',
    'createIndex: the same twice changes nothing',
    'dropIndex: by name, by key, all'
  ],
  '$project and $addFields know no path into a document': [
    'pipeline: $project: a computed path in the documents of an array',
    'pipeline: $addFields keeps what is there',
    'pipeline: $set is $addFields',
    'pipeline: $addFields in the documents of an array'
  ],
  'the stage, accumulator, expression, variable or format letter is unknown there': [
    'pipeline: $project: $$REMOVE leaves a field out',
    'pipeline: $group: $count',
    'pipeline: $replaceWith',
    'expression: $$ROOT',
    'expression: $ifNull takes the first that is there',
    'expression: $switch',
    'expression: $switch by default',
    'expression: $let',
    'expression: $multiply of ints',
    'expression: $toString of a boolean',
    'expression: $toString of a date',
    'expression: $type',
    'expression: $type of missing',
    'expression: $first and $last of an array',
    'expression: $first of an empty array',
    'expression: $dateToString: day of the year and of the week'
  ],
  '$push leaves null out, $addToSet tells 1 and 1.0 apart': [
    'pipeline: $group: $push keeps null and leaves missing out',
    'pipeline: $group with $addToSet'
  ],
  'a pipeline is answered in one batch': [
    'pipeline: in batches'
  ],
  '$map over documents and numbers fails': [
    'expression: $map with this'
  ],
  'numbers of two types are never equal to $in': [
    'expression: $in compares numbers by value'
  ],
  'results take another number type': [
    'expression: $mod keeps the sign of the first',
    'expression: $floor'
  ],
  'letters beyond ASCII change too, and null stays null': [
    'expression: $toLower changes ASCII only',
    'expression: $toUpper of missing'
  ],
  'sums round at every addition': [
    'expression: $sum keeps what additions round away'
  ],
  '$dayOfWeek counts from Monday': [
    'expression: $dayOfWeek: Sunday is one'
  ],
  'batchSize is ignored where it is zero or absent, singleBatch always': [
    'cursor: the first batch is 101, the rest come at once',
    'cursor: a first batch of zero',
    'cursor: singleBatch closes it'
  ],
  'a cursor keeps what it found at first, though it has changed or is gone': [
    'cursor: an $in merged by its order leaves out what has changed before its turn'
  ],
  'a dropped database leaves its collections\' names behind': [
    'collections: made by their first document, listed by name'
  ],
  'there is no hello by hand': [
    'server: hello says it is a standalone'
  ]
}

/** The reason why a case fails on the independent server, by the name of the case. */
export const independentSkips: Record<string, string> = Object.fromEntries(
  Object.entries(byReason).flatMap(([reason, names]) => names.map(name => [name, reason])))
