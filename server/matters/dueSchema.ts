import { z } from 'zod'
import { DUE_STEPS, HOLD_REASONS, type Dues } from '../../src/contract/due'

const when = z.iso.datetime()
const due = z.object({
  from: when,
  by: when.nullable(),
  minutes: z.number().nullable(),
  workingDays: z.number(),
  calendarDays: z.number(),
  minutesOfDay: z.number(),
  steps: z.array(z.object({ what: z.enum(DUE_STEPS), from: when, until: when, makeUp: z.boolean() })),
  standsStill: z.object({ why: z.enum(HOLD_REASONS), since: when }).nullable()
}).nullable()

export const duesSchema = z.object({ acceptBy: due, expectedBy: due }) satisfies z.ZodType<Dues>
