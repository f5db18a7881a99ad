import { Schema, model, type InferSchemaType } from 'mongoose'

/** A village. `_id` is the 12-digit statistical code: names repeat, codes don't. */
const villageSchema = new Schema({
  _id: { type: String, required: true },
  name: { type: String, required: true },
  townCode: { type: String, required: true },
  townName: { type: String, required: true },
  stationCode: { type: String, required: true },
  /** Search keys created at import, in lower case, of the name and of the town: full pinyin and initials. */
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
  /**
   * Codes of the towns for which the station is responsible; the development zone is assigned to one of the stations by
   * this field.
   */
  towns: { type: [String], required: true }
}, { collection: 'stations', strict: 'throw', autoIndex: false })

export const Village = model('Village', villageSchema)
export type VillageFields = InferSchemaType<typeof villageSchema>
export const Station = model('Station', stationSchema)
export type StationFields = InferSchemaType<typeof stationSchema>
