import Taro from '@tarojs/taro'
import { useState } from 'react'
import { ApiError } from '../../../api/failure'
import { createServiceRequest } from '../../../api/serviceRequests'
import type { CatalogueItem, Channel } from '../../../contract/catalogue'
import { normaliseIdNumber } from '../../../contract/idNumber'
import type { WorkingHours } from '../../../contract/workingHours'
import { useDraft, type Draft } from '../../../hooks/useDraft'
import { useLetters } from '../../../hooks/useLetters'
import { useMyVillage } from '../../../hooks/useMyVillage'
import { useReminders } from '../../../hooks/useReminders'
import { useSend, type Sending } from '../../../hooks/useSend'
import { useSession } from '../../../hooks/useSession'
import { goBack, goTo, replaceWith } from '../../../phone/navigation'
import {
  answersForMyself,
  faultsOf,
  faultsOfIdNumber,
  inputOf,
  NO_ANSWERS,
  questionOf,
  questionOfFault,
  questionsFor,
  stagesFor,
  type Answers,
  type Faults,
  type FaultyField,
  type QuestionName,
  type Stage
} from './answers'
import { scrollToFault } from './scrollToFault'

export interface NewServiceRequest {
  draft: Draft<Answers>
  answers: Answers
  change: (changes: Partial<Answers>) => void
  /** The identity number as it is typed. It is kept as long as this screen is open, and nowhere else. */
  idNumber: string
  changeIdNumber: (idNumber: string) => void
  /** True for items that only the person concerned may ask for. */
  selfOnly: boolean
  /** Village of the service request: the applicant's own unless another was picked; null while there is none. */
  villageCode: string | null
  mine: boolean
  /** The site's working hours. */
  hours: WorkingHours
  /** All questions of this item. */
  questions: Stage
  stages: Stage[]
  at: number
  stage: Stage
  faults: Faults
  sending: Sending
  /** True when an earlier try arrived with other content. */
  sentBefore: boolean
  /** Goes to the stage that asks this question. */
  goToQuestion: (question: QuestionName) => void
  next: () => void
  back: () => void
  send: () => void
}

/** The form: its answers, kept on the phone until the BFF has acknowledged them, its stage, and sending it. */
export function useNewServiceRequest(item: CatalogueItem, channel: Channel, hours: WorkingHours): NewServiceRequest {
  const { user } = useSession()
  const myVillage = useMyVillage()
  const questions = questionsFor(item)
  const { stages, at, stage, goToStage, goToQuestion } = useStages(questions)
  const [faults, setFaults] = useState<Faults>({})
  const [sentBefore, setSentBefore] = useState(false)
  const sending = useSend()
  const askForReminder = useReminders('resident')
  const typed = useTyped(item, channel, () => {
    sending.forgive()
    setFaults({})
  })
  const { draft, answers, idNumber } = typed
  const villageCode = answers.otherVillage ?? myVillage
  /**
   * Marks what is wrong with the answers to these questions and goes to the first fault.
   * @returns true when nothing is wrong
   */
  const check = (asked: Stage): boolean => {
    const found = {
      ...faultsOf(answers, asked, channel, villageCode),
      ...(asked.includes('idNumber') && faultsOfIdNumber(idNumber, Date.now()))
    }
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
      const input = inputOf(answers, { itemCode: item.code, channel, villageCode }, hours, Date.now())
      const { id } = await createServiceRequest(
        { ...input, ...(item.idNumberNeeded && { idNumber: normaliseIdNumber(idNumber) }) }, draft.idempotencyKey
      )
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
    if (!user) return goTo('signIn')
    if (!check(questions)) return
    askForReminder()
    void sending.send(attempt)
  }
  const back = () => {
    if (at === 0) goBack()
    else goToStage(at - 1)
  }
  return {
    ...typed, villageCode, mine: answers.otherVillage === null || answers.otherVillage === myVillage,
    hours, questions, stages, at, stage, faults, sending, sentBefore, goToQuestion, next, back, send
  }
}

type Typed = Pick<NewServiceRequest, 'draft' | 'answers' | 'change' | 'idNumber' | 'changeIdNumber' | 'selfOnly'>

/** The content of the form. @param onTouched called before every change */
function useTyped(item: CatalogueItem, channel: Channel, onTouched: () => void): Typed {
  const draft = useDraft<Answers>(`new:${item.code}:${channel}`, NO_ANSWERS)
  const [idNumber, setIdNumber] = useState('')
  const selfOnly = !item.relativeMayBook
  const change = (changes: Partial<Answers>) => {
    onTouched()
    // Another beneficiary has another identity number.
    if (changes.forWhom !== undefined) setIdNumber('')
    draft.change(changes)
  }
  const changeIdNumber = (typed: string) => {
    onTouched()
    setIdNumber(typed)
  }
  const answers = selfOnly ? { ...draft.value, ...answersForMyself(draft.value) } : draft.value
  return { draft, answers, change, idNumber, changeIdNumber, selfOnly }
}

interface Stages extends Pick<NewServiceRequest, 'stages' | 'at' | 'stage' | 'goToQuestion'> {
  goToStage: (index: number) => void
}

/** The stage of the form; a change to larger letters makes more stages. */
function useStages(questions: Stage): Stages {
  const stages = stagesFor(useLetters() !== 'standard', questions)
  const [reached, setReached] = useState(0)
  const at = Math.min(reached, stages.length - 1)
  const goToStage = (index: number) => {
    setReached(index)
    void Taro.pageScrollTo({ scrollTop: 0, duration: 0 })
  }
  const goToQuestion = (question: QuestionName) => goToStage(stages.findIndex(asked => asked.includes(question)))
  return { stages, at, stage: stages[at] ?? [], goToStage, goToQuestion }
}
