import type { Deps } from '../deps'
import type { Endpoints } from '../endpoint'
import { listAudit } from './list'
import { auditPageSchema, auditQuery } from './schema'

/** GET /audit: who viewed or changed what. */
export function mountAudit(endpoints: Endpoints<Deps>): void {
  endpoints.mount(
    {
      name: 'listAudit',
      summary: 'Who looked at or changed what: every station’s for admins, his own station’s for a chief.',
      query: auditQuery,
      response: auditPageSchema,
      errors: ['forbidden', 'cursorInvalid']
    },
    ({ query, viewer }) => listAudit(query, viewer)
  )
}
