/** The schemas of catalogue.json and otherMatters.json. */
import { z } from 'zod'
import {
  CHANNELS, EVIDENCE_MARKS, PRESENCE_KINDS, type CatalogueItem, type OtherMatter
} from '../../src/contract/catalogue'
import { STATION_OFFICE } from '../catalogue/advise'
import type { Fault } from './fault'
import type { JsonFile } from './json'

const code = z.string().regex(/^[A-Z0-9]{2,20}$/, '代码要 2 到 20 位大写字母或数字。')
const filled = z.string().trim().min(1, '这一项不能空着。').max(500, '太长了，最多 500 个字。')
const texts = z.array(filled).max(50, '太多了，最多 50 条。')
const mark = z.enum(EVIDENCE_MARKS, '依据标记只有 S、L、I。')
const yesOrNo = z.boolean('只能是 true 或 false。')

const item = z.strictObject({
  code,
  name: filled,
  categoryCode: code,
  pinyin: z.string().regex(/^[a-z0-9]+$/, '要小写的拼音字母。'),
  initials: z.string().regex(/^[a-z0-9]+$/, '要小写的拼音字母。'),
  applicants: texts,
  materials: texts,
  timeLimitDays: z.number('要么是天数，要么是 null。').int('天数要整数。').min(0, '天数不能小于 0。').nullable(),
  timeUnit: z.enum(['working', 'calendar', 'appointment'], '只能是 working、calendar 或 appointment。'),
  timeText: filled,
  statutoryText: filled.nullable(),
  feeYuan: z.number('要么是钱数，要么是 null。').min(0, '钱数不能小于 0。').nullable(),
  feeText: filled,
  channels: z.array(z.enum(CHANNELS, '办理方式只有 paperwork 和 homeVisit。'))
    .refine(channels => new Set(channels).size === channels.length, '办理方式写重复了。'),
  delivery: yesOrNo,
  presenceRequired: yesOrNo,
  presenceKind: z.enum(PRESENCE_KINDS, `到场原因只有 ${PRESENCE_KINDS.join('、')}。`),
  presenceNote: z.string().max(500, '太长了，最多 500 个字。'),
  relativeMayBook: yesOrNo,
  relativeMayApply: yesOrNo,
  applicantType: z.enum(['person', 'enterprise', 'both'], '只能是 person、enterprise 或 both。'),
  acceptOffice: filled,
  legalBasis: texts,
  requiresPolice: yesOrNo,
  idNumberNeeded: yesOrNo.default(false),
  evidence: z.strictObject({
    existence: mark, materials: mark, time: mark, fee: mark, presence: mark, channels: mark, rank: mark,
    idNumber: mark.default('I')
  }),
  note: filled.nullable()
}).superRefine((value, context) => {
  const fault = (field: string, message: string) => context.addIssue({ code: 'custom', path: [field], message })
  if (value.timeUnit !== 'appointment' && value.timeLimitDays === null) fault('timeLimitDays', '按天数办结的事项要写天数。')
  if (value.presenceRequired && value.presenceKind === 'none') fault('presenceKind', '要求到场的事项要写明为什么到场。')
}) satisfies z.ZodType<CatalogueItem>

export const catalogueFile = z.strictObject({
  title: filled,
  categories: z.array(z.strictObject({ code, name: filled })).min(1, '至少要有一类。').max(100, '太多了，最多 100 类。'),
  items: z.array(item).min(1, '至少要有一项。').max(500, '太多了，最多 500 项。')
})
export type CatalogueFile = z.infer<typeof catalogueFile>

export const otherMattersFile = z.array(z.strictObject({
  code,
  name: filled,
  office: filled,
  phone: z.string().regex(/^(\d{3,5}|0\d{2,3}-?\d{7,8})$/, '电话不对。'),
  keywords: texts.min(1, '至少要有一个搜索词。')
}) satisfies z.ZodType<OtherMatter>).max(500, '太多了，最多 500 件。')
export type OtherMattersFile = z.infer<typeof otherMattersFile>

/** The codes that occur twice in a list of a file. */
export function findRepeated(json: JsonFile<unknown>, list: ReadonlyArray<{ code: string }>, path: string): Fault[] {
  const seen = new Set<string>()
  return list.flatMap(({ code: one }, index) => {
    const repeated = seen.has(one)
    seen.add(one)
    return repeated ? [json.fault([path, index, 'code'].filter(part => part !== '').join('.'), '这个代码前面已经有了。')] : []
  })
}

/**
 * Faults between the parts of a catalogue: missing categories, unknown offices.
 * @param offices null when the known offices can't be determined
 */
export function checkCatalogue(json: JsonFile<CatalogueFile>, offices: ReadonlySet<string> | null): Fault[] {
  const { categories, items } = json.value
  const known = new Set(categories.map(category => category.code))
  return [
    ...findRepeated(json, categories, 'categories'),
    ...findRepeated(json, items, 'items'),
    ...items.flatMap(({ categoryCode, acceptOffice }, index) => [
      ...known.has(categoryCode) ? [] : [json.fault(`items.${index}.categoryCode`, '没有这一类。')],
      ...acceptOffice === STATION_OFFICE || !offices || offices.has(acceptOffice) ? []
        : [json.fault(`items.${index}.acceptOffice`, `受理地点要么是"${STATION_OFFICE}"，要么在 offices.csv 里有。`)]
    ])
  ]
}
