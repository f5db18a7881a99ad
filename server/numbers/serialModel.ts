import { Schema, model } from 'mongoose'

/** Serial numbers of a day; `_id` is the day as yymmdd, `last` the highest serial that a process has taken. */
const serialSchema = new Schema({ _id: { type: String, required: true }, last: { type: Number, required: true } },
  { collection: 'serials', strict: 'throw', autoIndex: false, versionKey: false })
export const Serial = model('Serial', serialSchema)
