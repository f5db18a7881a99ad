import { useState } from 'react'
import { triage } from '../../../api/catalogue'
import type { Catalogue, TriageResult } from '../../../contract/catalogue'
import { useLoad, type Load } from '../../../hooks/useLoad'
import { useMyVillage } from '../../../hooks/useMyVillage'
import { answersOf, matterOf, questionsFor, withReply, type Matter, type QuestionName, type Replies } from './questions'

/** The state of the triage: the present question, the replies, and the advice after the last question. */
export interface Inquiry {
  replies: Replies
  /** Index of the present question; beyond the last question the advice is shown. */
  at: number
  questions: QuestionName[]
  question: QuestionName | undefined
  matter: Matter
  /** True after "next" was tapped without a reply. */
  missed: boolean
  /** Code for which the advice is asked; null while questions are left. */
  codeAsked: string | null
  itemCode: string | null
  result: Load<TriageResult>
  reply: (reply: string) => void
  next: () => void
  back: () => void
  restart: () => void
}

/**
 * Walks through the questions; going back keeps the replies.
 * @param catalogue null while it is being loaded
 * @param named code the screen was opened for
 */
export function useInquiry(catalogue: Catalogue | null, named: string | undefined): Inquiry {
  const villageCode = useMyVillage()
  const [replies, setReplies] = useState<Replies>({})
  const [at, setAt] = useState(0)
  const [missed, setMissed] = useState(false)
  const matter = catalogue && matterOf(catalogue, named ?? replies.matter)
  const questions = questionsFor(matter, named !== undefined, replies)
  const question = questions[at]
  const code = matter === null ? null : matter.kind === 'item' ? matter.item.code : matter.code
  const codeAsked = question === undefined ? code : null
  const answers = answersOf(questions, replies)
  const result = useLoad(
    codeAsked && JSON.stringify([codeAsked, answers, villageCode]),
    () => triage(codeAsked ?? '', answers, villageCode),
    { onShow: false }
  )
  const go = (to: number) => { setMissed(false); setAt(to) }
  return {
    replies, at, questions, question, matter, missed, codeAsked, result,
    itemCode: matter?.kind === 'item' ? matter.item.code : null,
    reply: reply => {
      setMissed(false)
      if (question) setReplies(withReply(replies, question, reply))
    },
    next: () => {
      if (question && replies[question] === undefined) setMissed(true)
      else go(at + 1)
    },
    back: () => go(Math.max(0, Math.min(at, questions.length) - 1)),
    restart: () => { setReplies({}); go(0) }
  }
}
