import { Text, View } from '@tarojs/components'
import { Button } from '../../components/Button'
import { Card } from '../../components/Card'
import { Tag } from '../../components/Tag'
import type { OtherMatter } from '../../contract/catalogue'
import { catalogue as words } from '../../i18n/zh/catalogue'
import { callPhone } from '../../phone/dial'

/** Matters that other offices answer, each with whom to call. */
export function MatterCards({ matters }: { matters: readonly OtherMatter[] }) {
  return (
    <>
      {matters.map(({ code, name, office, phone }) => (
        <Card key={code} className={`stack matter-${code}`}>
          <View className='stack-tight'>
            <Tag text={words.matter.tag} tone='wait' />
            <Text className='block strong'>{name}</Text>
            <Text className='small'>{words.matter.office(office)}</Text>
          </View>
          <View className='btns'>
            <Button
              className={`btn-call btn-call-${phone}`}
              icon='phone'
              text={words.matter.call(phone)}
              onTap={() => callPhone(phone)}
            />
          </View>
        </Card>
      ))}
    </>
  )
}
