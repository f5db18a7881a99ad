import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { PHONED_EVENTS } from '../src/contract/notice'
import { messageOf } from './thrown'

/** What a text message can say: when, what it is about, whom to ask. */
export const TEXT_VALUES = ['time', 'event', 'phone'] as const

const minuteOfDay = z.number().int().min(0).max(24 * 60)

/** Fields of WeChat's templates that a message can fill in; the number tells several fields of one type apart. */
const templateField = z.string().regex(/^(thing|phrase|character_string|time|date)\d{1,2}$/)

const reminder = z.strictObject({
  template: z.string().regex(/^[A-Za-z0-9_-]{10,64}$/),
  fields: z.record(templateField, z.enum(['service', 'event', 'number', 'time', 'hint']))
})

/** A template of the site's SMS gateway. `fields` names what stands in each of its gaps. */
const textTemplate = z.strictObject({
  template: z.string().min(1).max(64),
  fields: z.record(z.string().regex(/^\w{1,32}$/), z.enum(TEXT_VALUES))
})

/** Limits that a site may change with a JSON file (SETTINGS_FILE). The defaults follow the product rules. */
const schema = z.strictObject({
  /** Working hours of a day, in minutes from midnight. The phone gets them with the catalogue. */
  workingHours: z.array(z.strictObject({ from: minuteOfDay, until: minuteOfDay })).min(1)
    .refine(inOrder, 'each span must end after it begins and not begin before the one before has ended')
    .default([{ from: 510, until: 720 }, { from: 810, until: 1050 }]),
  acceptWithin: z.strictObject({
    /** The time to accept, in working hours. */
    usualHours: z.number().positive(),
    specialHours: z.number().positive()
  }).default({ usualHours: 4, specialHours: 2 }),
  visitWithin: z.strictObject({
    /** The time until the visit, in working days. A usual request joins the village's weekly visit. */
    usualDays: z.number().int().positive(),
    specialDays: z.number().int().positive()
  }).default({ usualDays: 5, specialDays: 3 }),
  /**
   * When nobody opens the door at the home of somebody who may be in danger: the minutes that the people of the
   * village, the relative and the officer have to find the person before the next ones are told, at any hour; and the
   * minutes within which a visit in vain can be taken back.
   */
  search: z.strictObject({
    villageMinutes: z.number().int().positive(),
    relativeMinutes: z.number().int().positive(),
    officerMinutes: z.number().int().positive(),
    undoMinutes: z.number().int().positive()
  }).default({ villageMinutes: 20, relativeMinutes: 15, officerMinutes: 30, undoMinutes: 15 }),
  papers: z.strictObject({
    /** The working days after which papers that are out are late. */
    heldDays: z.number().int().positive()
  }).default({ heldDays: 15 }),
  board: z.strictObject({
    /** How many hours before its deadline a matter stands among those that are about to be late. */
    soonHours: z.number().positive()
  }).default({ soonHours: 24 }),
  /** How a matter that nobody accepted in time climbs; the backups are told at once. */
  ladder: z.strictObject({
    /** After so many working hours the station's desk has the matter. */
    deskAfterHours: z.number().positive(),
    /** After so many working days the chief is told. */
    chiefAfterDays: z.number().int().positive()
  }).default({ deskAfterHours: 4, chiefAfterDays: 1 }),
  /** Minutes from midnight between which nobody's phone rings: from the evening until the next morning. */
  quietHours: z.strictObject({ from: minuteOfDay, until: minuteOfDay })
    .refine(({ from, until }) => until <= from, 'the quiet hours begin in the evening and end in the morning')
    .default({ from: 21 * 60, until: 7 * 60 }),
  /**
   * WeChat's subscribe messages: the templates that the site was given, one for residents and one for staff. `fields`
   * names what stands in each field of the template. Without a template nothing is sent to that side's WeChat.
   */
  reminders: z.strictObject({ resident: reminder.nullable(), staff: reminder.nullable() })
    .default({ resident: null, staff: null }),
  /** When people hear of tomorrow's visits, in minutes from midnight; before the quiet hours. */
  eveReminderAt: minuteOfDay.default(18 * 60),
  /**
   * The site's SMS gateway (its key is SMS_KEY), for people without an account. An event without a template, and
   * everything while there is no gateway, is a call for the village's agent.
   */
  texts: z.strictObject({
    url: z.url({ protocol: /^https?$/ }),
    signature: z.string().min(1).max(20),
    /** The gateway's answers that mean taken, and that mean: certainly not sent, try again later. */
    codes: z.strictObject({ sent: z.array(z.string()).min(1), later: z.array(z.string()) })
      .default({ sent: ['OK', '0'], later: ['BUSY', 'isp.SYSTEM_BUSY', 'isv.BUSINESS_LIMIT_CONTROL'] }),
    templates: z.partialRecord(z.enum(PHONED_EVENTS), textTemplate)
  }).nullable().default(null),
  session: z.strictObject({ days: z.number().int().positive() }).default({ days: 30 }),
  rateLimits: z.strictObject({
    /**
     * The most calls a minute by one address (a whole village may share an address) and by one person; sign-ins a
     * minute by one address.
     */
    perAddress: z.number().int().positive(),
    perPerson: z.number().int().positive(),
    signInsPerAddress: z.number().int().positive()
  }).default({ perAddress: 1200, perPerson: 240, signInsPerAddress: 60 }),
  looks: z.strictObject({
    /** The most complete identity numbers that one person may see or search by in an hour. */
    perPersonAnHour: z.number().int().positive()
  }).default({ perPersonAnHour: 60 }),
  retention: z.strictObject({
    /** The days after which the personal data of a closed service request are removed. */
    closedDays: z.number().int().positive()
  }).default({ closedDays: 3 * 365 }),
  /** The cipher for fields sealed from now on; older values stay readable. The second is the national suite. */
  fieldCipher: z.enum(['aes-256-gcm', 'sm4-cbc-hmac-sm3']).default('aes-256-gcm'),
  /**
   * Asking for progress by number and last digits of the phone, without signing in. Each lock of a number or address
   * lasts twice as long as the one before.
   */
  progress: z.strictObject({
    /**
     * The most wrong digits at one number, and by one address (a whole village may share an address), before a lock.
     */
    triesPerNumber: z.number().int().positive(),
    triesPerAddress: z.number().int().positive(),
    lockMinutes: z.number().positive(),
    lockMinutesMost: z.number().positive()
  }).default({ triesPerNumber: 5, triesPerAddress: 30, lockMinutes: 60, lockMinutesMost: 1440 }),
  /**
   * Where a person whose request was refused can complain; 12389 is the national line for complaints about the police.
   */
  complaint: z.string().default('可以拨打公安机关投诉电话 12389，也可以到派出所找所长反映。')
}).refine(({ eveReminderAt, quietHours }) => eveReminderAt < quietHours.from, {
  path: ['eveReminderAt'], error: 'the reminder of the evening before must come before the quiet hours'
})

function inOrder(spans: ReadonlyArray<{ from: number; until: number }>): boolean {
  return spans.every(({ from, until }, index) => from < until && (spans[index - 1]?.until ?? 0) <= from)
}

export type Settings = z.infer<typeof schema>

/**
 * Reads the settings; without a file the defaults apply.
 * @throws Error with file and field when the file can't be read or a value is wrong
 */
export function readSettings(file?: string): Settings {
  if (!file) return schema.parse({})
  let raw: unknown
  try {
    raw = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new Error(`SETTINGS_FILE ${file} can't be read: ${messageOf(error)}`, { cause: error })
  }
  const parsed = schema.safeParse(raw)
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues.map(issue => `${issue.path.join('.')}: ${issue.message}`)
  throw new Error(`SETTINGS_FILE ${file}: ${faults.join('; ')}`)
}
