import { z } from 'zod'
import { LIMITS } from '../../src/contract/limits'
import type { DemoPerson, SessionView, User } from '../../src/contract/person'
import { RANKS, ROLES } from '../../src/contract/roles'

/** Letters of any script (names of every people in China), marks that join them, and the space between two names. */
const NAME = /^[\p{L}\p{M}\p{N}·•.' -]*$/u

export const codeBody = z.strictObject({
  code: z.string().min(1).max(256).describe('Code from WeChat; works once, for 5 minutes.')
})

export const meBody = z.strictObject({
  villageCode: z.string().min(1).max(20).nullable().optional(),
  name: z.string().trim().min(1).max(LIMITS.name).regex(NAME, '名字里只能有文字、数字和间隔号。').optional()
})

export const userSchema = z.object({
  id: z.string(),
  name: z.string(),
  phone: z.string().describe('Masked: 139****0001.'),
  roles: z.array(z.enum(ROLES)),
  rank: z.enum(RANKS).nullable(),
  stationCode: z.string().nullable(),
  villageCode: z.string().nullable()
}) satisfies z.ZodType<User>

export const sessionSchema = z.object({
  token: z.string(),
  expiresAt: z.iso.datetime(),
  user: userSchema.nullable().describe('null while no phone is bound.')
}) satisfies z.ZodType<SessionView>

export const demoPeopleSchema = z.object({
  items: z.array(z.object({
    phone: z.string(),
    name: z.string(),
    roles: z.array(z.enum(ROLES)),
    rank: z.enum(RANKS).nullable(),
    place: z.string(),
    code: z.string().describe('Code for POST /session.')
  }) satisfies z.ZodType<DemoPerson>)
})
