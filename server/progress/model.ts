import { Schema, model } from 'mongoose'

/** The attempts at one number or from one address. Numbers that don't exist have a count in the same way. */
const guessCountSchema = new Schema({
  /** `number:<number>` or `address:<ip>`. */
  _id: { type: String, required: true },
  /** Attempts since the last success, lock or expiry of the count. */
  tries: { type: Number, required: true },
  /** How often the key has been locked; each lock lasts twice as long as the one before. */
  locks: { type: Number, required: true, default: 0 },
  lockedUntil: { type: Date, required: true },
  /** The instant at which the database deletes the count. */
  expireAt: { type: Date, required: true }
}, { collection: 'guessCounts', strict: 'throw', autoIndex: false, versionKey: false })
guessCountSchema.index({ expireAt: 1 }, { expireAfterSeconds: 0 })

export const GuessCount = model('GuessCount', guessCountSchema)
