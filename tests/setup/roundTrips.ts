import mongoose from 'mongoose'

/** Commands by which the driver maintains its connections; no call waits for them. */
const OWN = ['hello', 'ismaster', 'ping', 'endSessions', 'killCursors']

/**
 * The names of the database commands that `run` causes, in order, e.g. `aggregate sessions`. Nothing else may use the
 * connection meanwhile, and it must have been opened with `monitorCommands`.
 */
export async function roundTripsOf(run: () => Promise<unknown>): Promise<string[]> {
  const trips: string[] = []
  const client = mongoose.connection.getClient()
  const note = ({ commandName, command }: { commandName: string; command: Record<string, unknown> }): void => {
    if (!OWN.includes(commandName)) trips.push(`${commandName} ${String(command[commandName])}`)
  }
  client.on('commandStarted', note)
  try {
    await run()
  } finally {
    client.off('commandStarted', note)
  }
  return trips
}
