import type { MyData } from '../../src/contract/privacy'
import { actorOf } from '../audit/audit'
import { DISTRICT } from '../audit/chain'
import { listBeneficiaries } from '../beneficiaries/list'
import type { CallContext } from '../deps'
import { allKinds, kindOf } from '../matters/kind'
import type { StoredMatter } from '../matters/matterFields'
import { Matter } from '../matters/model'
import { mine } from '../matters/questions'
import type { RunningSession } from '../middleware/authenticate'
import { listSessions } from '../session/mySessions'
import { listConsents } from './consents'

/** The most matters in one export, which bounds the answer: more than anybody will have. */
const MATTERS_MOST = 2000

/** Matters by kind, each list under the kind's plural name, newest first. */
type ExportedMatters = Pick<MyData, 'serviceRequests'>

/** `session` is the session of this call, which the list of sessions marks. */
type ExportContext = CallContext & { session: RunningSession }

/**
 * Everything stored about the viewer, as far as the viewer may see it: of a matter asked for somebody else no more than
 * on the screen.
 */
export async function exportMine(context: ExportContext): Promise<MyData> {
  const { viewer, deps } = context
  const matters = await mattersOf(context)
  return deps.audit.before({
    station: viewer.stationCode ?? DISTRICT, act: 'exported', actor: actorOf(viewer, 'applicant'),
    subject: { kind: 'people', id: viewer.id },
    fields: ['profile', 'family', ...Object.keys(matters), 'consents', 'sessions'],
    detail: { count: Object.values(matters).flat().length }
  }, () => collect(matters, context))
}

async function collect(matters: ExportedMatters, context: ExportContext): Promise<MyData> {
  const { viewer, session, now } = context
  const { id, name, roles, rank, stationCode, villageCode } = viewer
  const [family, keptBy, consents, sessions] = await Promise.all([
    listBeneficiaries('owner', context), listBeneficiaries('self', context),
    listConsents(viewer), listSessions(viewer, session)
  ])
  return {
    madeAt: new Date(now).toISOString(),
    profile: { id, name, phone: await viewer.openPhone(), roles, rank, stationCode, villageCode },
    family: family.items, keptBy: keptBy.items, ...matters, consents, sessions
  }
}

async function mattersOf({ viewer, deps }: CallContext): Promise<ExportedMatters> {
  const found = await Matter.find(mine(viewer).filter).sort({ createdAt: -1, _id: -1 })
    .limit(MATTERS_MOST).lean<StoredMatter[]>()
  const exported = await Promise.all(found.map(async stored =>
    ({ plural: kindOf(stored).plural, shown: await kindOf(stored).exported(stored, viewer, deps) })))
  // Every kind of the contract is defined, so each of its lists is there.
  return Object.fromEntries(allKinds().map(({ plural }) =>
    [plural, exported.filter(one => one.plural === plural).map(({ shown }) => shown)])) as unknown as ExportedMatters
}
