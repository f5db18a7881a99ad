/** The board of a station's desk: what needs the desk, as numbers that open lists. Instants are ISO 8601. */
import type { Assignee, Page, ServiceRequestSummary } from './serviceRequestViews'

/**
 * The lists of the board:
 * - late: the next deadline has passed
 * - soon: the next deadline passes within some hours, which the site sets
 * - papers: papers are with those who answer, the longest first
 * - unopened: the phone of the assignee has not opened it yet
 * - open: everything that is open
 */
export const BOARD_LISTS = ['late', 'soon', 'papers', 'unopened', 'open'] as const
export type BoardList = (typeof BOARD_LISTS)[number]

/** More than this is not counted: the screen says 99+. */
export const COUNTED_MOST = 99

export interface BoardCount {
  count: number
  /** There are more than `count`. */
  more: boolean
}

/** The papers that one person holds. */
export interface PapersHeld {
  holder: { id: string; name: string }
  papers: string[]
  /** From when the first of them has been with this person. */
  since: string
}

/** One matter on the board. */
export interface BoardLine extends Omit<ServiceRequestSummary, 'assignee'> {
  assignee: Assignee
  /** When the assignee got it, and when the assignee's phone opened it. */
  assignedAt: string
  handsetAt: string | null
  papers: PapersHeld[]
  /** The papers have been out for longer than the site allows; since when the first one has been out. */
  papersLate: boolean
  papersOutSince: string | null
}

/** The numbers, and one page of the list that was asked for. */
export interface StationBoard extends Page<BoardLine> {
  counts: Record<BoardList, BoardCount>
  /** Within how many hours the list `soon` looks ahead, and after how many working days papers are late. */
  soonHours: number
  papersDays: number
}
