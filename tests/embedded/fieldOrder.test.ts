/** Field names that JavaScript would move are found behind a value of any type. */
import { mongo } from 'mongoose'
import { readSent } from '../../server/embedded/values'

const { Binary, BSONRegExp, BSONSymbol, Code, Decimal128, Double, Int32, Long, MaxKey, MinKey, ObjectId, Timestamp } =
  mongo

const values: unknown[] = [
  new Double(1.5), 'text ✓', { x: 1 }, {}, [1, { y: 2 }], [], new Binary(Buffer.from([1, 2, 3])), new ObjectId(), true,
  new Date(0), null, new BSONRegExp('a+', 'i'),
  new Code('f()'), new Code('f()', { z: 1 }), new BSONSymbol('s'), new Int32(7), new Timestamp({ t: 1, i: 2 }),
  Long.fromNumber(8), Decimal128.fromString('1.5'), new MinKey(), new MaxKey()
]
const sent = (fields: [string, unknown][]): Buffer =>
  Buffer.from(mongo.BSON.serialize(new Map(fields) as unknown as mongo.Document))

it.each(values.map(value => [mongo.BSON.EJSON.stringify({ value }), value]))('behind %s', (_shown, value) => {
  const ordered: [string, unknown][] = [
    ['1', value], ['20', value], ['b', value], ['c', { 2023: value, 2024: value, last: value }]
  ]
  expect(Object.keys(readSent(sent(ordered)))).toEqual(['1', '20', 'b', 'c'])
  expect(() => readSent(sent([...ordered, ['30', value]]))).toThrow('\'30\'')
  expect(() => readSent(sent([['a', value], ['c', [value, new Map([['20', value], ['3', value]])]]]))).toThrow('\'3\'')
})

it('leaves names that only look like whole numbers where they are', () => {
  const names = ['0', '4294967294', 'b', '4294967295', '007', '-1', '1.5', '']
  expect(Object.keys(readSent(sent(names.map(name => [name, 1]))))).toEqual(names)
})
