import { z } from 'zod'
import { BENEFICIARY_ROLES, type Beneficiary, type BeneficiaryFields } from '../../src/contract/beneficiary'
import { CONSENT_MONTHS, CONSENT_PURPOSES, CONSENT_WAYS, CONSENT_WORDS } from '../../src/contract/consent'
import { LIMITS } from '../../src/contract/limits'
import { KINSHIPS, SPECIAL_GROUPS } from '../../src/contract/serviceRequestViews'
import { contacts, mobile, personName, text } from '../typed'

const EARLIEST_BIRTH = 1900

const fields = {
  name: personName,
  kinship: z.enum(KINSHIPS),
  phone: mobile.nullable(),
  villageCode: z.string().regex(/^\d{12}$/, '请从列表里选村：村名有重复，要按编号认。'),
  address: text(LIMITS.address),
  birthYear: z.number().int('年份要整数。').min(EARLIEST_BIRTH, '年份不对。').max(2100, '年份不对。').nullable(),
  guardian: z.boolean(),
  contacts,
  specialGroups: z.array(z.enum(SPECIAL_GROUPS)).max(SPECIAL_GROUPS.length).transform(groups => [...new Set(groups)])
}

export const createBody = z.strictObject({
  ...fields,
  phone: fields.phone.default(null),
  address: fields.address.default(''),
  birthYear: fields.birthYear.default(null),
  guardian: fields.guardian.default(false),
  specialGroups: fields.specialGroups.default([]),
  contacts: fields.contacts.default([])
}) satisfies z.ZodType<BeneficiaryFields, unknown>

export const changeBody = z.strictObject(fields).partial()
export type Changes = z.infer<typeof changeBody>

export const listQuery = z.strictObject({ role: z.enum(BENEFICIARY_ROLES).default('owner') })

export const askBody = z.strictObject({
  purpose: z.enum(CONSENT_PURPOSES, '请选同意办哪些事。'),
  months: z.union(CONSENT_MONTHS.map(months => z.literal(months)), '请选同意多久。').default(CONSENT_MONTHS[0])
})
/** `agreed: false`: the person was asked and refused. */
export const giveBody = z.strictObject({ agreed: z.boolean(), words: z.enum(CONSENT_WORDS) })

const personRef = z.object({ id: z.string(), name: z.string() })
const when = z.iso.datetime()

export const beneficiarySchema = z.object({
  id: z.string(), name: z.string(), kinship: z.enum(KINSHIPS), phone: z.string().nullable(), villageCode: z.string(),
  village: z.object({ code: z.string(), name: z.string(), townName: z.string() }), address: z.string(),
  birthYear: z.number().int().nullable(), guardian: z.boolean(), specialGroups: z.array(z.enum(SPECIAL_GROUPS)),
  viewer: z.enum(BENEFICIARY_ROLES),
  contacts,
  owner: z.object({ name: z.string() }),
  consents: z.array(z.object({
    purpose: z.enum(CONSENT_PURPOSES), way: z.enum(CONSENT_WAYS), givenAt: when, until: when,
    words: z.enum(CONSENT_WORDS),
    recordedBy: personRef, witness: personRef.nullable(), withdrawnAt: when.nullable(), running: z.boolean()
  })),
  consentAsked: z.object({
    purpose: z.enum(CONSENT_PURPOSES), months: z.number().int(), at: when,
    agent: z.object({ name: z.string(), phone: z.string() }).nullable()
  }).nullable(),
  guardianDecides: z.boolean()
}) satisfies z.ZodType<Beneficiary>

export const beneficiariesSchema = z.object({ items: z.array(beneficiarySchema) })
