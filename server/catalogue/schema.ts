import { z } from 'zod'
import {
  CHANNELS, EVIDENCE_MARKS, PRESENCE_KINDS, TRIAGE_OUTCOMES, TRIAGE_REASONS,
  type Catalogue, type CatalogueItem, type TriageAnswers, type TriageResult
} from '../../src/contract/catalogue'

export const codeParams = z.strictObject({ code: z.string().min(1).max(20) })

export const triageBody = z.strictObject({
  danger: z.boolean(),
  canTravel: z.boolean(),
  presentAtHome: z.boolean().optional(),
  materialsReady: z.boolean().optional(),
  villageCode: z.string().regex(/^\d{12}$/, '请从列表里选村：村名有重复，要按编号认。').optional()
    .describe('Names the station that answers for this village.')
}) satisfies z.ZodType<TriageAnswers & { villageCode?: string | undefined }>

const mark = z.enum(EVIDENCE_MARKS)

export const itemSchema = z.object({
  code: z.string(),
  name: z.string(),
  categoryCode: z.string(),
  pinyin: z.string(),
  initials: z.string(),
  applicants: z.array(z.string()),
  materials: z.array(z.string()),
  timeLimitDays: z.number().nullable(),
  timeUnit: z.enum(['working', 'calendar', 'appointment']),
  timeText: z.string(),
  statutoryText: z.string().nullable(),
  feeYuan: z.number().nullable(),
  feeText: z.string(),
  channels: z.array(z.enum(CHANNELS)),
  delivery: z.boolean(),
  presenceRequired: z.boolean(),
  presenceKind: z.enum(PRESENCE_KINDS),
  presenceNote: z.string(),
  relativeMayBook: z.boolean(),
  relativeMayApply: z.boolean(),
  applicantType: z.enum(['person', 'enterprise', 'both']),
  acceptOffice: z.string(),
  legalBasis: z.array(z.string()),
  requiresPolice: z.boolean(),
  idNumberNeeded: z.boolean(),
  evidence: z.object({
    existence: mark, materials: mark, time: mark, fee: mark, presence: mark, channels: mark, rank: mark, idNumber: mark
  }),
  note: z.string().nullable()
}) satisfies z.ZodType<CatalogueItem>

const pace = z.object({ usual: z.number(), special: z.number() })

export const catalogueSchema = z.object({
  categories: z.array(z.object({ code: z.string(), name: z.string() })),
  items: z.array(itemSchema),
  otherMatters: z.array(z.object({
    code: z.string(), name: z.string(), office: z.string(), phone: z.string(), keywords: z.array(z.string())
  })),
  promises: z.object({
    acceptHours: pace.describe('Working hours until somebody takes it on.'),
    visitDays: pace.describe('Working days until the visit.')
  }),
  workingHours: z.array(z.object({ from: z.number(), until: z.number() }))
    .describe('Spans of a working day, in minutes from midnight in Shanghai.')
}) satisfies z.ZodType<Catalogue>

export const triageSchema = z.object({
  outcome: z.enum(TRIAGE_OUTCOMES),
  channel: z.enum(CHANNELS).nullable(),
  reason: z.enum(TRIAGE_REASONS),
  office: z.object({ name: z.string(), address: z.string().nullable(), phone: z.string().nullable() }).nullable(),
  bring: z.array(z.string()),
  prepareFirst: z.boolean()
}) satisfies z.ZodType<TriageResult>
