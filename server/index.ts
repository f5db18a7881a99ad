import './env'
import { serve } from './serve'

/** `npm run serve`: the BFF by itself; ends with a sentence, not a stack, when the settings or the data directory won't do. */
serve(process.env).then(
  ({ address, stop }) => {
    console.log(`背包警务 ${address}`)
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => { void stop().then(() => process.exit(0)) })
    }
  },
  (error: Error) => {
    console.error(error.message)
    process.exit(1)
  }
)
