import type { ResponsibilityKind } from '../../src/contract/person'
import type { Role } from '../../src/contract/roles'
import { faultAt, type Fault } from './fault'
import { checkCatalogue } from './catalogueFiles'
import type { Files, Part } from './readFiles'
import type { ResponsibilityRow } from './rosterRows'
import { stationsByTown, type Known, type World } from './world'

/**
 * The roles that may be named for each kind of responsibility. The backup of an agent may be an officer, because every
 * village needs a backup.
 */
const MAY_BE: Record<ResponsibilityKind, readonly Role[]> = { agent: ['agent', 'officer'], officer: ['officer'] }

/**
 * Faults of rows that name an unknown place or person, or a person without the required role.
 * @param sound true for a part of which every line could be read. References to a part with unreadable lines are not
 *   checked, because its missing rows would cause false faults
 */
export function checkReferences(files: Files, world: World, today: string, sound: (part: Part) => boolean): Fault[] {
  const faults: Fault[] = []
  if (sound('stations') && sound('villages')) faults.push(...checkTowns(files, world))
  if (sound('stations')) {
    faults.push(...files.people.flatMap(({ value, at }) =>
      value.stationCode === null || world.stations.has(value.stationCode)
        ? []
        : [faultAt(at, 'station_code', '没有这个派出所。')]))
  }
  if (sound('villages')) {
    faults.push(...[...files.people, ...files.responsibilities].flatMap(({ value, at }) =>
      value.villageCode === null || world.villages.has(value.villageCode)
        ? []
        : [faultAt(at, 'village_code', '没有这个村。')]))
  }
  if (sound('people')) {
    faults.push(...[...world.responsibilities.values()].flatMap(known => checkNamed(known, world, today)))
  }
  if (files.catalogue) faults.push(...checkCatalogue(files.catalogue, sound('offices') ? world.offices : null))
  if (files.otherMatters && sound('catalogue')) faults.push(...checkOtherMatters(files.otherMatters, world))
  return faults
}

function checkOtherMatters(json: NonNullable<Files['otherMatters']>, world: World): Fault[] {
  return json.value.flatMap(({ code }, index) =>
    world.itemCodes.has(code) ? [json.fault(`${index}.code`, '服务目录里已经有这个代码。')] : [])
}

function checkTowns(files: Files, world: World): Fault[] {
  const stationOf = stationsByTown(world)
  const towns = new Set([...world.villages.values()].map(({ value }) => value.townCode))
  return [
    ...[...world.villages.values()].flatMap(({ value, at }) => stationOf.has(value.townCode) ? []
      : [at ? faultAt(at, 'town_code', '没有派出所管这个镇街。') : missing(`${value.townName}${value.name} 没有派出所管。`)]),
    ...files.stations.flatMap(({ value, at }) => value.towns.flatMap(town => {
      if (!towns.has(town)) return [faultAt(at, 'towns', `没有代码是 ${town} 的镇街。`)]
      const other = findRival(town, value.code, world)
      return other ? [faultAt(at, 'towns', `镇街 ${town} 已经归 ${other} 管。`)] : []
    }))
  ]
}

/** Another station of this town that is stored or stands earlier in the file. */
function findRival(town: string, code: string, world: World): string | undefined {
  const claims = [...world.stations.values()].filter(({ value }) => value.towns.includes(town))
  const place = claims.findIndex(({ value }) => value.code === code)
  return claims.find(({ value, at }, index) => value.code !== code && (index < place || at === null))?.value.code
}

/** A stored row is checked only when a file changes the person whom the row names. */
function checkNamed({ value, at }: Known<ResponsibilityRow>, world: World, today: string): Fault[] {
  const person = world.people.get(value.phone)
  if (!person) return at ? [faultAt(at, 'phone', '人员里没有这个手机号。')] : []
  if (person.value.roles.some(role => MAY_BE[value.kind].includes(role))) return []
  const needed = value.kind === 'agent' ? '帮代办员（agent）或民警辅警（officer）' : '民警辅警（officer）'
  if (at) return [faultAt(at, 'phone', `${person.value.name}不是${needed}。`)]
  const over = value.until !== null && value.until < today
  return person.at && !over
    ? [faultAt(person.at, 'roles', `${person.value.name}还负责 ${value.villageCode}，身份里要有${needed}。`)]
    : []
}

function missing(message: string): Fault {
  return { file: '数据库', line: 0, column: '', value: '', message }
}
