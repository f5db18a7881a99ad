import { useState } from 'react'
import { answerSearch } from '../../api/serviceRequests'
import type { ApiError } from '../../api/failure'
import type { SearchAnswer, SearchAnswerInput, SearchPage } from '../../contract/search'
import { useDraft } from '../../hooks/useDraft'
import { useSend } from '../../hooks/useSend'

export interface Saying {
  busy: boolean
  failure: ApiError | null
  errorAt: (path: string) => string | undefined
  /** What was said last; null: nothing yet. */
  said: SearchAnswer | null
  /** @returns true when it reached the BFF */
  say: (input: SearchAnswerInput) => Promise<boolean>
}

/**
 * Says something about a search. The key of an answer is kept on the phone until it is acknowledged, so that a repeated
 * tap is the same answer.
 */
export function useSaying(id: string, page: SearchPage | null, onSaid: (page: SearchPage) => void): Saying {
  const { busy, failure, errorAt, send } = useSend()
  const [said, setSaid] = useState<SearchAnswer | null>(null)
  const draft = useDraft<{ input: string }>(`searchAnswer:${id}`, { input: '' })
  const say = (input: SearchAnswerInput): Promise<boolean> => send(async () => {
    const written = JSON.stringify(input)
    // Another answer than the one that was not acknowledged is a new one.
    const key = `${draft.idempotencyKey}-${fingerprint(written)}`
    draft.change({ input: written })
    onSaid(await answerSearch(id, input, key))
    draft.clear()
    setSaid(input.answer)
  })
  return { busy, failure, errorAt, said: page === null ? null : said, say }
}

/** A short number for a text, so that different answers get different keys. */
function fingerprint(text: string): string {
  let sum = 0
  for (let at = 0; at < text.length; at++) sum = (sum * 31 + text.charCodeAt(at)) % 1_000_000_007
  return sum.toString(36)
}
