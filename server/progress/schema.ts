import { z } from 'zod'
import { CHANNELS } from '../../src/contract/catalogue'
import { readNumber } from '../../src/contract/number'
import type { ProgressQuestion, ProgressView } from '../../src/contract/progress'
import { STATUSES } from '../../src/contract/serviceRequest'

export const progressQuestion = z.strictObject({
  number: z.string().max(40).transform((typed, context) => {
    const number = readNumber(typed)
    if (number !== null) return number
    context.addIssue({ code: 'custom', message: '编号不对，请照着单子再看一遍。' })
    return z.NEVER
  }).describe('As printed, or digits only. A number whose check digit is wrong is refused before anything is counted.'),
  phoneTail: z.string().regex(/^\d{4}$/, '请填手机号的后四位数字。')
}) satisfies z.ZodType<ProgressQuestion, unknown>

export const progressSchema = z.object({
  number: z.string(),
  itemName: z.string(),
  channel: z.enum(CHANNELS),
  status: z.enum(STATUSES),
  waitingOn: z.literal('resident').nullable(),
  appointmentDay: z.iso.date().nullable(),
  station: z.object({ name: z.string(), phone: z.string() })
}) satisfies z.ZodType<ProgressView>
