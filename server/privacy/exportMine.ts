import type { MyData } from '../../src/contract/privacy'
import { actorOf } from '../audit/audit'
import { DISTRICT } from '../audit/chain'
import { listBeneficiaries } from '../beneficiaries/list'
import type { Deps } from '../deps'
import { allKinds, kindOf } from '../matters/kind'
import type { StoredMatter } from '../matters/matterFields'
import { Matter } from '../matters/model'
import { mine } from '../matters/questions'
import type { Viewer } from '../people/viewer'
import { listSessions } from '../session/mySessions'
import type { RunningSession } from '../middleware/authenticate'
import { listConsents } from './consents'

/** More matters than one life brings; keeps the answer bounded. */
const MATTERS_MOST = 2000

/** Matters by kind, each list under the kind's plural name, newest first. */
type ExportedMatters = Pick<MyData, 'serviceRequests'>

/** Everything kept about somebody, as that person may see it: of a matter asked for others no more than on the screen. */
export async function exportMine(viewer: Viewer, session: RunningSession, deps: Deps): Promise<MyData> {
  const matters = await mattersOf(viewer, deps)
  return deps.audit.before({
    station: viewer.stationCode ?? DISTRICT, act: 'exported', actor: actorOf(viewer, 'applicant'), subject: { kind: 'people', id: viewer.id },
    fields: ['profile', 'family', ...Object.keys(matters), 'consents', 'sessions'],
    detail: { count: Object.values(matters).flat().length }
  }, () => collect(matters, viewer, session, deps))
}

async function collect(matters: ExportedMatters, viewer: Viewer, session: RunningSession, deps: Deps): Promise<MyData> {
  const { id, name, phone, roles, rank, stationCode, villageCode } = viewer
  const [family, keptBy, consents, sessions] = await Promise.all([
    listBeneficiaries('owner', viewer, deps), listBeneficiaries('self', viewer, deps),
    listConsents(viewer), listSessions(viewer, session)
  ])
  return {
    madeAt: new Date(deps.now()).toISOString(),
    profile: { id, name, phone, roles, rank, stationCode, villageCode },
    family: family.items, keptBy: keptBy.items, ...matters, consents, sessions
  }
}

async function mattersOf(viewer: Viewer, deps: Deps): Promise<ExportedMatters> {
  const found = await Matter.find(mine(viewer).filter).sort({ createdAt: -1, _id: -1 }).limit(MATTERS_MOST).lean<StoredMatter[]>()
  const exported = await Promise.all(found.map(async stored =>
    ({ plural: kindOf(stored).plural, shown: await kindOf(stored).exported(stored, viewer, deps) })))
  // Every kind of the contract is defined, so each of its lists is there.
  return Object.fromEntries(allKinds().map(({ plural }) =>
    [plural, exported.filter(one => one.plural === plural).map(({ shown }) => shown)])) as unknown as ExportedMatters
}
