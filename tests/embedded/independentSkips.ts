/** Cases the independent in-memory server is known to answer otherwise than MongoDB, each with what it does. */
export const independentSkips: Record<string, string> = {
  'filter: $eq with an array finds the whole array or one inside': 'it does not look for the array among the items of an array',
  'filter: $gte and $lt on an array may be met by different items': 'it wants one item that meets both bounds',
  'filter: $lte null is null or missing': 'a bound of null finds nothing',
  'filter: $nin': 'it looks two arrays deep, where MongoDB looks one deep',
  'filter: $all with one value also finds a scalar': 'it finds arrays only',
  'filter: $all with $elemMatch': 'it takes $elemMatch for a value',
  'refuses $in without an array': 'it refuses without the code BadValue',
  'refuses $size of a fraction': 'it takes a fraction and finds nothing',
  'sort: types in MongoDB\'s order, arrays by their least item': 'it sorts an array within an array by its items',
  'sort: descending, arrays by their greatest item': 'it sorts an array within an array by its items',
  'sort: strings by their UTF-8 bytes': 'it sorts by UTF-16 units, so that characters beyond U+FFFF come too early',
  'sort: a bad direction is refused': 'it takes any number for a direction',
  'projection: inclusion keeps _id and the order of the document': 'it answers the fields in the order of the projection',
  'projection: $slice': 'it takes $slice for an inclusion',
  'projection: $slice with skip and limit': 'it takes $slice for an inclusion',
  'projection: inclusion and exclusion do not mix': 'it refuses with 31253 where MongoDB says 31254',
  'types: int, double, long, dates, binary and nested order': 'it leaves _id where the client put it, MongoDB moves it to the front'
}
