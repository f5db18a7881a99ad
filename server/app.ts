import { bodyParser } from '@koa/bodyparser'
import Router from '@koa/router'
import Koa from 'koa'
import compress from 'koa-compress'
import { mountAttachments } from './attachments/routes'
import { mountAudit } from './auditList/routes'
import { mountBeneficiaries } from './beneficiaries/routes'
import { mountCatalogue } from './catalogue/routes'
import { mountConsentVoices } from './consentVoices/routes'
import type { Deps } from './deps'
import { Endpoints } from './endpoint'
import { mountHealth } from './health/routes'
import { authenticate } from './middleware/authenticate'
import { conditionalGet } from './middleware/conditionalGet'
import { errorHandler } from './middleware/errorHandler'
import { methodOverride } from './middleware/methodOverride'
import { limitByAddress, limitByPerson } from './middleware/rateLimit'
import { requestLog } from './middleware/requestLog'
import { securityHeaders } from './middleware/securityHeaders'
import { serveH5 } from './middleware/serveH5'
import { writeJson } from './middleware/writeJson'
import { mountOpenApi } from './openapi'
import { mountNoSignal } from './noSignal/routes'
import { mountNotices } from './notices/routes'
import { mountPrivacy } from './privacy/routes'
import { mountProgress } from './progress/routes'
import { mountServiceRequests } from './serviceRequests/routes'
import { readSession } from './session/readSession'
import { mountSession } from './session/routes'
import { mountVillages } from './villages/routes'

export interface App {
  koa: Koa
  endpoints: Endpoints<Deps>
  router: Router
}

/** The BFF without its socket: the whole order in which a call is handled. */
export function createApp(deps: Deps): App {
  // One proxy stands in front of the BFF: of X-Forwarded-For only the last address, which the proxy appended, can't be
  // forged by the caller.
  const koa = new Koa({ proxy: deps.trustProxy, maxIpsCount: 1 })
  koa.silent = true
  koa.on('error', error => deps.log.error({ err: error }, 'an answer could not be sent'))
  const router = new Router()
  const endpoints = new Endpoints(router, deps)

  koa.use(methodOverride)
  koa.use(requestLog(deps.log, deps.metrics))
  koa.use(errorHandler(deps.log))
  koa.use(securityHeaders(deps.production))
  koa.use(compress({ threshold: 1024 }))
  koa.use(conditionalGet)
  koa.use(writeJson)
  koa.use(limitByAddress(deps.settings))
  koa.use(bodyParser({ enableTypes: ['json'], jsonLimit: '1mb', parsedMethods: ['POST', 'PATCH'] }))
  koa.use(authenticate(header => readSession(header, deps)))
  koa.use(limitByPerson(deps.settings))

  mountHealth(router, deps.metrics)
  mountSession(endpoints, deps)
  mountCatalogue(endpoints, deps)
  mountVillages(endpoints, deps)
  mountBeneficiaries(endpoints)
  mountServiceRequests(endpoints, deps)
  mountConsentVoices(endpoints)
  mountNotices(endpoints)
  mountNoSignal(endpoints)
  mountAudit(endpoints)
  mountPrivacy(endpoints)
  mountAttachments(endpoints)
  mountProgress(endpoints)
  mountOpenApi(router, endpoints)

  koa.use(router.routes())
  koa.use(router.allowedMethods())
  if (deps.h5Dir) koa.use(serveH5(deps.h5Dir))
  return { koa, endpoints, router }
}
