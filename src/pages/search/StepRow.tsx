import { Text, View } from '@tarojs/components'
import { Button } from '../../components/Button'
import { Link } from '../../components/Link'
import { Tag } from '../../components/Tag'
import type { AskedView, SearchStepView } from '../../contract/search'
import { moment } from '../../i18n/dates'
import { search as words } from '../../i18n/zh/search'
import { callPhone } from '../../phone/dial'
import type { Saying } from './useSaying'

interface StepRowProps {
  step: SearchStepView
  /** The reader may speak for those who had to be called. */
  staff: boolean
  saying: Saying
}

/** A step: when its people were or will be told, and what each of them said. */
export function StepRow({ step, staff, saying }: StepRowProps) {
  const { name, people, toldAt } = step
  return (
    <View className={`search-step step-${name} ${toldAt === null ? 'step-later' : ''}`}>
      <View className='row'>
        <Text className='grow strong'>{words.step.names[name]}</Text>
        <Text className='small'>{whenWords(step)}</Text>
      </View>
      {people.length === 0 && <Text className='small'>{words.step.nobody}</Text>}
      {people.map(one => <Asked key={one.key} one={one} open={staff && toldAt !== null} saying={saying} />)}
    </View>
  )
}

function whenWords({ toldAt, from, until, skipped }: SearchStepView): string {
  if (skipped) return words.step.skipped
  if (toldAt === null) return words.step.from(moment(from))
  return until === null ? words.step.told(moment(toldAt)) : words.step.until(moment(until))
}

/** A contact with a plain phone is called, and one tap says what came of it. */
function Asked({ one, open, saying }: { one: AskedView; open: boolean; saying: Saying }) {
  const { key, kind, phone, inApp, answer, answeredAt } = one
  const others = kind === 'neighbour' || kind === 'agent' || kind === 'relative'
  const say = (said: 'seen' | 'unreached') => void saying.say({ answer: said, whom: key })
  return (
    <View className={`search-asked asked-${kind}`}>
      <View className='row'>
        <Text className='grow'>{words.person(one)}</Text>
        {answer !== null && answeredAt !== null && (
          <Tag tone={answer === 'unreached' ? 'wait' : 'ok'} text={`${words.answers[answer]} ${moment(answeredAt)}`} />
        )}
        {answer === null && !inApp && <Tag tone='wait' text={words.mustCall} />}
      </View>
      {open && others && phone !== null && answer !== 'unreached' && (
        <>
          <Link
            className='link-dial'
            icon='phone'
            text={phone}
            label={words.numberLabel(phone, words.person(one))}
            onTap={() => callPhone(phone)}
          />
          <View className='btns asked-btns'>
            <Button className='btn-calledSeen' busy={saying.busy} text={words.calledSeen} onTap={() => say('seen')} />
            <Button
              className='btn-calledNot'
              kind='ghost'
              busy={saying.busy}
              text={words.calledNot}
              onTap={() => say('unreached')}
            />
          </View>
        </>
      )}
    </View>
  )
}
