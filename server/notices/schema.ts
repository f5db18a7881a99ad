import { z } from 'zod'
import { LIMITS } from '../../src/contract/limits'
import {
  NOTICE_EVENTS, NOTICE_SIDES, REMINDER_ANSWERS, type NoticePage, type ReminderTemplate
} from '../../src/contract/notice'

export const noticesQuery = z.strictObject({
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(LIMITS.pageSizeMost).default(LIMITS.pageSize)
})

export const readBody = z.strictObject({
  ids: z.array(z.string().max(100)).max(LIMITS.pageSizeMost).default([]).describe('Notices that were opened.'),
  until: z.iso.datetime('时间不对,请再试一次。').optional().describe('Instant of the newest notice that was seen.')
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
      papers: z.array(z.string())
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
  )
}) satisfies z.ZodType<{ items: ReminderTemplate[] }>

export const answersBody = z.strictObject({
  answers: z
    .array(z.strictObject({ template: z.string().max(64), answer: z.enum(REMINDER_ANSWERS) }))
    .min(1)
    .max(5)
})
