/** Which cells of the matrix of rights (one route, one person, one thing) a run tries. */
import { dice, endurance, sample } from '../../setup/endurance'
import type { Somebody } from './everybody'
import type { Thing } from './facts'
import type { Verdict } from './rules'

export interface Cell {
  who: Somebody
  /** Null: nothing, or a missing thing. */
  thing: Thing | null
  id: string
  due: Verdict
}

export interface Chosen {
  first: Cell[]
  rest: Cell[]
  /** Cells whose answer may be a success, tried one after the other until the route has had a success. */
  spare: Cell[]
}

/** Chooses among the cells of one case. @param first cells about nothing @param rest cells about existing things */
export type Chooser = (first: readonly Cell[], rest: readonly Cell[]) => Chosen

export const everyCell: Chooser = (first, rest) => ({ first: [...first], rest: [...rest], spare: [] })

const PEOPLE = 6
const CELLS = 10
const PER_VERDICT = 2

/**
 * Some cells of each case, drawn anew in every run: those of a few people, who take turns so that everybody is used,
 * and at least one for every verdict that the rules know for the case.
 */
export function someCells(next = dice()): Chooser {
  let turns: string[] = []
  return (first, rest) => {
    const names = new Set<string>()
    while (names.size < Math.min(PEOPLE, first.length)) {
      if (turns.length === 0) turns = shuffled(first.map(({ who }) => who.name), next)
      names.add(turns.pop()!)
    }
    const chosen = new Set(sample(rest.filter(({ who }) => names.has(who.name)), CELLS, next))
    for (const cells of byVerdict(rest)) for (const cell of sample(cells, PER_VERDICT, next)) chosen.add(cell)
    for (const cells of byVerdict(first)) for (const { who } of sample(cells, PER_VERDICT, next)) names.add(who.name)
    for (const { who } of chosen) names.add(who.name)
    const spare = shuffled([...first, ...rest].filter(cell => cell.due === 'allowed' && !chosen.has(cell)), next)
    return { first: first.filter(({ who }) => names.has(who.name)), rest: rest.filter(cell => chosen.has(cell)), spare }
  }
}

/** Every cell in the long form, some in the short one. */
export function cellsOfRun(): Chooser {
  return endurance({ short: () => someCells(), long: () => everyCell })()
}

function byVerdict(cells: readonly Cell[]): Cell[][] {
  const groups = new Map<Verdict, Cell[]>()
  for (const cell of cells) groups.set(cell.due, [...groups.get(cell.due) ?? [], cell])
  return [...groups.values()]
}

function shuffled<T>(items: readonly T[], next: () => number): T[] {
  const left = [...items]
  return items.map(() => left.splice(Math.floor(next() * left.length), 1)[0]!)
}
