import { Text, View } from '@tarojs/components'
import { Bullets } from '../../../components/Bullets'
import { Button } from '../../../components/Button'
import { Card } from '../../../components/Card'
import { Link } from '../../../components/Link'
import { Note } from '../../../components/Note'
import { spoken } from '../../../components/spoken'
import type { TriageResult } from '../../../contract/catalogue'
import { triage as words } from '../../../i18n/zh/triage'
import { goTo } from '../../../phone/navigation'

/** The advice: how the matter is handled and why, where to go or whom to call, what to have ready. */
export function Advice({ result, itemCode }: { result: TriageResult; itemCode: string | null }) {
  const { outcome, reason, office, bring, prepareFirst } = result
  return (
    <View className={`stack advice advice-${outcome}`}>
      <View {...spoken({ role: 'heading', level: 2 })}>
        <Text className='title'>{words.advice[outcome]}</Text>
      </View>
      <Text className='lead'>{words.reasons[reason]}</Text>
      {office && <Where office={office} outcome={outcome} />}
      {isServed(outcome) && bring.length > 0 && (
        <Card className='stack-tight advice-bring'>
          <View {...spoken({ role: 'heading', level: 3 })}>
            <Text className='heading'>{words.bring[outcome]}</Text>
          </View>
          <Bullets lines={bring} />
        </Card>
      )}
      {prepareFirst && (
        <Note
          className='note-prepareFirst'
          tone='wait'
          text={outcome === 'counter' ? words.prepareFirstCounter : words.prepareFirst}
        />
      )}
      {itemCode && (
        <Link className='link-item' text={words.toItem} onTap={() => goTo('catalogueItem', { code: itemCode })} />
      )}
    </View>
  )
}

function isServed(outcome: TriageResult['outcome']): outcome is keyof typeof words.bring {
  return outcome in words.bring
}

/** The station depends on the village: without a village there is no address. */
function Where({ office, outcome }: { office: NonNullable<TriageResult['office']>; outcome: TriageResult['outcome'] }) {
  const known = office.address !== null || office.phone !== null
  return (
    <Card className='stack advice-office'>
      <View className='stack-tight'>
        <View {...spoken({ role: 'heading', level: 3 })}>
          <Text className='small'>{outcome === 'counter' ? words.where : words.whom}</Text>
        </View>
        <Text className='block strong'>{known ? office.name : words.noAddress}</Text>
        {office.address && <Text className='block'>{office.address}</Text>}
        {office.phone && <Text className='block'>{office.phone}</Text>}
        {outcome === 'counter' && office.phone && <Text className='small'>{words.callFirst}</Text>}
        {!known && <Text className='small'>{words.chooseVillageNote}</Text>}
      </View>
      {!known && (
        <View className='btns'>
          <Button
            className='btn-chooseVillage'
            icon='place'
            text={words.chooseVillage}
            onTap={() => goTo('villages')}
          />
        </View>
      )}
    </Card>
  )
}
