/**
 * What every command handler receives, and what the handlers share: the namespace, numbers, and the pause for long
 * work.
 */
import type { Cursors } from '../cursors'
import { CommandError } from '../errors'
import { Pause } from '../query'
import type { Store } from '../store'
import { type Doc, isDoc, numberOf, typeName } from '../values'

export interface Server {
  store: Store
  cursors: Cursors
  startedAt: number
  parameters: { ttlMonitorSleepSecs: number }
}
export interface Call { server: Server, command: Doc, database: string, connectionId: number }
export type Handler = (call: Call) => Promise<Doc | Buffer> | Doc | Buffer

/** The namespace a command works on, for instance "app.users"; refuses names that MongoDB refuses. */
export function namespaceOf({ command, database }: Call): string {
  const [name] = Object.values(command)
  if (typeof name !== 'string') throw new CommandError(73, `collection name has invalid type ${typeName(name)}`)
  checkName(database, name)
  return `${database}.${name}`
}

function checkName(database: string, name: string): void {
  if (!/^[^\s/\\."$*<>:|?\0]{1,63}$/u.test(database)) throw new CommandError(73, `Invalid database name: '${database}'`)
  const wrong = name === '' || name.includes('$') || name.includes('\0') || name.startsWith('.') ||
    name.endsWith('.') || name.startsWith('system.')
  if (wrong || Buffer.byteLength(name) > 200) {
    throw new CommandError(73, `Invalid namespace specified '${database}.${name}'`)
  }
}

/** A whole, non-negative number from a command, or `otherwise` when it is absent. */
export function countOption(command: Doc, name: string, otherwise: number): number {
  const value = command[name]
  if (value === undefined || value === null) return otherwise
  const number = numberOf(value)
  if (number === undefined) throw new CommandError(14, `Field '${name}' must be a number, not ${typeName(value)}`)
  if (number < 0 || !Number.isInteger(number)) {
    throw new CommandError(2, `Field '${name}' must be a non-negative integer, got ${number}`)
  }
  return number
}

/** A document from a command, or an empty one. */
export function docOption(command: Doc, name: string): Doc {
  const value = command[name]
  if (value === undefined) return {}
  if (!isDoc(value)) throw new CommandError(14, `Field '${name}' must be an object, not ${typeName(value)}`)
  return value
}

/** The pause for one command, with its maxTimeMS. */
export function pauseFor({ server, command }: Call): Pause {
  return new Pause(server.store, maxTimeOf(command))
}

/** A command's maxTimeMS, or 0 when it has none. */
export const maxTimeOf = (command: Doc): number => numberOf(command.maxTimeMS) ?? 0

/** A number a command must have. */
export function numberOption(command: Doc, name: string): number {
  const number = numberOf(command[name])
  if (number === undefined) throw new CommandError(40414, `BSON field '${name}' is missing but a required field`)
  return number
}
