import type { ReminderHours } from '../../src/contract/notice'
import { PERMISSIONS } from '../../src/contract/permissions'
import type { Deps } from '../deps'
import type { Endpoints } from '../endpoint'
import { findVisible } from '../matters/relations'
import { idParams } from '../typed'
import { listReminders, recordReminders } from './agreements'
import { listCalls, recordCall } from './calls'
import { countUnread, listNotices } from './list'
import { readNotices } from './read'
import {
  answersBody, callOutcomeBody, callParams, callsSchema, noticesQuery, noticesSchema, readBody, remindersSchema,
  toldSchema, unreadSchema
} from './schema'
import { listTold } from './told'

/** The inbox of everybody, and what they agreed to receive in WeChat. */
export function mountNotices(endpoints: Endpoints<Deps>): void {
  endpoints.mount({
    name: 'listNotices', summary: 'What I was told, newest first.',
    query: noticesQuery, response: noticesSchema, errors: ['cursorInvalid']
  }, ({ query, ...context }) => listNotices(query, context))

  endpoints.mount({
    name: 'countUnreadNotices', summary: 'How many notices I have not read.', response: unreadSchema
  }, async ({ viewer }) => ({ unread: await countUnread(viewer) }))

  endpoints.mount({
    name: 'readNotices', summary: 'I have read these notices, or everything up to an instant.', body: readBody
  }, ({ body, ...context }) => readNotices(body, context))

  endpoints.mount({
    name: 'listReminders', summary: 'How many messages in WeChat I have agreed to.', response: remindersSchema
  }, async context => ({ items: await listReminders(context), hours: hoursOf(context.deps.settings) }))

  endpoints.mount({
    name: 'recordReminders', summary: 'What I answered when WeChat asked whether I want messages.',
    body: answersBody
  }, ({ body, ...context }) => recordReminders(body.answers, context))

  mountTold(endpoints)
}

/** Who was told of a matter, and the calls to people without an account. */
function mountTold(endpoints: Endpoints<Deps>): void {
  endpoints.mount({
    name: 'listTold', summary: 'Who was told of it, when and by which way.', params: idParams, response: toldSchema
  }, async ({ params, ...context }) => {
    const { viewer, now } = context
    const by = PERMISSIONS.listTold.by
    return { items: await listTold(await findVisible({ kind: null, id: params.id, by }, viewer, now), context) }
  })

  endpoints.mount({
    name: 'listCalls', summary: 'Whom I have to call, because no message reaches them.', response: callsSchema
  }, async context => ({ items: await listCalls(context) }))

  endpoints.mount({
    name: 'recordCall', summary: 'I reached the person, or not.', params: callParams, body: callOutcomeBody
  }, ({ params, body, ...context }) => recordCall(params.id, body, context))
}

function hoursOf({ quietHours: { from, until }, eveReminderAt }: Deps['settings']): ReminderHours {
  return { quietFrom: from, quietUntil: until, eveAt: eveReminderAt }
}
