import type { MyData } from '../../src/contract/privacy'
import type { ServiceRequestDetail } from '../../src/contract/serviceRequestViews'
import { actorOf } from '../audit/audit'
import { DISTRICT } from '../audit/chain'
import { listBeneficiaries } from '../beneficiaries/list'
import type { Deps } from '../deps'
import { ServiceRequest } from '../serviceRequests/model'
import { idNumberForExport } from '../serviceRequests/idNumber'
import { presentDetail } from '../serviceRequests/presenter'
import { listSessions } from '../session/mySessions'
import type { RunningSession } from '../middleware/authenticate'
import type { Viewer } from '../people/viewer'
import { listConsents } from './consents'

/** More matters than one life brings; keeps the answer bounded. */
const MATTERS_MOST = 2000

/** Everything kept of somebody, as he himself may see it: of a matter he asked for others no more than on the screen. */
export async function exportMine(viewer: Viewer, session: RunningSession, deps: Deps): Promise<MyData> {
  const serviceRequests = await mattersOf(viewer, deps)
  return deps.audit.before({
    station: viewer.stationCode ?? DISTRICT, act: 'exported', actor: actorOf(viewer, 'applicant'), subject: { kind: 'people', id: viewer.id },
    fields: ['profile', 'family', 'serviceRequests', 'consents', 'sessions'], detail: { count: serviceRequests.length }
  }, () => collect(serviceRequests, viewer, session, deps))
}

async function collect(serviceRequests: ServiceRequestDetail[], viewer: Viewer, session: RunningSession, deps: Deps): Promise<MyData> {
  const { id, name, phone, roles, rank, stationCode, villageCode } = viewer
  const [family, keptBy, consents, sessions] = await Promise.all([
    listBeneficiaries('owner', viewer, deps), listBeneficiaries('self', viewer, deps),
    listConsents(viewer), listSessions(viewer, session)
  ])
  return {
    madeAt: new Date(deps.now()).toISOString(),
    profile: { id, name, phone, roles, rank, stationCode, villageCode },
    family: family.items, keptBy: keptBy.items, serviceRequests, consents, sessions
  }
}

async function mattersOf(viewer: Viewer, deps: Deps): Promise<ServiceRequestDetail[]> {
  const found = await ServiceRequest.find({ concerns: { $in: [viewer.id, viewer.phoneIndex] } })
    .sort({ createdAt: -1, _id: -1 }).limit(MATTERS_MOST)
  return Promise.all(found.map(async stored => presentDetail(
    deps.fields, stored, viewer, null, deps.settings.complaint, deps.now(), await idNumberForExport(deps.fields, stored, viewer, deps.now())
  )))
}
