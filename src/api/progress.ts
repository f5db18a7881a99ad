import type { ProgressQuestion, ProgressView } from '../contract/progress'
import { call } from './http'

/** How far a service request has come, for whoever holds its slip. @throws ApiError notFound, tooManyRequests */
export function askProgress(question: ProgressQuestion): Promise<ProgressView> {
  return call('askProgress', { body: question })
}
