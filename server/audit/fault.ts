/** A difference between what was written and what is stored now. */
export interface AuditFault {
  /** Station of the chain; null for a fault outside the chains. */
  station: string | null
  /** Number in the chain; null where the fault does not concern one entry. */
  seq: number | null
  what: string
}

export type ReportFault = (fault: AuditFault) => void
