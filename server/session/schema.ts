import { z } from 'zod'
import type { DemoPerson, SessionView, User } from '../../src/contract/person'
import { ENDED_SESSIONS, SESSION_CLIENTS, SESSION_DEVICES, type SessionRow } from '../../src/contract/privacy'
import { RANKS, ROLES } from '../../src/contract/roles'
import { personName } from '../typed'

export const codeBody = z.strictObject({
  code: z.string().min(1).max(256).describe('Code from WeChat; works once, for 5 minutes.')
})

export const meBody = z.strictObject({
  villageCode: z.string().min(1).max(20).nullable().optional(),
  name: personName.optional()
})

export const userSchema = z.object({
  id: z.string(),
  name: z.string(),
  phone: z.string().describe('Masked: 139****0001.'),
  roles: z.array(z.enum(ROLES)),
  rank: z.enum(RANKS).nullable(),
  stationCode: z.string().nullable(),
  villageCode: z.string().nullable(),
  agreed: z.object({ privacy: z.string().nullable(), sensitive: z.string().nullable() })
}) satisfies z.ZodType<User>

export const sessionSchema = z.object({
  token: z.string(),
  expiresAt: z.iso.datetime(),
  user: userSchema.nullable().describe('null while no phone is bound.')
}) satisfies z.ZodType<SessionView>

export const sessionRowSchema = z.object({
  id: z.string(),
  client: z.enum(SESSION_CLIENTS),
  device: z.enum(SESSION_DEVICES),
  startedAt: z.iso.datetime(),
  seenOn: z.iso.date(),
  current: z.boolean()
}) satisfies z.ZodType<SessionRow>
export const sessionsSchema = z.object({ items: z.array(sessionRowSchema) })
export const endQuery = z.strictObject({ which: z.enum(ENDED_SESSIONS).default('others') })

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
