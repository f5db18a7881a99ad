/** Something that isn't as it was written. */
export interface AuditFault {
  /** Station of the chain; null for what belongs to no chain. */
  station: string | null
  /** Number in the chain; null where it isn't one entry's. */
  seq: number | null
  what: string
}

export type ReportFault = (fault: AuditFault) => void
