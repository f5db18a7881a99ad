import { isWithin } from '../../src/contract/day'
import type { ResponsibilityKind } from '../../src/contract/person'
import { faultAt, type Fault, type Origin } from './fault'
import type { ResponsibilityRow } from './rosterRows'
import type { Known, World } from './world'

const KIND_WORDS: Record<ResponsibilityKind, string> = { agent: '帮代办员', officer: '包村民警' }
const KINDS: readonly ResponsibilityKind[] = ['officer', 'agent']

/**
 * Faults that would leave a village without a primary, or with a gap or two people at one position of its order.
 * @param today YYYY-MM-DD in Shanghai; on this day every village needs a responsible person
 */
export function checkVillages(world: World, today: string): Fault[] {
  const rowsOf = new Map<string, Known<ResponsibilityRow>[]>()
  for (const known of world.responsibilities.values()) {
    const key = `${known.value.villageCode} ${known.value.kind}`
    rowsOf.set(key, [...rowsOf.get(key) ?? [], known])
  }
  return [...world.villages.values()].flatMap(({ value, at }) => KINDS.flatMap(kind => {
    const rows = (rowsOf.get(`${value.code} ${kind}`) ?? []).sort((a, b) =>
      a.value.order - b.value.order || (a.value.from < b.value.from ? -1 : 1))
    const primary = rows.some(row => row.value.order === 0 && isWithin(today, row.value))
    const place = `${value.townName}${value.name}（${value.code}）`
    return [
      ...primary ? [] : [faultOf(at, 'code', `${place}今天没有主责${KIND_WORDS[kind]}。`)],
      ...findGaps(rows.filter(row => !isOver(row.value, today)), place, kind),
      ...findOverlaps(rows)
    ]
  }))
}

function findGaps(rows: readonly Known<ResponsibilityRow>[], place: string, kind: ResponsibilityKind): Fault[] {
  const orders = new Set(rows.map(row => row.value.order))
  return rows.flatMap(({ value, at }) => value.order === 0 || orders.has(value.order - 1) ? []
    : [faultOf(at, 'order', `${place}的${KIND_WORDS[kind]}缺第 ${value.order - 1} 位，顺序要从 0 连着排。`)])
}

/** Two people at one position at the same time. */
function findOverlaps(rows: readonly Known<ResponsibilityRow>[]): Fault[] {
  return rows.flatMap(({ value, at }, index) => {
    const before = rows[index - 1]
    if (before?.value.order !== value.order || (before.value.until !== null && before.value.until < value.from)) {
      return []
    }
    const origin = at ?? before.at
    return origin ? [faultAt(origin, 'from', `从 ${before.value.from} 起和从 ${value.from} 起的两位日期重叠，前一位要写上结束日期。`)] : []
  })
}

/** Faults that would leave a station or the district without a person at its desk. */
export function checkDesks(world: World): Fault[] {
  const people = [...world.people.values()].map(({ value }) => value).filter(person => person.active)
  const staffed =
    new Set(people.filter(person => person.roles.includes('dispatcher')).map(person => person.stationCode))
  return [
    ...[...world.stations.values()].filter(({ value }) => !staffed.has(value.code))
      .map(({ value, at }) => faultOf(at, 'code', `${value.name}没有值班员（dispatcher）。`)),
    ...people.some(person => person.roles.includes('admin')) ? [] : [faultOf(null, '', '分局没有管理员（admin），没人接的事就没有着落。')]
  ]
}

function isOver(row: ResponsibilityRow, today: string): boolean {
  return row.until !== null && row.until < today
}

function faultOf(at: Origin | null, column: string, message: string): Fault {
  return at ? faultAt(at, column, message) : { file: '人员和责任', line: 0, column: '', value: '', message }
}
