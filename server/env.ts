import { z } from 'zod'

// The whole product uses one time zone. Dates are computed with the zone named explicitly; the setting makes logs use
// it too.
process.env.TZ = 'Asia/Shanghai'

const schema = z.object({
  NODE_ENV: z
    .enum(['development', 'test', 'production'], 'NODE_ENV is development, test or production.')
    .default('development'),
  PORT: z.coerce
    .number('PORT is a number.')
    .int()
    .min(0, 'PORT is 0 to 65535.')
    .max(65535, 'PORT is 0 to 65535.')
    .default(3000),
  HOST: z.string().min(1, 'HOST must not be empty.').default('127.0.0.1'),
  DATA_DIR: z.string().min(1, 'DATA_DIR must not be empty.').default('./data'),
  MONGODB_URI: z
    .string()
    .regex(/^mongodb(\+srv)?:\/\//, 'MONGODB_URI starts with mongodb:// or mongodb+srv://.')
    .optional(),
  MIGRATE: z.literal('yes', 'MIGRATE is yes or unset.').optional(),
  WECHAT_APPID: z
    .string()
    .regex(/^wx[0-9a-f]{16}$/, 'WECHAT_APPID is wx followed by 16 hexadecimal digits.')
    .optional(),
  WECHAT_SECRET: z.string().min(16, 'WECHAT_SECRET has at least 16 characters.').optional(),
  WECHAT_API: z.url('WECHAT_API is an http(s) address.').optional(),
  SMS_KEY: z.string().min(8, 'SMS_KEY has at least 8 characters.').optional(),
  SESSION_SECRET: z.string().min(32, 'SESSION_SECRET has at least 32 characters.').optional(),
  FIELD_KEY_FILE: z.string().optional(),
  FIELD_KEY: z
    .string()
    .regex(/^[A-Za-z0-9+/]{43}=$/, 'FIELD_KEY is 32 random bytes as base64.')
    .optional(),
  SETTINGS_FILE: z.string().optional(),
  TRUST_PROXY: z
    .enum(['0', '1'], 'TRUST_PROXY is 1 behind a reverse proxy that sets X-Forwarded-For, else 0.')
    .default('0'),
  PUBLIC_URL: z.url({ protocol: /^https?$/, error: 'PUBLIC_URL is the http(s) address of the H5 pages.' }).optional(),
  LOG_LEVEL: z
    .enum(
      ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
      'LOG_LEVEL is fatal, error, warn, info, debug, trace or silent.'
    )
    .default('info')
})

export interface Env {
  production: boolean
  port: number
  host: string
  dataDir: string
  mongodbUri: string | undefined
  /** Data of an older version may be migrated without the server making a backup. */
  migrate: boolean
  /** null: the fake WeChat is used (never in production). */
  wechat: { appId: string; secret: string; api: string | undefined } | null
  /** The key of the SMS gateway, which the settings name. */
  smsKey: string | undefined
  sessionSecret: string | undefined
  /** Master keys of the sealed fields; null: a key file in dataDir (never in production). */
  fieldKeys: { file: string } | { key: string } | null
  settingsFile: string | undefined
  trustProxy: boolean
  /** The address of the H5 pages as printed on slips, without a slash at the end. */
  publicUrl: string | null
  logLevel: string
}

/** Unusable settings of the process; `faults` has a sentence for each. */
export class EnvError extends Error {
  constructor(readonly faults: string[]) {
    super(`The settings can't be used:\n${faults.map(fault => `  - ${fault}`).join('\n')}`)
    this.name = 'EnvError'
  }
}

/**
 * Reads and checks the environment once, at start.
 * @param source usually process.env; empty values count as unset
 * @throws EnvError with every fault, not only the first
 */
export function readEnv(source: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = schema.safeParse(given)
  const faults = parsed.success ? [] : parsed.error.issues.map(issue =>
    issue.message.startsWith(String(issue.path[0])) ? issue.message : `${String(issue.path[0])}: ${issue.message}`)
  const production = given.NODE_ENV === 'production'
  if (Boolean(given.WECHAT_APPID) !== Boolean(given.WECHAT_SECRET)) {
    faults.push('WECHAT_APPID and WECHAT_SECRET are given together or not at all.')
  }
  if (given.FIELD_KEY_FILE && given.FIELD_KEY) {
    faults.push('FIELD_KEY_FILE and FIELD_KEY exclude each other: the file may hold that key too.')
  }
  if (production) faults.push(...productionFaults(given))
  if (!parsed.success || faults.length > 0) throw new EnvError(faults)
  return fromParsed(parsed.data, production)
}

function productionFaults(given: Record<string, string | undefined>): string[] {
  const faults: string[] = []
  if (!given.WECHAT_APPID) {
    faults.push('WECHAT_APPID and WECHAT_SECRET are needed in production: the fake WeChat is for trying only.')
  }
  if (!given.SESSION_SECRET) faults.push('SESSION_SECRET is needed in production.')
  if (!given.FIELD_KEY_FILE && !given.FIELD_KEY) {
    faults.push('FIELD_KEY_FILE (or FIELD_KEY) is needed in production: what is sealed must outlast this machine.')
  }
  if (given.WECHAT_API) faults.push('WECHAT_API must be unset in production: only WeChat itself is talked to.')
  return faults
}

function fromParsed(data: z.infer<typeof schema>, production: boolean): Env {
  const { WECHAT_APPID: appId, WECHAT_SECRET: secret, FIELD_KEY_FILE: file, FIELD_KEY: key } = data
  return {
    production,
    port: data.PORT,
    host: data.HOST,
    dataDir: data.DATA_DIR,
    mongodbUri: data.MONGODB_URI,
    migrate: data.MIGRATE === 'yes',
    wechat: appId && secret ? { appId, secret, api: data.WECHAT_API } : null,
    smsKey: data.SMS_KEY,
    sessionSecret: data.SESSION_SECRET,
    fieldKeys: file ? { file } : key ? { key } : null,
    settingsFile: data.SETTINGS_FILE,
    trustProxy: data.TRUST_PROXY === '1',
    publicUrl: data.PUBLIC_URL?.replace(/\/+$/, '') ?? null,
    logLevel: data.LOG_LEVEL
  }
}
