/** findAndModify: the document it selects, the change and the reply. */
import { mongo } from 'mongoose'
import type { AnyDoc } from '../target'
import { type Case, conforms, fails } from './case'
import { all, ids } from './writing'

export const modifying: Case[] = [
  conforms('findAndModify: gives the document before', ['findAndModify.update'], async ({ fresh }) => {
    const things = await fresh([{ _id: 1, a: 1 }])
    expect(await things.findOneAndUpdate({ _id: 1 }, { $inc: { a: 1 } })).toEqual({ _id: 1, a: 1 })
    expect(await things.findOneAndUpdate({ _id: 1 }, { $inc: { a: 1 } }, { returnDocument: 'after' })).toEqual({
      _id: 1, a: 3
    })
  }),
  conforms('findAndModify: gives null where nothing matches', ['findAndModify.query'], async ({ fresh }) => {
    const things = await fresh([{ _id: 1 }])
    expect(await things.findOneAndUpdate({ _id: 2 }, { $set: { a: 1 } })).toBeNull()
    expect(await things.findOneAndDelete({ _id: 2 })).toBeNull()
  }),
  conforms('findAndModify: takes the first of the order', [
    'findAndModify.sort', 'findAndModify.remove'
  ], async ({ fresh }) => {
    const things = await fresh([{ _id: 1, p: 2 }, { _id: 2, p: 1 }, { _id: 3, p: 3 }])
    expect(await things.findOneAndDelete({}, { sort: { p: -1 } })).toEqual({ _id: 3, p: 3 })
    expect((await things.findOneAndUpdate({}, { $set: { p: 9 } }, { sort: { p: 1 } }))?._id).toBe(2)
  }),
  conforms('findAndModify: with upsert', [
    'findAndModify.upsert', 'findAndModify.new', '$setOnInsert'
  ], async ({ fresh }) => {
    const things = await fresh()
    expect(await things.findOneAndUpdate({ _id: 1 }, { $inc: { n: 1 } }, { upsert: true })).toBeNull()
    expect(
      await things.findOneAndUpdate({
        _id: 2
      }, { $inc: { n: 1 }, $setOnInsert: { m: 1 } }, { upsert: true, returnDocument: 'after' })
    ).toEqual({ _id: 2, n: 1, m: 1 })
  }),
  conforms('findAndModify: tells how it went', ['findAndModify.upsert'], async ({ fresh }) => {
    const things = await fresh([{ _id: 1 }])
    const plain = await things.findOneAndUpdate({ _id: 1 }, { $set: { a: 1 } }, { includeResultMetadata: true })
    expect(plain.lastErrorObject).toMatchObject({ n: 1, updatedExisting: true })
    const made =
      await things.findOneAndUpdate({ _id: 5 }, { $set: { a: 1 } }, { upsert: true, includeResultMetadata: true })
    expect(made.lastErrorObject).toMatchObject({ n: 1, updatedExisting: false, upserted: 5 })
  }),
  conforms('findAndModify: replaces', ['.findOneAndReplace()', 'findAndModify.update'], async ({ fresh }) => {
    const things = await fresh([{ _id: 1, a: 1, b: 1 }])
    expect(await things.findOneAndReplace({ a: 1 }, { c: 1 }, { returnDocument: 'after' })).toEqual({ _id: 1, c: 1 })
  }),
  conforms('findAndModify: arrayFilters', ['findAndModify.arrayFilters', '$[name]'], async ({ fresh }) => {
    const things = await fresh([{ _id: 1, a: [1, 5] }])
    expect(
      await things.findOneAndUpdate({}, {
        $set: { 'a.$[x]': 0 }
      }, { arrayFilters: [{ x: { $gt: 3 } }], returnDocument: 'after' })
    ).toEqual({ _id: 1, a: [1, 0] })
  }),
  conforms('findAndModify: remove and update exclude each other', ['findAndModify.remove'], async ({ fresh, db }) => {
    const things = await fresh([{ _id: 1 }])
    await fails(db.command({
      findAndModify: things.collectionName, query: {}, remove: true, update: { $set: { a: 1 } }
    }), { code: 9 })
  }),
  conforms('findAndModify: a number is a flag', [
    'findAndModify.new', 'findAndModify.upsert', 'findAndModify.remove'
  ], async ({ fresh, db }) => {
    const findAndModify = (await fresh([{ _id: 1, n: 1 }])).collectionName
    const ask = async (command: AnyDoc): Promise<unknown> =>
      (await db.command({ findAndModify, query: { _id: 1 }, ...command })).value
    expect(await ask({ update: { $inc: { n: 1 } }, new: 1 })).toEqual({ _id: 1, n: 2 })
    expect(await ask({ update: { $inc: { n: 1 } }, new: 0 })).toEqual({ _id: 1, n: 2 })
    expect(
      await ask({
        query: { _id: 2 }, update: { $set: { n: 7 } }, upsert: mongo.Long.fromNumber(1), new: new mongo.Double(0.5)
      })
    ).toEqual({ _id: 2, n: 7 })
    expect(await ask({ query: { _id: 3 }, update: { $set: { n: 7 } }, upsert: 0 })).toBeNull()
    expect(await ask({ remove: 1 })).toEqual({ _id: 1, n: 3 })
    expect(await ids(db.collection(findAndModify))).toEqual([2])
  }),
  conforms('findAndModify: other types are no flags', [
    'findAndModify.new', 'findAndModify.upsert', 'findAndModify.remove'
  ], async ({ fresh, db }) => {
    const things = await fresh([{ _id: 1 }])
    const ask = async (command: AnyDoc): Promise<unknown> =>
      db.command({ findAndModify: things.collectionName, query: { _id: 1 }, ...command })
    for (const name of ['new', 'upsert']) await fails(ask({ update: { $set: { n: 1 } }, [name]: 'yes' }), { code: 14 })
    await fails(ask({ remove: 'yes' }), { code: 14 })
    await fails(ask({ remove: {} }), { code: 14 })
    await fails(ask({ remove: 1, new: 1 }), { code: 9 })
    expect(await all(things)).toEqual([{ _id: 1 }])
  }),
  conforms('findAndModify: one of 64 racing writers wins', [
    'findAndModify', '.findOneAndUpdate()'
  ], async ({ fresh }) => {
    const things = await fresh([{ _id: 1, status: 'open' }])
    const taken = await Promise.all(Array.from({
      length: 64
    }, (_, by) => things.findOneAndUpdate({ _id: 1, status: 'open' }, { $set: { status: 'taken', by } })))
    expect(taken.filter(Boolean)).toHaveLength(1)
  })
]
