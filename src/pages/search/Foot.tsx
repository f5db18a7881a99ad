import { View } from '@tarojs/components'
import { Button } from '../../components/Button'
import type { SearchPage } from '../../contract/search'
import { search as words } from '../../i18n/zh/search'
import { callPhone, EMERGENCY } from '../../phone/dial'
import { goTo } from '../../phone/navigation'
import type { SheetAnswer } from './AnswerSheet'
import { isStaff } from './isStaff'
import type { Saying } from './useSaying'

/** Opens the sheet of an answer that needs more than a tap. */
export type Asking = (answer: SheetAnswer) => void

/** What the reader can say, the most likely in one tap; staff also call 110 from here. */
export function Foot({ page, saying, onAsk }: { page: SearchPage; saying: Saying; onAsk: Asking }) {
  const staff = isStaff(page)
  const helper = page.me.kind === 'neighbour' || page.me.kind === 'agent'
  const open = () => goTo(staff ? 'officerServiceRequest' : 'serviceRequest', { id: page.id })
  if (page.search.ended) return helper ? null : <Button className='btn-open' text={words.open} onTap={open} />
  return (
    <View className='moves search-foot'>
      {staff ? <StaffSay onAsk={onAsk} /> : <PlainSay saying={saying} onAsk={onAsk} />}
    </View>
  )
}

function StaffSay({ onAsk }: { onAsk: Asking }) {
  return (
    <>
      <View className='btns'>
        <Button className='btn-seen' text={words.staffSay.seen} onTap={() => onAsk('seen')} />
        <Button className='btn-away' text={words.staffSay.away} onTap={() => onAsk('away')} />
      </View>
      <Button
        className='btn-call110'
        kind='danger'
        icon='phone'
        text={words.call110}
        onTap={() => callPhone(EMERGENCY.police)}
      />
    </>
  )
}

/** The other things to say, below how the search stands. */
export function MoreToSay({ page, saying, onAsk }: { page: SearchPage; saying: Saying; onAsk: Asking }) {
  const { busy, say } = saying
  const staff = isStaff(page)
  return (
    <View className='btns search-more'>
      {!staff && (
        <>
          <Button
            className='btn-unreached'
            busy={busy}
            text={words.say.unreached}
            onTap={() => void say({ answer: 'unreached' })}
          />
          <Button className='btn-away' text={words.say.away} onTap={() => onAsk('away')} />
        </>
      )}
      <Button className='btn-emergency' kind='ghost' text={words.say.emergency} onTap={() => onAsk('emergency')} />
      {staff && <Button className='btn-skip' kind='ghost' text={words.say.skip} onTap={() => onAsk('skip')} />}
    </View>
  )
}

function PlainSay({ saying, onAsk }: { saying: Saying; onAsk: Asking }) {
  const { busy, say } = saying
  return (
    <>
      <Button className='btn-going' busy={busy} text={words.say.going} onTap={() => void say({ answer: 'going' })} />
      <Button className='btn-seen' kind='main' text={words.say.seen} onTap={() => onAsk('seen')} />
    </>
  )
}
