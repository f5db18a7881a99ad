import { z } from 'zod'
import { LIMITS } from '../../src/contract/limits'
import {
  NOTICE_EVENTS, NOTICE_SIDES, PHONED_EVENTS, REMINDER_ANSWERS, type NoticePage, type ReminderHours,
  type ReminderTemplate
} from '../../src/contract/notice'
import { CALL_TRIES, type CallOutcome, type PhoneCall } from '../../src/contract/phoneCall'
import { KINSHIPS } from '../../src/contract/serviceRequestViews'
import { TOLD_PARTS, TOLD_STATES, TOLD_WAYS, type ToldRow } from '../../src/contract/told'

export const noticesQuery = z.strictObject({
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(LIMITS.pageSizeMost).default(LIMITS.pageSize)
})

export const readBody = z.strictObject({
  ids: z.array(z.string().max(100)).max(LIMITS.pageSizeMost).default([]).describe('Notices that were opened.'),
  until: z.iso.datetime('时间不对，请再试一次。').optional().describe('Instant of the newest notice that was seen.')
})

const appointment = z.object({ start: z.iso.datetime(), end: z.iso.datetime() })

export const noticesSchema = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      event: z.enum(NOTICE_EVENTS),
      side: z.enum(NOTICE_SIDES),
      at: z.iso.datetime(),
      read: z.boolean(),
      matter: z
        .object({
          id: z.string(),
          kind: z.string(),
          number: z.string(),
          title: z.string(),
          beneficiaryName: z.string().nullable(),
          assigneeName: z.string()
        })
        .nullable()
        .describe('null: the reader may not see the matter any more.'),
      appointment: appointment.nullable(),
      papers: z.array(z.string()),
      count: z.number().int().nullable().describe('How many visits the notice speaks of.')
    })
  ),
  nextCursor: z.string().nullable(),
  unread: z.number().int().describe('Unread notices in all, counted up to 100.')
}) satisfies z.ZodType<NoticePage>

export const unreadSchema = z.object({ unread: z.number().int() })

export const remindersSchema = z.object({
  items: z.array(
    z.object({
      side: z.enum(NOTICE_SIDES),
      template: z.string(),
      left: z.number().int(),
      mayAsk: z.boolean()
    })
  ),
  hours: z.object({ quietFrom: z.number().int(), quietUntil: z.number().int(), eveAt: z.number().int() })
    .describe('Minutes from midnight: the quiet hours, and the reminder on the evening before a visit.')
}) satisfies z.ZodType<{ items: ReminderTemplate[]; hours: ReminderHours }>

export const answersBody = z.strictObject({
  answers: z
    .array(z.strictObject({ template: z.string().max(64), answer: z.enum(REMINDER_ANSWERS) }))
    .min(1)
    .max(5)
})

export const toldSchema = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      event: z.enum(NOTICE_EVENTS),
      at: z.iso.datetime(),
      part: z.enum(TOLD_PARTS),
      name: z.string().nullable(),
      ways: z.array(
        z.object({ way: z.enum(TOLD_WAYS), state: z.enum(TOLD_STATES), at: z.iso.datetime().nullable() })
      )
    })
  )
}) satisfies z.ZodType<{ items: ToldRow[] }>

export const callsSchema = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      event: z.enum(PHONED_EVENTS),
      name: z.string(),
      phone: z.string(),
      kinship: z.enum(KINSHIPS),
      applicantName: z.string(),
      villageName: z.string(),
      assigneeName: z.string(),
      assigneePhone: z.string(),
      appointment: appointment.nullable(),
      tries: z.number().int(),
      after: z.iso.datetime(),
      desk: z.boolean()
    })
  )
}) satisfies z.ZodType<{ items: PhoneCall[] }>

export const callParams = z.strictObject({ id: z.string().max(100) })

export const callOutcomeBody = z.strictObject({
  reached: z.boolean('请选打通了没有。'),
  tries: z.number().int().min(0).max(2 * CALL_TRIES).describe('As the list of calls said it.')
}) satisfies z.ZodType<CallOutcome>
