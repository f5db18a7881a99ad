import type { Deps } from '../deps'
import type { Endpoints } from '../endpoint'
import { listReminders, recordReminders } from './agreements'
import { countUnread, listNotices } from './list'
import { readNotices } from './read'
import { answersBody, noticesQuery, noticesSchema, readBody, remindersSchema, unreadSchema } from './schema'

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
  }, async context => ({ items: await listReminders(context) }))

  endpoints.mount({
    name: 'recordReminders', summary: 'What I answered when WeChat asked whether I want messages.',
    body: answersBody
  }, ({ body, ...context }) => recordReminders(body.answers, context))
}
