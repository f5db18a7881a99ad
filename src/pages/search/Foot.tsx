import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../components/Button'
import { Link } from '../../components/Link'
import type { SearchPage } from '../../contract/search'
import { search as words } from '../../i18n/zh/search'
import { callPhone, EMERGENCY } from '../../phone/dial'
import { goTo } from '../../phone/navigation'
import { AnswerSheet, type SheetAnswer } from './AnswerSheet'
import { isStaff } from './Standing'
import type { Saying } from './useSaying'

/** What the reader can say, the most likely in one tap; staff also call 110 from here. */
export function Foot({ page, saying }: { page: SearchPage; saying: Saying }) {
  const [asking, setAsking] = useState<SheetAnswer | null>(null)
  const staff = isStaff(page)
  const helper = page.me.kind === 'neighbour' || page.me.kind === 'agent'
  const open = () => goTo(staff ? 'officerServiceRequest' : 'serviceRequest', { id: page.id })
  if (page.search.ended) return helper ? null : <Button className='btn-open' text={words.open} onTap={open} />
  return (
    <View className='moves search-foot'>
      {staff ? <StaffSay onAsk={setAsking} /> : <PlainSay saying={saying} onAsk={setAsking} />}
      {staff && <Link className='link-open' text={words.open} onTap={open} />}
      {asking !== null && <AnswerSheet answer={asking} saying={saying} onClose={() => setAsking(null)} />}
    </View>
  )
}

function StaffSay({ onAsk }: { onAsk: (answer: SheetAnswer) => void }) {
  return (
    <>
      <Button className='btn-call110' kind='danger' icon='phone' text={words.call110} onTap={() => callPhone(EMERGENCY.police)} />
      <View className='btns'>
        <Button className='btn-seen' text={words.staffSay.seen} onTap={() => onAsk('seen')} />
        <Button className='btn-away' text={words.staffSay.away} onTap={() => onAsk('away')} />
      </View>
      <View className='btns'>
        <Button className='btn-emergency' kind='ghost' text={words.say.emergency} onTap={() => onAsk('emergency')} />
        <Button className='btn-skip' kind='ghost' text={words.say.skip} onTap={() => onAsk('skip')} />
      </View>
    </>
  )
}

function PlainSay({ saying, onAsk }: { saying: Saying; onAsk: (answer: SheetAnswer) => void }) {
  const { busy, say } = saying
  return (
    <>
      <Button className='btn-seen' kind='main' text={words.say.seen} onTap={() => onAsk('seen')} />
      <View className='btns'>
        <Button className='btn-going' busy={busy} text={words.say.going} onTap={() => void say({ answer: 'going' })} />
        <Button className='btn-unreached' busy={busy} text={words.say.unreached} onTap={() => void say({ answer: 'unreached' })} />
      </View>
      <View className='btns'>
        <Button className='btn-away' kind='ghost' text={words.say.away} onTap={() => onAsk('away')} />
        <Button className='btn-emergency' kind='ghost' text={words.say.emergency} onTap={() => onAsk('emergency')} />
      </View>
    </>
  )
}
