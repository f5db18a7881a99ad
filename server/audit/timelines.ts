import { ServiceRequest } from '../serviceRequests/model'

/** A timeline entry as far as the audit reads it; the digest covers the rest. */
export interface StampedEntry {
  action: string
  status: string
  at: Date
  by: { person: unknown }
  relation: string
  audit?: { id: string; role: string; digest: string } | null
}

/** A document whose timeline is its record; `auditPending` is set by the write that adds an entry. */
export interface Audited {
  _id: unknown
  version: number
  stationCode: string
  auditPending: boolean
  timeline: StampedEntry[]
}

/** Every collection whose documents carry such a timeline; its name is the subject's kind. */
export const TIMELINES = ['serviceRequests'] as const

/** The stored documents, unread by a model: what the model doesn't know must count too. */
export function documentsOf(kind: (typeof TIMELINES)[number]) {
  return MODELS[kind].collection
}

const MODELS = { serviceRequests: ServiceRequest } as const
