import { Schema, model } from 'mongoose'

/** Tries at one number, or by one address. There is one for numbers that don't exist as for those that do. */
const guessCountSchema = new Schema({
  /** `number:<number>` or `address:<ip>`. */
  _id: { type: String, required: true },
  /** Since the last success, lock, or long silence. */
  tries: { type: Number, required: true },
  /** How often it has been locked; each lock lasts twice as long as the one before. */
  locks: { type: Number, required: true, default: 0 },
  lockedUntil: { type: Date, required: true },
  /** Then all is forgotten. */
  expireAt: { type: Date, required: true }
}, { collection: 'guessCounts', strict: 'throw', autoIndex: false, versionKey: false })
guessCountSchema.index({ expireAt: 1 }, { expireAfterSeconds: 0 })

export const GuessCount = model('GuessCount', guessCountSchema)
