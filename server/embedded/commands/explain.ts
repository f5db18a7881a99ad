/**
 * explain. Promise: the answer tells the plan that the command would use, with the index and its direction by name.
 * Unless only the plan is asked for (verbosity queryPlanner), the query part runs to count keys and documents. Nothing
 * is written.
 */
import { CommandError } from '../errors'
import { checkOptions } from '../gate'
import { parseFilter } from '../match'
import { Memory } from '../memory'
import { checkPipeline, splitPipeline } from '../pipeline'
import { choosePlan, describePlan } from '../planner'
import { type Query, runPlan } from '../query'
import { parseSort } from '../sorting'
import { type Doc, isDoc } from '../values'
import { type Call, type Handler, docOption, namespaceOf, pauseFor } from './command'
import { findQuery } from './reading'

type Reader = (command: Doc, call: Call) => Query

const onlyFilter = (filter: Doc, sort: unknown, hint: unknown, limit: number): Query => ({
  filter: parseFilter(filter), sort: parseSort(sort), skip: 0, limit, hint
})

const readers: Record<string, Reader> = {
  find: findQuery,
  count: command => onlyFilter(docOption(command, 'query'), undefined, command.hint, 0),
  distinct: command => onlyFilter(docOption(command, 'query'), undefined, command.hint, 0),
  findAndModify: command => onlyFilter(docOption(command, 'query'), command.sort, command.hint, 1),
  update: command => statement(command.updates, part => part.multi === true),
  delete: command => statement(command.deletes, part => Number(part.limit) === 0),
  aggregate: (command, { server, database }) =>
    ({
      ...splitPipeline(checkPipeline(command.pipeline), { store: server.store, database, memory: new Memory() }).head,
      hint: command.hint
    })
}

function statement(statements: unknown, isMany: (part: Doc) => boolean): Query {
  const [first] = Array.isArray(statements) ? statements as unknown[] : []
  if (!isDoc(first)) throw new CommandError(9, 'explain needs one statement')
  return onlyFilter(docOption(first, 'q'), undefined, first.hint, isMany(first) ? 0 : 1)
}

export const explain: Handler = async call => {
  const { server: { store }, command } = call
  checkOptions(command, ['verbosity'])
  const inner = docOption(command, 'explain')
  const [name = ''] = Object.keys(inner)
  const reader = readers[name]
  if (!reader) throw new CommandError(115, `Explain failed due to unknown or unsupported command: ${name}`)
  const namespace = namespaceOf({ ...call, command: inner })
  const query = reader(inner, call)
  const collection = store.collections.get(namespace)
  const plan = collection ? choosePlan(store, collection, query.filter, query.sort, query.hint) : undefined
  const scan = plan ? describePlan(plan) : { stage: 'EOF' }
  const winningPlan = plan && !plan.sorted
    ? { stage: 'SORT', sortPattern: Object.fromEntries(query.sort), inputStage: scan }
    : scan
  const queryPlanner = { namespace, indexFilterSet: false, winningPlan, rejectedPlans: [] }
  if (command.verbosity === 'queryPlanner') return { explainVersion: '1', queryPlanner, ok: 1 }
  const work = { keysExamined: 0, docsExamined: 0 }
  const pause = pauseFor(call)
  let nReturned = 0
  for (const found of collection && plan ? runPlan(store, collection, plan, query, work) : []) {
    if (found) nReturned += 1
    if (pause.isDue()) await pause.rest()
  }
  const executionStats = {
    executionSuccess: true, nReturned, totalKeysExamined: work.keysExamined, totalDocsExamined: work.docsExamined
  }
  return { explainVersion: '1', queryPlanner, executionStats, ok: 1 }
}
