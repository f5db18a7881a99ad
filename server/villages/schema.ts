import { z } from 'zod'
import { LIMITS } from '../../src/contract/limits'
import { RESPONSIBILITY_KINDS, type ResponsiblePerson } from '../../src/contract/person'
import { RANKS } from '../../src/contract/roles'
import type { Page } from '../../src/contract/serviceRequestViews'
import type { Village, VillageDetail } from '../../src/contract/village'

export const codeParams = z.strictObject({ code: z.string().regex(/^\d{12}$/) })

export const searchQuery = z.strictObject({
  q: z
    .string()
    .trim()
    .max(LIMITS.query)
    .default('')
    .describe('Name, town, pinyin, initials, or the beginning of the code.'),
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(LIMITS.pageSizeMost).default(LIMITS.pageSize)
})

const villageSchema = z.object({
  code: z.string(), name: z.string(), townCode: z.string(), townName: z.string(), stationCode: z.string()
}) satisfies z.ZodType<Village>

const personSchema = z.object({
  id: z.string(),
  name: z.string(),
  phone: z.string(),
  rank: z.enum(RANKS).nullable(),
  kind: z.enum(RESPONSIBILITY_KINDS),
  onLeave: z.boolean()
}) satisfies z.ZodType<ResponsiblePerson>

export const villagePageSchema = z.object({
  items: z.array(villageSchema), nextCursor: z.string().nullable()
}) satisfies z.ZodType<Page<Village>>

export const villageDetailSchema = villageSchema.extend({
  station: z.object({ code: z.string(), name: z.string(), phone: z.string(), address: z.string() }),
  officer: personSchema.nullable(),
  agent: personSchema.nullable(),
  backups: z.array(personSchema)
}) satisfies z.ZodType<VillageDetail>
