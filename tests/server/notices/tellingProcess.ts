/** A BFF that tells people of matters on the database of a test, by the WeChat of its parent, until it is killed. */
import { climbToDesk } from '../../../server/matters/climb'
import { pushDue } from '../../../server/notices/push'
import { textDue } from '../../../server/notices/texts'
import { deliverEvents } from '../../../server/notices/deliver'
import { createLog } from '../../../server/log'
import { createSms } from '../../../server/sms/client'
import { FAKE_GATEWAY } from '../../../server/sms/fake'
import { createWechat } from '../../../server/wechat/client'
import { buildApp, Clock, type TestApp } from '../../setup/app'
import { runChild, serveParent } from '../../setup/childProcess'

let app: TestApp
/** The parent's clock, which stands still in between: what has to wait becomes due when the parent says so. */
const clock = new Clock()

const commands = {
  /** Tells whatever is due, over and over, until nothing is left. @param now ms since 1970 */
  async tell(now: number): Promise<void> {
    clock.ms = now
    await deliverEvents(app.deps)
    await pushDue(app.deps)
    await textDue(app.deps)
  },
  /** Gives the desk what nobody accepted. @param now ms since 1970 */
  async climb(now: number): Promise<number> {
    clock.ms = now
    await app.deps.ground.refresh()
    return climbToDesk(app.deps)
  }
}
export type TellingCommands = typeof commands

runChild(async () => {
  const { WECHAT_URL: api = '', REMINDERS: reminders = '{"resident":null,"staff":null}', SMS_URL: url = '' } = process.env
  const wechat = createWechat({
    appId: 'wx0123456789abcdef', secret: 'fake-secret-of-tests', api, log: createLog('silent'), now: clock.now,
    patience: { timeoutMs: 1000 }
  })
  app = await buildApp({ clock, wechat, sms: url === '' ? null : createSms({ ...FAKE_GATEWAY, url, timeoutMs: 1000 }) })
  app.deps.settings.reminders = JSON.parse(reminders) as typeof app.deps.settings.reminders
  await serveParent(app, commands)
})
