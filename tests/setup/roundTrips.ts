import mongoose from 'mongoose'

/** Of the driver's own keeping of its connections; no call waits for them. */
const OWN = ['hello', 'ismaster', 'ping', 'endSessions', 'killCursors']

/**
 * What `run` asks of the database: the names of its commands in their order, e.g. `aggregate sessions`. Nothing else
 * may ask meanwhile. The connection must have been opened with `monitorCommands`.
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
