/** A command whose collection or index is dropped during a pause ends with an error, not with a part of the result. */
import { find } from '../../server/embedded/query'
import { parseFilter } from '../../server/embedded/match'
import { Store } from '../../server/embedded/store'
import { temporaryDirectory } from './target'

const namespace = 'd.c'
const many = 100
let store: Store
beforeEach(async () => {
  store = Store.open(temporaryDirectory())
  await store.define(() => {
    const collection = store.ensure(namespace)
    for (let at = 0; at < many; at += 1) collection.insert({ _id: at, a: at, b: at })
    for (const path of ['a', 'b', 'c']) collection.addIndex({ v: 2, key: { [path]: 1 }, name: `${path}_1` })
  })
})
afterEach(() => store.close())

const collectionNow = () => store.collections.get(namespace)!
const dropIndex = (name: string): Promise<void> => store.define(() => {
  for (const index of collectionNow().indexes) if (index.name === name) collectionNow().dropIndex(index)
})

/** Reads a document, pauses while `meanwhile` runs, and continues; returns how many documents were found. */
async function findWithRest(filter: object, meanwhile: () => Promise<unknown>): Promise<number> {
  let found = 0
  let rested = false
  for (const one of find(store, collectionNow(), { filter: parseFilter({ ...filter }), sort: [], skip: 0, limit: 0 })) {
    if (one) found += 1
    if (rested) continue
    rested = true
    await meanwhile()
    store.refresh()
  }
  return found
}

const plans = {
  'an index': { a: { $gte: 0 } }, 'a union of indexes': { $or: [{ a: { $gte: 0 } }, { b: { $gte: 0 } }] },
  'the whole collection': {}
}

test.each(
  Object.entries(plans)
)('reading by %s it finds all when nothing of its own is dropped', async (_name, filter) => {
  expect(await findWithRest(filter, () => store.define(() => store.ensure('d.other')))).toBe(many)
})

test.each(
  Object.entries(plans)
)('reading by %s it is told of a dropped collection, also when there is a new one of that name', async (
  _name, filter
) => {
  const drop = (): Promise<unknown> => store.define(() => { store.drop(collectionNow()) })
  await expect(findWithRest(filter, drop)).rejects.toMatchObject({
    code: 175, codeName: 'QueryPlanKilled', message: 'collection dropped: d.c'
  })
  await store.define(() => { store.ensure(namespace).insert({
    _id: 1, a: 1, b: 1
  }); store.ensure(namespace).insert({ _id: 2, a: 2, b: 2 }) })
  const replace = async (): Promise<void> => {
    await drop()
    await store.define(() => { for (let at = 0; at < many; at += 1) {
      store.ensure(namespace).insert({ _id: at, a: at, b: at })
    } })
  }
  await expect(findWithRest(filter, replace)).rejects.toMatchObject({ code: 175 })
})

test('it is told of a dropped index that it reads by, and of no other', async () => {
  for (const filter of Object.values(plans)) {
    await expect(findWithRest(filter, () => dropIndex('c_1'))).resolves.toBe(many)
  }
  await expect(findWithRest(plans['a union of indexes'], () => dropIndex('b_1'))).rejects.toMatchObject({
    code: 175, message: "index 'b_1' dropped"
  })
  await expect(findWithRest(plans['an index'], () => dropIndex('a_1'))).rejects.toMatchObject({
    code: 175, message: "index 'a_1' dropped"
  })
})
