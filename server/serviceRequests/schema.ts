import { z } from 'zod'
import { CHANNELS } from '../../src/contract/catalogue'
import { CONSENT_STATES, CONSENT_WAYS, CONSENT_WORDS } from '../../src/contract/consent'
import { normaliseIdNumber } from '../../src/contract/idNumber'
import { LIMITS } from '../../src/contract/limits'
import { SPINE_ACTS } from '../../src/contract/matter'
import type { Slip } from '../../src/contract/progress'
import { RANKS } from '../../src/contract/roles'
import { ACTIONS, STATUSES, type Action } from '../../src/contract/serviceRequest'
import {
  DAY_PARTS,
  DELIVERY_WAYS,
  ENTRY_RELATIONS,
  KINSHIPS,
  LIST_ROLES,
  NOT_DELIVERED,
  RECEIVERS,
  ROUTING_CAUSES,
  ROUTING_LEVELS,
  ROUTING_OUTCOMES,
  SPECIAL_GROUPS,
  type IdNumberView,
  type MoveInput,
  type Page,
  type ServiceRequestDetail,
  type ServiceRequestSummary,
  type SubmitInput,
  type SubmitReceipt
} from '../../src/contract/serviceRequestViews'
import type { FittingBody } from '../endpointSpec'
import { contacts, mobile, objectId, personName, text } from '../typed'
import { answerBody, contactView, searchEntry, searchView } from './searchSchema'

const day = z.iso.date('日期不对，请重新选。')
const instant = z.iso.datetime({ offset: true, error: '时间不对，请重新选。' })
const phoneTime = instant.optional()
const papers = z.array(text(LIMITS.paper, 1)).max(LIMITS.papers)
const preferredTimes = z.array(z.strictObject({ date: day, part: z.enum(DAY_PARTS) })).max(LIMITS.preferredTimes)
const appointment = z.strictObject({ start: instant, end: instant })
const reason = text(LIMITS.text, 1)
const photos = z.array(objectId('这张照片不对，请重新选。')).max(LIMITS.photos).default([])
  .transform(ids => [...new Set(ids)])

const relation = z.enum(RECEIVERS, '请选收的人是他什么人。')
/** Positions of papers in the custody, each once. */
const somePositions = z.array(z.number().int().min(0).max(LIMITS.custody)).max(LIMITS.custody)
  .min(1, '请至少勾一样。').transform(list => [...new Set(list)])
const positions = z.array(z.number().int().min(0).max(LIMITS.custody)).max(LIMITS.custody)
  .transform(list => [...new Set(list)])

const idNumber = text(LIMITS.idNumber).transform(normaliseIdNumber)

/** Either a family member by id, or a person described in words. */
const beneficiary = z.strictObject({
  id: objectId('请从家人里选。').optional(),
  name: personName.optional(), kinship: z.enum(KINSHIPS).optional(), phone: mobile.nullable().optional()
}).transform(({ id, name, kinship, phone }, context): Exclude<SubmitInput['beneficiary'], null> => {
  if (id !== undefined) return { id }
  if (name !== undefined && kinship !== undefined && phone !== undefined) return { name, kinship, phone }
  for (const [field, value] of Object.entries({ name, kinship, phone })) {
    if (value === undefined) context.addIssue({ code: 'custom', path: [field], message: '请填写这一项。' })
  }
  return z.NEVER
})

export const submitSchema = z.strictObject({
  itemCode: z.string().min(1).max(20),
  channel: z.enum(CHANNELS),
  villageCode: z.string().regex(/^\d{12}$/, '请从列表里选村：村名有重复，要按编号认。'),
  beneficiary: beneficiary.nullable().default(null),
  specialGroups: z
    .array(z.enum(SPECIAL_GROUPS))
    .max(SPECIAL_GROUPS.length)
    .default([])
    .transform(groups => [...new Set(groups)]),
  address: text(LIMITS.address).default(''),
  preferredTimes: preferredTimes.default([]),
  remark: text(LIMITS.remark).default(''),
  idNumber: idNumber.nullable().default(null),
  photos,
  phoneTime
}) satisfies z.ZodType<SubmitInput, unknown>

export const findBody = z.strictObject({ idNumber })
export const foundSchema = z.object({ items: z.array(z.lazy(() => summarySchema)) })
export const idNumberSchema = z.object({ idNumber: z.string() }) satisfies z.ZodType<IdNumberView>

