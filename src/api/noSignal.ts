import type { NoSignalInput, NoSignalView } from '../contract/noSignal'
import { call } from './http'

/** When somebody of the staff has no signal. @throws ApiError notFound where it is not the caller's to see */
export function listNoSignal(person: string): Promise<NoSignalView> {
  return call('listNoSignal', { params: { id: person } })
}

/** Sent again, it is still one window. @throws ApiError with the field to correct */
export function addNoSignal(person: string, window: NoSignalInput): Promise<NoSignalView> {
  return call('addNoSignal', { params: { id: person }, body: window })
}

/** A window that is gone already is no error. */
export function removeNoSignal(person: string, window: string): Promise<NoSignalView> {
  return call('removeNoSignal', { params: { id: person, window } })
}
