import { Text } from '@tarojs/components'
import { getCatalogue } from '../../../api/catalogue'
import { Button } from '../../../components/Button'
import { Empty, Loaded } from '../../../components/Loaded'
import { Screen } from '../../../components/Screen'
import { useLoad } from '../../../hooks/useLoad'
import { useParam } from '../../../hooks/useParam'
import { common } from '../../../i18n/zh/common'
import { triage as words } from '../../../i18n/zh/triage'
import { callPhone, EMERGENCY } from '../../../phone/dial'
import { goBack, replaceWith } from '../../../phone/navigation'
import { Advice } from './Advice'
import { AdviceActions } from './AdviceActions'
import { Question } from './Question'
import type { QuestionName } from './questions'
import { useInquiry, type Inquiry } from './useInquiry'

/**
 * The triage: a few questions, then the advice. `?itemCode=` names the item or matter; without it the questions find
 * it.
 */
export default function TriageScreen() {
  const code = useParam('itemCode')
  const load = useLoad('catalogue', getCatalogue, { onShow: false })
  const inquiry = useInquiry(load.data, code)
  const { matter, question, result, codeAsked, itemCode } = inquiry
  const unknown = load.data !== null && code !== undefined && !matter
  const footer = result.data && codeAsked
    ? <AdviceActions result={result.data} itemCode={itemCode} onAgain={inquiry.restart} />
    : question && !unknown && <QuestionActions inquiry={inquiry} question={question} />
  return (
    <Screen
      name='triage'
      title={words.title}
      footer={footer || undefined}
      onBack={inquiry.at === 0 ? goBack : inquiry.back}
    >
      <Loaded of={load} waitingFor={words.waitingFor}>
        {catalogue => {
          if (unknown) return <Missing />
          if (!question) {
            return (
              <Loaded of={result} waitingFor={words.waitingForAdvice}>
                {advice => <Advice result={advice} itemCode={itemCode} />}
              </Loaded>
            )
          }
          return (
            <>
              <Text className='small'>
                {matter ? words.step(inquiry.at + 1, inquiry.questions.length) : words.stepOf(inquiry.at + 1)}
              </Text>
              <Question
                name={question}
                catalogue={catalogue}
                matter={matter}
                replies={inquiry.replies}
                error={inquiry.missed ? words.chooseFirst : undefined}
                onReply={inquiry.reply}
              />
            </>
          )
        }}
      </Loaded>
    </Screen>
  )
}

function QuestionActions({ inquiry, question }: { inquiry: Inquiry; question: QuestionName }) {
  if (question === 'danger' && inquiry.replies.danger === 'yes') {
    return (
      <Button
        className='btn-call110'
        kind='danger'
        icon='phone'
        text={words.call110}
        onTap={() => callPhone(EMERGENCY.police)}
      />
    )
  }
  return (
    <>
      {inquiry.at > 0 && <Button className='btn-previous' kind='ghost' text={common.previous} onTap={inquiry.back} />}
      <Button className='btn-next' kind='main' text={common.next} onTap={inquiry.next} />
    </>
  )
}

function Missing() {
  const { title, text, action } = words.missing
  return (
    <Empty
      title={title}
      text={text}
      action={{ text: action, className: 'btn-showAll', onTap: () => replaceWith('catalogue') }}
    />
  )
}
