import { z } from 'zod'
import { AUDIT_ACTS, type AuditEntryView } from '../../src/contract/audit'
import { LIMITS } from '../../src/contract/limits'
import { ROLES } from '../../src/contract/roles'
import type { Page } from '../../src/contract/serviceRequestViews'

const day = z.iso.date('日期不对，请重新选。')

export const auditQuery = z.strictObject({
  subject: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,64}$/, '编号不对，请检查后再查。')
    .optional()
    .describe('Id of the document that was looked at or changed.'),
  station: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,40}$/, '没有这个派出所，请从列表里选。')
    .optional(),
  from: day.optional().describe('First day, in Shanghai.'),
  to: day.optional().describe('Last day, that day included.'),
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(LIMITS.pageSizeMost).default(LIMITS.pageSize)
})

export const auditPageSchema = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      station: z.string(),
      seq: z.number().int(),
      at: z.iso.datetime(),
      act: z.enum(AUDIT_ACTS),
      actor: z.object({
        id: z.string(),
        name: z.string().nullable(),
        role: z.enum([...ROLES, 'system']),
        relation: z.string().nullable()
      }),
      subject: z.object({ kind: z.string(), id: z.string() }),
      fields: z.array(z.string()),
      detail: z.object({ action: z.string().nullable(), status: z.string().nullable(), count: z.number().nullable() })
    })
  ),
  nextCursor: z.string().nullable()
}) satisfies z.ZodType<Page<AuditEntryView>>
