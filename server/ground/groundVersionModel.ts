import { Schema, model } from 'mongoose'

/**
 * One document, `_id` GROUND: the common version of places, catalogue and roster. Every process keeps them in memory
 * and loads them again when it sees a newer version.
 */
const groundVersionSchema = new Schema({
  _id: { type: String, required: true },
  version: { type: Number, required: true },
  /**
   * True from before the first write of a change until after its last one: nothing loaded in between is kept in memory.
   */
  changing: { type: Boolean, required: true }
}, { collection: 'groundVersions', strict: 'throw', autoIndex: false })

/** The `_id` of the one document. */
export const GROUND = 'ground'
export const GroundVersionModel = model('GroundVersion', groundVersionSchema)
