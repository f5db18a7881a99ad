import type { ApiError } from '../../api/failure'

const WITHOUT_ANSWER = {
  offline: '没有连上。看看手机有没有信号，有了再试一次。写好的内容都还在。',
  timedOut: '信号太弱，等了很久没有回音，请再试一次。写好的内容都还在。'
}

/** The sentence for a failed call: the BFF's own where it answered. */
export function failureText(failure: ApiError): string {
  if (failure.code === 'offline' || failure.code === 'timedOut') return WITHOUT_ANSWER[failure.code]
  return failure.message
}
