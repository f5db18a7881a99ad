import { z } from 'zod'
import { LIMITS } from '../../src/contract/limits'
import { RANKS } from '../../src/contract/roles'
import { BOARD_LISTS, type StationBoard } from '../../src/contract/stationBoard'
import { ROUTING_LEVELS } from '../../src/contract/serviceRequestViews'
import { summarySchema } from './schema'

export const boardQuery = z.strictObject({
  list: z.enum(BOARD_LISTS).default('late'),
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(LIMITS.pageSizeMost).default(LIMITS.pageSize)
})

const when = z.iso.datetime()
const person = z.object({ id: z.string(), name: z.string() })
const count = z.object({ count: z.number().int(), more: z.boolean() })

const line = summarySchema.extend({
  assignee: person.extend({
    phone: z.string(), rank: z.enum(RANKS).nullable(), level: z.enum(ROUTING_LEVELS),
    kind: z.enum(['agent', 'officer', 'desk'])
  }),
  assignedAt: when,
  handsetAt: when.nullable(),
  papers: z.array(z.object({ holder: person, papers: z.array(z.string()), since: when })),
  papersLate: z.boolean(),
  papersOutSince: when.nullable()
})

export const boardSchema = z.object({
  counts: z.object({ late: count, soon: count, papers: count, unopened: count, open: count }),
  soonHours: z.number(),
  papersDays: z.number().int(),
  items: z.array(line),
  nextCursor: z.string().nullable()
}) satisfies z.ZodType<StationBoard>
