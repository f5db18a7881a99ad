/**
 * From a command's name to its handler. Promise: every command gets an answer, either its result or an error that
 * MongoDB's drivers understand; a failure in one command never affects another command.
 */
import { forget } from '../effort'
import { CommandError, asCommandError } from '../errors'
import type { Doc } from '../values'
import { administrationCommands } from './administration'
import type { Call, Handler } from './command'
import { explain } from './explain'
import { indexCommands } from './indexes'
import { readingCommands } from './reading'
import { writingCommands } from './writing'

const handlers = new Map<string, Handler>(
  Object.entries({ ...administrationCommands, ...indexCommands, ...readingCommands, ...writingCommands, explain })
)

/** Runs a command and returns its reply; never throws. */
export async function dispatch(call: Call): Promise<Doc | Buffer> {
  try {
    const [name = ''] = Object.keys(call.command)
    const handler = handlers.get(name)
    if (!handler) throw new CommandError(59, `no such command: '${name}'`)
    call.server.store.refresh()
    forget()
    return await handler(call)
  } catch (thrown) {
    return errorReply(thrown)
  }
}

/** The reply that carries an error. */
export function errorReply(thrown: unknown): Doc {
  const { code, codeName, message, extra } = asCommandError(thrown)
  return { ok: 0, errmsg: message, code, codeName, ...extra }
}
