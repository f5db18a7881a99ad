/** The operations of the BFF on its database, in the form in which the BFF makes them. */
import { mongo } from 'mongoose'
import { numberOf, serviceRequestOf, stationCode } from './documents'
import type { Filled } from './servers'

export interface Operation {
  name: string
  kind: 'point read' | 'list' | 'write' | 'bare write'
  once(filled: Filled): () => Promise<unknown>
}

let serial = 10_000_000
const some = (size: number): number => Math.floor(Math.random() * size)

export const insert: Operation = {
  name: 'insert', kind: 'write',
  once: ({ model }) => () => model.create(serviceRequestOf(serial += 1))
}

export const findByIndex: Operation = {
  name: 'find by number', kind: 'point read',
  once: ({ model, size }) => async () => {
    if (await model.findOne({ number: numberOf(some(size)) }).lean() === null) {
      throw new Error('a service request is missing')
    }
  }
}

export const list: Operation = {
  name: 'list of a station', kind: 'list',
  once: ({ model, size }) => async () => {
    const found = await model.find({ stationCode: stationCode(some(size)), open: true })
      .sort({ precedence: 1, dueAt: 1, _id: 1 })
      .limit(20)
      .lean()
    if (found.length !== 20) throw new Error('a list is too short')
  }
}

/** The change of a service request by a move, with its timeline entry. */
function moved(): Record<string, unknown> {
  const at = new Date()
  const entry = {
    _id: new mongo.ObjectId(), action: 'accept', status: 'accepted', at, phoneTime: null,
    by: { person: new mongo.ObjectId(), name: '李四' }, relation: 'staff', text: null, papers: []
  }
  return {
    $set: { status: 'accepted', dueAt: at }, $inc: { version: 1 }, $push: { timeline: { $each: [entry], $slice: -5 } }
  }
}

export const move: Operation = {
  name: 'findOneAndUpdate', kind: 'write',
  once: ({ model, size }) => async () => {
    const after = await model.findOneAndUpdate({ number: numberOf(some(size)) }, moved(), { returnDocument: 'after' })
    if (!after) throw new Error('a service request is missing')
  }
}

/** The same operations without mongoose, which costs more than either server: compares the servers alone. */
export const bareMove: Operation = {
  name: 'findOneAndUpdate, bare driver', kind: 'bare write',
  once: ({ model, size }) => async () => {
    const after = await model.collection.findOneAndUpdate({
      number: numberOf(some(size))
    }, moved() as unknown as mongo.UpdateFilter<mongo.Document>, { returnDocument: 'after' })
    if (!after) throw new Error('a service request is missing')
  }
}