const bodies = {
  accept: z.strictObject({ phoneTime }),
  handBack: z.strictObject({ reason, phoneTime }),
  reassign: z.strictObject({ personId: objectId('请从名单里选人。'), reason, phoneTime }),
  cancel: z.strictObject({ reason: text(LIMITS.text).optional(), phoneTime }),
  decline: z.strictObject({ reason, legalBasis: reason, phoneTime }),
  askMaterial: z.strictObject({ papers: papers.min(1), text: text(LIMITS.text).default(''), phoneTime }),
  provideMaterial: z.strictObject({ text: reason, photos, phoneTime }),
  escalate: z.strictObject({ reason, phoneTime }),
  schedule: appointment.extend({ phoneTime }),
  setOut: z.strictObject({ phoneTime }),
  nobodyHome: z.strictObject({
    text: text(LIMITS.text).default(''), next: appointment.nullable().default(null), worried: z.boolean().default(false),
    phoneTime
  }),
  finish: z.strictObject({
    outcome: z.enum(['completed', 'awaitingDocument']),
    papersTaken: papers.default([]),
    text: text(LIMITS.text).default(''),
    phoneTime
  }),
  documentReady: z.strictObject({ papers: papers.min(1), day: day.nullable().default(null), phoneTime }),
  deliver: z.strictObject({
    receivedBy: text(LIMITS.name, 1), relation, way: z.enum(DELIVERY_WAYS, '请选是送到家，还是来派出所领的。'),
    text: text(LIMITS.text).default(''), photos, phoneTime
  }),
  reopen: z.strictObject({ reason, aboutOfficer: z.boolean(), phoneTime }),
  rate: z.strictObject({
    stars: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)], '请从五档里选一档。'),
    text: text(LIMITS.text).default(''),
    phoneTime
  }),
  changeTime: z.strictObject({ preferredTimes: preferredTimes.min(1), text: text(LIMITS.text).default(''), phoneTime }),
  recordConsent: z.strictObject({
    agreed: z.literal(true, '要本人说同意，才能记下。'),
    words: z.enum(CONSENT_WORDS),
    voiceAt: instant.optional(),
    phoneTime
  }),
  withdrawConsent: z.strictObject({
    text: text(LIMITS.text).default(''),
    papersReturnedTo: text(LIMITS.name, 1).nullable().default(null),
    phoneTime
  }),
  undoNobodyHome: z.strictObject({ phoneTime }),
  nameContacts: z.strictObject({ contacts, phoneTime }),
  answerSearch: answerBody.extend({ phoneTime }),
  takePapers: z.strictObject({ papers: papers.min(1), phoneTime }),
  givePapers: z.strictObject({ papers: somePositions, phoneTime }),
  receivePapers: z.strictObject({ papers: positions, phoneTime }),
  returnPapers: z.strictObject({
    papers: somePositions, receivedBy: text(LIMITS.name, 1), relation, text: text(LIMITS.text).default(''), phoneTime
  }),
  setDelivery: z.strictObject({ day, text: text(LIMITS.text).default(''), phoneTime }),
  notDelivered: z.strictObject({
    why: z.enum(NOT_DELIVERED, '请选一样。'), text: text(LIMITS.text).default(''), phoneTime
  }),
  noteCall: z.strictObject({ text: reason, phoneTime })
} satisfies { [A in Action]: z.ZodType<MoveInput<A>, unknown> }

/** The body of each move, checked field by field against the contract of that move. */
export const moveSchemas: { [A in Action]: (typeof bodies)[A] & FittingBody<A, (typeof bodies)[A]> } = bodies

export const listQuery = z.strictObject({
  role: z.enum(LIST_ROLES).default('mine'),
  status: z
    .string()
    .max(200)
    .transform(list => list.split(',').filter(Boolean))
    .pipe(z.array(z.enum(STATUSES)).max(STATUSES.length))
    .optional(),
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(LIMITS.pageSizeMost).default(LIMITS.pageSize)
})

const personRef = z.object({ id: z.string(), name: z.string() })
const level = z.enum(ROUTING_LEVELS)
const rank = z.enum(RANKS).nullable()
const when = z.iso.datetime()
const step = z.object({ level, person: personRef.nullable(), outcome: z.enum([...ROUTING_OUTCOMES, 'nobody']) })
const assignee = personRef.extend({ phone: z.string(), rank, level, kind: z.enum(['agent', 'officer', 'desk']) })
const window = z.object({ start: when, end: when })
const status = z.enum(STATUSES)

