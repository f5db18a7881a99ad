import { Text, View } from '@tarojs/components'
import { Button } from '../../components/Button'
import { Field } from '../../components/Field'
import { FailureNote } from '../../components/Note'
import { Screen } from '../../components/Screen'
import { useParam } from '../../hooks/useParam'
import { progress as words } from '../../i18n/zh/progress'
import { Found } from './Found'
import { numberFromCode } from './numberFromCode'
import { useAsking, type Asking } from './useAsking'

/** Length of a number with its dashes, with room for spaces. */
const NUMBER_MOST = 24
const TAIL_LENGTH = 4

/**
 * The progress of a service request by its number and the last four digits of the phone, without signing in. `?number=`
 */
export default function ProgressScreen() {
  const first = numberFromCode({ number: useParam('number'), scene: useParam('scene'), q: useParam('q') })
  const asking = useAsking(first)
  const { answer, busy } = asking
  const footer = answer
    ? <Button className='btn-askAgain' text={words.again} onTap={asking.again} />
    : <Button className='btn-ask' kind='main' icon='search' text={words.ask} busy={busy} onTap={asking.ask} />
  return (
    <Screen name='progress' title={words.title} footer={footer}>
      {answer ? <Found found={answer} /> : <Question asking={asking} />}
    </Screen>
  )
}

function Question({ asking: { number, tail, faults, failure, changeNumber, changeTail, ask } }: { asking: Asking }) {
  return (
    <View className='stack progress-question'>
      {failure && !faults.number && !faults.tail ? (
        <FailureNote failure={failure} />
      ) : (
        <Text className='block'>{words.lead}</Text>
      )}
      <Field
        name='number'
        type='tel'
        label={words.number}
        hint={words.numberHint}
        placeholder={words.numberExample}
        value={number}
        onInput={changeNumber}
        most={NUMBER_MOST}
        error={faults.number}
      />
      <Field
        name='tail'
        type='tel'
        label={words.tail}
        placeholder={words.tailHint}
        value={tail}
        onInput={changeTail}
        most={TAIL_LENGTH}
        error={faults.tail}
        onConfirm={ask}
      />
    </View>
  )
}
