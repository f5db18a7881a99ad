import Taro from '@tarojs/taro'
import { useState } from 'react'
import { createServiceRequest } from '../../../api/serviceRequests'
import { ApiError } from '../../../api/failure'
import type { CatalogueItem, Channel } from '../../../contract/catalogue'
import { useDraft, type Draft } from '../../../hooks/draft'
import { goBack, goTo, replaceWith } from '../../../hooks/navigation'
import { useSend, type Sending } from '../../../hooks/send'
import { useSession } from '../../../hooks/session'
import { useLetters } from '../../../hooks/settings'
import { useMyVillage } from '../../../hooks/village'
import { scrollToFault } from './scrollToFault'
import {
  faultsOf, inputOf, NO_ANSWERS, questionOf, questionOfFault, QUESTIONS, stagesFor,
  type Answers, type Faults, type FaultyField, type QuestionName, type Stage
} from './answers'

export interface NewServiceRequest {
  draft: Draft<Answers>
  answers: Answers
  change: (changes: Partial<Answers>) => void
  /** The village it is for: one's own unless another was picked; null while there is none. */
  villageCode: string | null
  mine: boolean
  stages: Stage[]
  at: number
  stage: Stage
  faults: Faults
  sending: Sending
  /** An earlier try had arrived with other words. */
  sentBefore: boolean
  /** To the screen that asks this question. */
  goToQuestion: (question: QuestionName) => void
  next: () => void
  back: () => void
  send: () => void
}

/** The form: its answers, kept on the phone until they are acknowledged, how far it has come, and sending it. */
export function useNewServiceRequest(item: CatalogueItem, channel: Channel): NewServiceRequest {
  const draft = useDraft<Answers>(`new:${item.code}:${channel}`, NO_ANSWERS)
  const answers = draft.value
  const { user } = useSession()
  const myVillage = useMyVillage()
  const villageCode = answers.otherVillage ?? myVillage
  const { stages, at, stage, goToStage, goToQuestion } = useStages()
  const [faults, setFaults] = useState<Faults>({})
  const [sentBefore, setSentBefore] = useState(false)
  const sending = useSend()
  const change = (changes: Partial<Answers>) => {
    sending.forgive()
    setFaults({})
    draft.change(changes)
  }
  /** Says what is wrong with the answers to these questions, at the first of them. @returns true when all is well */
  const check = (questions: Stage): boolean => {
    const found = faultsOf(answers, questions, channel, villageCode)
    setFaults(found)
    const [first] = Object.keys(found) as FaultyField[]
    if (!first) return true
    goToQuestion(questionOfFault(first))
    scrollToFault()
    return false
  }
  const next = () => {
    if (check(stage)) goToStage(at + 1)
  }
  const attempt = async () => {
    if (villageCode === null) return
    try {
      const { id } = await createServiceRequest(inputOf(answers, item.code, channel, villageCode, Date.now()), draft.idempotencyKey)
      draft.clear()
      replaceWith('serviceRequest', { id })
    } catch (thrown) {
      if (thrown instanceof ApiError) afterRefusal(thrown)
      throw thrown
    }
  }
  const afterRefusal = ({ code, fields }: ApiError) => {
    setSentBefore(code === 'idempotencyKeyReused')
    if (code === 'idempotencyKeyReused') draft.renew()
    const question = fields.map(({ path }) => questionOf(path)).find(name => name !== null)
    if (question) goToQuestion(question)
  }
  const send = () => {
    if (!user) goTo('signIn')
    else if (check(QUESTIONS)) void sending.send(attempt)
  }
  const back = () => {
    if (at === 0) goBack()
    else goToStage(at - 1)
  }
  return {
    draft, answers, change, villageCode, mine: answers.otherVillage === null || answers.otherVillage === myVillage,
    stages, at, stage, faults, sending, sentBefore, goToQuestion, next, back, send
  }
}

interface Stages extends Pick<NewServiceRequest, 'stages' | 'at' | 'stage' | 'goToQuestion'> {
  goToStage: (index: number) => void
}

/** How far the form has come; larger letters on the way make more screens of it. */
function useStages(): Stages {
  const stages = stagesFor(useLetters() !== 'standard')
  const [reached, setReached] = useState(0)
  const at = Math.min(reached, stages.length - 1)
  const goToStage = (index: number) => {
    setReached(index)
    void Taro.pageScrollTo({ scrollTop: 0, duration: 0 })
  }
  const goToQuestion = (question: QuestionName) => goToStage(stages.findIndex(asked => asked.includes(question)))
  return { stages, at, stage: stages[at] ?? [], goToStage, goToQuestion }
}
