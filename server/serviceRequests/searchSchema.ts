/** Schemas of a search: what somebody says, and what is shown of it. */
import { z } from 'zod'
import { LIMITS } from '../../src/contract/limits'
import {
  ASKED_KINDS,
  CONTACT_TIES,
  EMERGENCY_NUMBERS,
  SEARCH_ANSWERS,
  SEARCH_ENDS,
  SEARCH_STEPS,
  type ContactView,
  type SearchEntry,
  type SearchPage,
  type SearchView
} from '../../src/contract/search'
import { text } from '../typed'

const WHOM_MOST = 60
const when = z.iso.datetime()
const kind = z.enum(ASKED_KINDS)
const called = z.enum(EMERGENCY_NUMBERS).nullable()
const day = z.iso.date('日期不对，请重新选。')

export const answerBody = z.strictObject({
  answer: z.enum(SEARCH_ANSWERS, '请选一样。'),
  whom: z.string().max(WHOM_MOST).nullable().default(null),
  text: text(LIMITS.text).default(''),
  seenAt: z.iso.datetime({ offset: true, error: '时间不对，请重新选。' }).optional(),
  until: day.nullable().default(null),
  called: called.default(null)
})

export const contactView = z.object({
  id: z.string(), name: z.string(), phone: z.string(), tie: z.enum(CONTACT_TIES), from: z.enum(['family', 'staff'])
}) satisfies z.ZodType<ContactView>

export const searchEntry = z.object({
  answer: z.enum(SEARCH_ANSWERS).nullable(), step: z.enum(SEARCH_STEPS).nullable(), kind: kind.nullable(),
  name: z.string().nullable(), seenAt: when.nullable(), until: z.string().nullable(), called
}) satisfies z.ZodType<SearchEntry>

const person = z.object({
  key: z.string(), kind, name: z.string().nullable(), phone: z.string().nullable(),
  tie: z.enum(CONTACT_TIES).nullable(), inApp: z.boolean(), answer: z.enum(SEARCH_ANSWERS).nullable(),
  answeredAt: when.nullable()
})

export const searchView = z.object({
  since: when,
  worried: z.boolean(),
  steps: z.array(z.object({
    name: z.enum(SEARCH_STEPS), from: when, until: when.nullable(), toldAt: when.nullable(), skipped: z.boolean(),
    people: z.array(person)
  })),
  ended: z.object({
    how: z.enum(SEARCH_ENDS), at: when, who: z.string().nullable(), kind, until: z.string().nullable(), called
  }).nullable()
}) satisfies z.ZodType<SearchView>

export const searchPageSchema = z.object({
  id: z.string(),
  person: z.object({ name: z.string(), phone: z.string().nullable(), village: z.string(), address: z.string() }),
  assignee: z.object({ name: z.string(), phone: z.string() }),
  station: z.object({ name: z.string(), phone: z.string() }),
  search: searchView,
  me: z.object({ kind, key: z.string() })
}) satisfies z.ZodType<SearchPage>
