/** A second BFF on the database of a test; its parent lets it import data, or be killed in the middle of an import. */
import { importData } from '../../server/import/importData'
import { Responsibility } from '../../server/people/model'
import { buildApp, type TestApp } from './app'
import { runChild, serveParent } from './childProcess'

let app: TestApp

const commands = {
  async importFrom(directory: string): Promise<void> {
    await importData({ directory, fields: app.deps.fields, today: '2026-11-24' })
  },
  /** Ends this process when the people are written and the responsibilities are not. */
  async beKilledImporting(directory: string): Promise<void> {
    Responsibility.bulkWrite = () => process.kill(process.pid, 'SIGKILL') as never
    await importData({ directory, fields: app.deps.fields, today: '2026-11-24' })
  }
}
export type GroundCommands = typeof commands

runChild(async () => {
  app = await buildApp()
  await serveParent(app, commands)
})