export const summarySchema = z.object({
  id: z.string(),
  number: z.string(),
  status,
  channel: z.enum(CHANNELS),
  waitingOn: z.literal('resident').nullable(),
  item: z.object({ code: z.string(), name: z.string() }),
  village: z.object({ code: z.string(), name: z.string(), townName: z.string() }),
  applicantName: z.string(),
  beneficiaryName: z.string().nullable(),
  specialGroups: z.array(z.enum(SPECIAL_GROUPS)),
  address: z.string(),
  assignee: personRef,
  appointment: window.nullable(),
  preferredTimes: z.array(z.object({ date: z.string(), part: z.enum(DAY_PARTS) })),
  timeChangeAsked: z.boolean(),
  searching: z.boolean(),
  consent: z.enum(CONSENT_STATES),
  createdAt: when,
  acceptBy: when.nullable(),
  expectedBy: when.nullable(),
  deliveryDay: z.string().nullable(),
  urgency: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)])
}) satisfies z.ZodType<ServiceRequestSummary>

export const pageSchema = z.object({
  items: z.array(summarySchema), nextCursor: z.string().nullable()
}) satisfies z.ZodType<Page<ServiceRequestSummary>>

const timelineEntry = z.object({
  id: z.string(),
  action: z.enum([...new Set([...SPINE_ACTS, ...ACTIONS])]),
  status,
  at: when,
  phoneTime: when.nullable(),
  by: personRef.extend({ relation: z.enum(ENTRY_RELATIONS) }),
  text: z.string().nullable(),
  assignee: personRef.nullable(),
  appointment: window.nullable(),
  papers: z.array(z.string()),
  photos: z.array(z.string()),
  search: searchEntry.nullable(),
  received: z.object({ name: z.string(), relation, way: z.enum(DELIVERY_WAYS) }).nullable()
})

const consent = z.object({
  state: z.enum(CONSENT_STATES),
  way: z.enum(CONSENT_WAYS).nullable(),
  at: when.nullable(),
  by: personRef.nullable(),
  until: when.nullable(),
  voiceAt: when.nullable()
})

export const detailSchema = summarySchema.extend({
  assignee,
  consent,
  station: z.object({ name: z.string(), phone: z.string() }),
  viewer: z.enum(['applicant', 'beneficiary', 'staff']),
  beneficiary: z.object({ name: z.string(), kinship: z.enum(KINSHIPS), phone: z.string().nullable() }).nullable(),
  applicant: z.object({ name: z.string(), phone: z.string() }),
  idNumber: z.string().nullable().describe('Masked; in the export one’s own is whole.'),
  remark: z.string(),
  photos: z.array(z.string()).describe('Ids of attachments.'),
  proofs: z.object({ serverAt: when, handsetAt: when.nullable(), acceptedAt: when.nullable() }),
  routing: z.array(z.object({ at: when, cause: z.enum(ROUTING_CAUSES), steps: z.array(step) })),
  timeline: z.array(timelineEntry),
  custody: z.array(z.object({
    no: z.number().int(), paper: z.string(), holder: personRef, since: when,
    earlier: z.array(z.object({ holder: personRef, since: when })), givenAt: when.nullable(),
    returned: z.object({
      at: when, to: z.string(), relation: relation.nullable(), by: personRef.nullable()
    }).nullable()
  })),
  papers: z.enum(['none', 'kept', 'broughtBack']),
  papersDiffer: z.object({
    at: when, by: personRef, missing: z.array(z.string()), unsaid: z.array(z.string())
  }).nullable(),
  materialAsked: z.object({ papers: z.array(z.string()), text: z.string(), at: when }).nullable(),
  missed: z.number().int(),
  undoUntil: when.nullable(),
  contacts: z.array(contactView),
  search: searchView.nullable(),
  rating: z.object({ stars: bodies.rate.shape.stars, text: z.string(), at: when }).nullable(),
  declined: z.object({ reason: z.string(), legalBasis: z.string(), complaint: z.string() }).nullable(),
  actions: z.array(z.enum(ACTIONS)),
  materials: z.array(z.string()),
  delivery: z.boolean()
}) satisfies z.ZodType<ServiceRequestDetail>

export const receiptSchema = z.object({
  id: z.string(), number: z.string(), status, assignee, routing: z.array(step), expectedBy: when.nullable()
}) satisfies z.ZodType<SubmitReceipt>

export const slipSchema = z.object({
  number: z.string(), itemName: z.string(), villageName: z.string(), stationName: z.string(), stationPhone: z.string(),
  link: z.string().nullable(), scene: z.string().max(32),
  qr: z.object({ path: z.string().describe('SVG path of the dark modules.'), size: z.number().int() })
}) satisfies z.ZodType<Slip>

export const colleaguesSchema = z.object({
  items: z.array(personRef.extend({ rank, kind: z.enum(['agent', 'officer', 'desk']), onLeave: z.boolean() }))
})
