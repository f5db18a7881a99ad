import { z } from 'zod'
import { CONSENT_KINDS, type ConsentEvent, type ConsentInput, type MyData } from '../../src/contract/privacy'
import { RANKS, ROLES } from '../../src/contract/roles'
import { beneficiarySchema } from '../beneficiaries/schema'
import { detailSchema } from '../serviceRequests/schema'
import { sessionRowSchema } from '../session/schema'

const kind = z.enum(CONSENT_KINDS)

export const consentBody = z.strictObject({
  kind, version: z.string().min(1).max(20), given: z.boolean().default(true)
}) satisfies z.ZodType<ConsentInput, unknown>

const event = z.object({
  kind,
  version: z.string(),
  given: z.boolean(),
  at: z.iso.datetime()
}) satisfies z.ZodType<ConsentEvent>

export const consentsSchema = z.object({
  items: z.array(event),
  current: z.object({ privacy: z.string(), sensitive: z.string() }).describe('Versions that have to be agreed to now.')
})

export const myDataSchema = z.object({
  madeAt: z.iso.datetime(),
  profile: z.object({
    id: z.string(), name: z.string(), phone: z.string(), roles: z.array(z.enum(ROLES)), rank: z.enum(RANKS).nullable(),
    stationCode: z.string().nullable(), villageCode: z.string().nullable()
  }),
  family: z.array(beneficiarySchema), keptBy: z.array(beneficiarySchema), serviceRequests: z.array(detailSchema),
  consents: z.array(event), sessions: z.array(sessionRowSchema)
}) satisfies z.ZodType<MyData>
