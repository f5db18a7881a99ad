import { readFileSync } from 'node:fs'
import { z } from 'zod'

const minuteOfDay = z.number().int().min(0).max(24 * 60)

/** Limits a site may change with a JSON file (SETTINGS_FILE); defaults are those of product.md section 4, "Clocks". */
const schema = z.strictObject({
  /** Working hours of a day, as minutes from midnight. The phone is told them with the catalogue. */
  workingHours: z.array(z.strictObject({ from: minuteOfDay, until: minuteOfDay })).min(1)
    .refine(inOrder, 'each span must end after it begins and not begin before the one before has ended')
    .default([{ from: 510, until: 720 }, { from: 810, until: 1050 }]),
  acceptWithin: z.strictObject({
    /** Working hours to accept. */
    usualHours: z.number().positive(),
    specialHours: z.number().positive()
  }).default({ usualHours: 4, specialHours: 2 }),
  visitWithin: z.strictObject({
    /** Working days until the visit. A usual one goes with the village's weekly visit. */
    usualDays: z.number().int().positive(),
    specialDays: z.number().int().positive()
  }).default({ usualDays: 5, specialDays: 3 }),
  session: z.strictObject({ days: z.number().int().positive() }).default({ days: 30 }),
  rateLimits: z.strictObject({
    /** Calls a minute by one address (a whole village may share one) and by one person; sign-ins a minute by one address. */
    perAddress: z.number().int().positive(),
    perPerson: z.number().int().positive(),
    signInsPerAddress: z.number().int().positive()
  }).default({ perAddress: 1200, perPerson: 240, signInsPerAddress: 60 }),
  looks: z.strictObject({
    /** Whole identity numbers one person may look at or search by in an hour. */
    perPersonAnHour: z.number().int().positive()
  }).default({ perPersonAnHour: 60 }),
  retention: z.strictObject({
    /** Days after which the personal data of a closed service request are cut out of it. */
    closedDays: z.number().int().positive()
  }).default({ closedDays: 3 * 365 }),
  /** How single fields are sealed from now on; what was sealed before stays readable. The second is the national suite. */
  fieldCipher: z.enum(['aes-256-gcm', 'sm4-cbc-hmac-sm3']).default('aes-256-gcm'),
  /** Asking by number and phone tail without signing in. Every lock of a number or address lasts twice as long as the one before. */
  progress: z.strictObject({
    /** Wrong tails at one number, and by one address (a whole village may share one), before it is locked. */
    triesPerNumber: z.number().int().positive(),
    triesPerAddress: z.number().int().positive(),
    lockMinutes: z.number().positive(),
    lockMinutesMost: z.number().positive()
  }).default({ triesPerNumber: 5, triesPerAddress: 30, lockMinutes: 60, lockMinutesMost: 1440 }),
  /** Where somebody who is refused can complain; 12389 is the national line for complaints about the police. */
  complaint: z.string().default('可以拨打公安机关投诉电话 12389,也可以到派出所找所长反映。')
})

function inOrder(spans: ReadonlyArray<{ from: number; until: number }>): boolean {
  return spans.every(({ from, until }, index) => from < until && (spans[index - 1]?.until ?? 0) <= from)
}

export type Settings = z.infer<typeof schema>

/**
 * Reads the settings; without a file the defaults hold.
 * @throws Error naming file and field when it can't be read or a value is wrong
 */
export function readSettings(file?: string): Settings {
  if (!file) return schema.parse({})
  let raw: unknown
  try {
    raw = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new Error(`SETTINGS_FILE ${file} can't be read: ${(error as Error).message}`, { cause: error })
  }
  const parsed = schema.safeParse(raw)
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues.map(issue => `${issue.path.join('.')}: ${issue.message}`)
  throw new Error(`SETTINGS_FILE ${file}: ${faults.join('; ')}`)
}
