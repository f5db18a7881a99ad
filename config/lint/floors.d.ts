/** A rule as dependency-cruiser reads it. */
export interface FloorRule {
  name: string
  severity: 'error'
  comment: string
  from: { path: string; pathNot?: string | string[] }
  to: { path?: string; pathNot?: string | string[] }
}
export const FLOORS: Record<'server' | 'src', string[][]>
export function floorRules(): FloorRule[]
