import type { Deps } from '../deps'
import type { Endpoints } from '../endpoint'
import { idParams } from '../typed'
import { changeNoSignal, listNoSignal } from './change'
import { noSignalBody, noSignalSchema, windowParams } from './schema'
import { windowOf, withWindow } from './windows'

/** When somebody of the staff has no signal. */
export function mountNoSignal(endpoints: Endpoints<Deps>): void {
  endpoints.mount({
    name: 'listNoSignal', summary: 'When this colleague, or I, have no signal.',
    params: idParams, response: noSignalSchema
  }, ({ params, ...context }) => listNoSignal(params.id, context))

  endpoints.mount({
    name: 'addNoSignal',
    summary: 'No signal every week, or once: the clocks of open matters stand still then. Sent twice, it is one window.',
    params: idParams, body: noSignalBody, response: noSignalSchema,
    errors: ['timeInPast', 'timeTooFar', 'noSignalTooLong', 'tooManyNoSignal', 'changedMeanwhile']
  }, ({ params, body, ...context }) => {
    const added = windowOf(body, context.now)
    return changeNoSignal(params.id, windows => withWindow(windows, added), context)
  })

  endpoints.mount({
    name: 'removeNoSignal', summary: 'There is a signal after all.',
    params: windowParams, response: noSignalSchema, errors: ['changedMeanwhile']
  }, ({ params, ...context }) =>
    changeNoSignal(params.id, windows => windows.filter(({ id }) => id !== params.window), context))
}
