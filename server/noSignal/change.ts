/** When somebody of the staff has no signal, entered by the person or by the desk of the person's station. */
import { type Types } from 'mongoose'
import type { NoSignalView } from '../../src/contract/noSignal'
import { ANSWERING_ROLES, STATION_ROLES } from '../../src/contract/roles'
import { actorOf } from '../audit/audit'
import { DISTRICT } from '../audit/chain'
import type { CallContext } from '../deps'
import { AppError } from '../errors'
import { changeGround } from '../ground/version'
import type { StoredNoSignal } from '../matters/matterFields'
import { Person } from '../people/model'
import type { Viewer } from '../people/viewer'
import { stillAhead } from './windows'

/** How often a change is tried while others change the windows of the same person. */
const TRIES = 5

interface Staff {
  _id: Types.ObjectId
  name: string
  stationCode: string | null
  noSignal: StoredNoSignal[]
  noSignalChanged: Date | null
}

/** The windows of one person that are not over. @throws AppError notFound also when they are not the viewer's to see */
export async function listNoSignal(id: string, { viewer, now }: CallContext): Promise<NoSignalView> {
  const person = await findStaff(id, viewer)
  return present(person, stillAhead(person.noSignal, now))
}

/**
 * Changes the windows of one person. The person's open matters are dated anew afterwards (matters/redate.ts).
 * @param change gives the new windows; the same windows change nothing
 * @throws AppError notFound, changedMeanwhile, what `change` throws
 */
export async function changeNoSignal(
  id: string, change: (windows: StoredNoSignal[]) => StoredNoSignal[], { viewer, now, deps }: CallContext
): Promise<NoSignalView> {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const person = await findStaff(id, viewer)
    const before = stillAhead(person.noSignal, now)
    const after = change(before)
    if (after.length === before.length) return present(person, before)
    if (!await write(person, after, viewer, { now, deps })) continue
    deps.notices.look()
    return present(person, after)
  }
  throw new AppError('changedMeanwhile')
}

/** @returns false when somebody else changed the windows in between */
function write(
  { _id, stationCode, noSignalChanged: before }: Staff, noSignal: StoredNoSignal[], viewer: Viewer,
  { now, deps }: Pick<CallContext, 'now' | 'deps'>
): Promise<boolean> {
  const noSignalChanged = new Date(Math.max(now, (before?.getTime() ?? 0) + 1))
  return deps.audit.before({
    station: stationCode ?? DISTRICT,
    act: 'changed',
    actor: actorOf(viewer, null),
    subject: { kind: 'people', id: String(_id) },
    fields: ['noSignal']
  }, () => changeGround(async begin => {
    await begin()
    const { modifiedCount } = await Person.updateOne(
      { _id, noSignalChanged: before }, { $set: { noSignal, noSignalChanged } }
    )
    return modifiedCount === 1
  }))
}

async function findStaff(id: string, viewer: Viewer): Promise<Staff> {
  const found = await Person.findOne({ _id: id, active: true, roles: { $in: [...ANSWERING_ROLES] } })
    .select({ name: 1, stationCode: 1, noSignal: 1, noSignalChanged: 1 }).lean()
  if (!found || !(id === viewer.id || isDeskOf(viewer, found.stationCode ?? null))) throw new AppError('notFound')
  return {
    _id: found._id,
    name: found.name,
    stationCode: found.stationCode ?? null,
    noSignal: (found.noSignal ?? []).map(one => ({ id: one.id, weekly: one.weekly ?? null, once: one.once ?? null })),
    noSignalChanged: found.noSignalChanged ?? null
  }
}

function isDeskOf({ roles, stationCode }: Viewer, station: string | null): boolean {
  return station !== null && station === stationCode && roles.some(role => STATION_ROLES.includes(role))
}

function present({ _id, name }: Staff, windows: readonly StoredNoSignal[]): NoSignalView {
  return {
    person: { id: String(_id), name },
    items: windows.map(({ id, weekly, once }) => ({
      id,
      weekly: weekly && { weekday: weekly.weekday, from: weekly.from, until: weekly.until },
      once: once && { from: once.from.toISOString(), until: once.until.toISOString() }
    }))
  }
}
