import './env'
import { serve } from './serve'

/**
 * `npm run serve`: the BFF alone; unusable settings or an unusable data directory end the process with a sentence, not
 * with a stack trace.
 */
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
