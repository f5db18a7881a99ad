import { Schema, model, type InferSchemaType } from 'mongoose'

/** One of the real places. `_id` is the 12-digit statistical code: names repeat, codes don't. */
const villageSchema = new Schema({
  _id: { type: String, required: true },
  name: { type: String, required: true },
  townCode: { type: String, required: true },
  townName: { type: String, required: true },
  stationCode: { type: String, required: true },
  /** Search keys made at import, lower case, of the name and of the town: whole pinyin and initials. */
  pinyin: { type: String, required: true },
  initials: { type: String, required: true },
  townPinyin: { type: String, required: true },
  townInitials: { type: String, required: true }
}, { collection: 'villages', strict: 'throw', autoIndex: false })
villageSchema.index({ townCode: 1, _id: 1 })
villageSchema.index({ stationCode: 1, _id: 1 })

const stationSchema = new Schema({
  _id: { type: String, required: true },
  name: { type: String, required: true },
  phone: { type: String, required: true },
  address: { type: String, required: true },
  /** Codes of the towns it answers for; the development zone's belongs to one of them by this setting. */
  towns: { type: [String], required: true }
}, { collection: 'stations', strict: 'throw', autoIndex: false })

export const Village = model('Village', villageSchema)
export type VillageFields = InferSchemaType<typeof villageSchema>
export const Station = model('Station', stationSchema)
export type StationFields = InferSchemaType<typeof stationSchema>
