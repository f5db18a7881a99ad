import { Schema, model } from 'mongoose'

/**
 * One document, `_id` GROUND: the version of places, catalogue and roster together. Every process keeps them in memory
 * and loads them anew when it meets a newer version.
 */
const groundVersionSchema = new Schema({
  _id: { type: String, required: true },
  version: { type: Number, required: true },
  /** True from before the first write of a change until after its last: nobody keeps what is loaded meanwhile. */
  changing: { type: Boolean, required: true }
}, { collection: 'groundVersions', strict: 'throw', autoIndex: false })

/** The `_id` of the one document. */
export const GROUND = 'ground'
export const GroundVersionModel = model('GroundVersion', groundVersionSchema)
