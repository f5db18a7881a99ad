import type { Dues } from '../contract/due'
import { call } from './http'

/** When a service request is due, and the sums behind it. @throws ApiError notFound, also when it is somebody else's */
export function getDueSums(id: string): Promise<Dues> {
  return call('getDueSums', { params: { id } })
}
