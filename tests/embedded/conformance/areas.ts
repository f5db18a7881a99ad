/** Every conformance case, by area. */
import { administration } from './administration'
import { application } from './application'
import type { Case } from './case'
import { cursors } from './cursors'
import { expressions } from './expressions'
import { modifying } from './findAndModify'
import { filters } from './filters'
import { gridFs } from './gridFs'
import { indexes } from './indexes'
import { matters } from './matters'
import { pipelines } from './pipelines'
import { projections } from './projections'
import { sorting } from './sorting'
import { updating } from './updates'
import { writing } from './writing'

export const areas: Record<string, Case[]> = {
  filters, sorting, projections, updates: updating, writing: [...writing, ...modifying], indexes, pipelines,
  expressions, cursors, administration, GridFS: gridFs, application, matters
}
