import { z } from 'zod'
import { NO_SIGNAL_LIMITS, type NoSignalInput, type NoSignalView } from '../../src/contract/noSignal'
import { objectId } from '../typed'

const minuteOfDay = z.number().int().min(0).max(24 * 60)
const instant = z.iso.datetime({ offset: true, error: '时间不对，请重新选。' })
const weekly = z.strictObject({
  weekday: z.number().int().min(0).max(6), from: minuteOfDay, until: minuteOfDay
})
const once = z.strictObject({ from: instant, until: instant })

/** Either a window of every week or one that happens once. */
export const noSignalBody = z.strictObject({ weekly: weekly.optional(), once: once.optional() })
  .transform((given, context): NoSignalInput => {
    if (given.weekly && !given.once) return { weekly: given.weekly }
    if (given.once && !given.weekly) return { once: given.once }
    context.addIssue({ code: 'custom', path: ['weekly'], message: '请选每周，或者只这一次。' })
    return z.NEVER
  })

export const windowParams = z.strictObject({ id: objectId(), window: z.string().regex(/^[0-9a-f]{16}$/) })

export const noSignalSchema = z.object({
  person: z.object({ id: z.string(), name: z.string() }),
  items: z.array(z.object({
    id: z.string(),
    weekly: weekly.nullable(),
    once: z.object({ from: z.iso.datetime(), until: z.iso.datetime() }).nullable()
  })).max(NO_SIGNAL_LIMITS.windows)
}) satisfies z.ZodType<NoSignalView>
