/** The schemas of the rows of the CSV files. The keys of the schemas are the columns of the files. */
import { z } from 'zod'
import { LIMITS } from '../../src/contract/limits'
import { MOBILE, RESPONSIBILITY_KINDS, type ResponsibilityKind } from '../../src/contract/person'
import { RANKS, ROLES, type Rank, type Role } from '../../src/contract/roles'
import { mobile } from '../typed'

/** A closed span of days, YYYY-MM-DD. */
export interface DaySpan {
  from: string
  until: string
}

const BACKUPS_MOST = 9
const filled = z.string().min(1, '这一栏不能空着。').max(100, '太长了，最多 100 个字。')
const orNull = (text: string) => text === '' ? null : text
const villageCode = z.string().regex(/^\d{12}$/, '要 12 位数字的统计用区划代码。')
const townCode = z.string().regex(/^\d{9}$/, '要 9 位数字的镇街代码。')
const stationCode = z.string().regex(/^[A-Z0-9]{2,20}$/, '派出所代码要 2 到 20 位大写字母或数字。')
const LANDLINE = /^(0\d{2,3}-?\d{7,8}|\d{3,5})$/
const phone = z.string().refine(text => LANDLINE.test(text) || MOBILE.test(text), '电话不对，要带区号，例如 0632-8800000。')
const day = z.iso.date('日期不对，要写成 2026-01-31 这样。')
const latin = z.string().regex(/^[a-z0-9]+( [a-z0-9]+)*$/, '要小写的拼音字母。')
const list = z.string().transform(text => text.split(';').map(part => part.trim()).filter(Boolean))

export const VILLAGE_COLUMNS = [
  'code', 'name', 'town_code', 'town_name', 'pinyin', 'initials', 'town_pinyin', 'town_initials'
] as const
export const villageRow = z.object({
  code: villageCode, name: filled, town_code: townCode, town_name: filled,
  pinyin: latin, initials: latin, town_pinyin: latin, town_initials: latin
}).transform(({ code, name, pinyin, initials, ...town }) => ({
  code, name, townCode: town.town_code, townName: town.town_name,
  pinyin, initials, townPinyin: town.town_pinyin, townInitials: town.town_initials
}))
export type VillageRow = z.infer<typeof villageRow>

export const STATION_COLUMNS = ['code', 'name', 'phone', 'address', 'towns'] as const
export const stationRow = z.object({
  code: stationCode, name: filled, phone, address: filled,
  towns: list.pipe(z.array(townCode).min(1, '至少要有一个镇街代码。'))
})
export type StationRow = z.infer<typeof stationRow>

export const OFFICE_COLUMNS = ['name', 'address', 'phone'] as const
export const officeRow = z.object({ name: filled, address: filled, phone })
export type OfficeRow = z.infer<typeof officeRow>

const leave = list.pipe(z.array(z.string().regex(/^[\d-]+\/[\d-]+$/, '休假要写成 2026-05-01/2026-05-07 这样，几段之间用分号隔开。')
  .transform(span => ({ from: span.split('/')[0]!, until: span.split('/')[1]! }))
  .pipe(z.object({ from: day, until: day }).refine(({ from, until }) => from <= until, '休假的结束日期早于开始日期。'))))

export const PERSON_COLUMNS = ['phone', 'name', 'roles', 'rank', 'station_code', 'village_code', 'leave'] as const
export const personRow = z.object({
  phone: mobile,
  name: filled.max(LIMITS.name, `太长了，最多 ${LIMITS.name} 个字。`),
  roles: list.pipe(z.array(z.enum(ROLES, '没有这种身份。')).min(1, '这一栏不能空着。')
    .refine(roles => new Set(roles).size === roles.length, '身份写重复了。')),
  rank: z.enum([...RANKS, ''], '要么是 police（民警），要么是 auxiliary（辅警），要么空着。'),
  station_code: stationCode.or(z.literal('')),
  village_code: villageCode.or(z.literal('')),
  leave
}).superRefine((row, context) => {
  const fault = (column: string, message: string) => context.addIssue({ code: 'custom', path: [column], message })
  const ofStation = row.roles.filter(role => ['officer', 'dispatcher', 'chief'].includes(role))
  if (ofStation.length > 0 && row.station_code === '') fault('station_code', '在派出所工作的人要写派出所代码。')
  if (row.roles.includes('officer') && row.rank === '') fault('rank', '包村民警、辅警要写 police 或 auxiliary。')
}).transform((row): PersonRow => ({
  phone: row.phone, name: row.name, roles: row.roles, rank: row.rank === '' ? null : row.rank,
  stationCode: orNull(row.station_code), villageCode: orNull(row.village_code), leave: row.leave
}))

/** A person in a file. Empty `villageCode` and `leave` leave the stored values unchanged. */
export interface PersonRow {
  phone: string
  name: string
  roles: Role[]
  rank: Rank | null
  stationCode: string | null
  villageCode: string | null
  leave: DaySpan[]
}

export const RESPONSIBILITY_COLUMNS = ['village_code', 'kind', 'order', 'phone', 'from', 'until'] as const
export const responsibilityRow = z.object({
  village_code: villageCode,
  kind: z.enum(RESPONSIBILITY_KINDS, '要么是 agent（帮代办），要么是 officer（包村）。'),
  order: z.string().regex(new RegExp(`^[0-${BACKUPS_MOST}]$`), `顺序是 0 到 ${BACKUPS_MOST},0 是主责。`).transform(Number),
  phone: mobile,
  from: day,
  until: day.or(z.literal(''))
}).superRefine(({ from, until }, context) => {
  if (until !== '' && until < from) context.addIssue({ code: 'custom', path: ['until'], message: '结束日期早于开始日期。' })
}).transform((row): ResponsibilityRow => ({
  villageCode: row.village_code, kind: row.kind, order: row.order, phone: row.phone, from: row.from,
  until: orNull(row.until)
}))

/** A person, by phone, who is responsible for a village. `until` null means until further notice. */
export interface ResponsibilityRow {
  villageCode: string
  kind: ResponsibilityKind
  order: number
  phone: string
  from: string
  until: string | null
}
