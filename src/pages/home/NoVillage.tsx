import { Text, View } from '@tarojs/components'
import { Button } from '../../components/Button'
import { Card } from '../../components/Card'
import { home } from '../../i18n/zh/home'
import { goTo } from '../../phone/navigation'

/** Asks for the village: before it is known, the people responsible can't be shown. */
export function NoVillage() {
  const { title, text, action } = home.noVillage
  return (
    <Card className='stack card-noVillage'>
      <View className='stack-tight'>
        <Text className='heading'>{title}</Text>
        <Text className='small'>{text}</Text>
      </View>
      <View className='btns'>
        <Button className='btn-chooseVillage' kind='main' icon='place' text={action} onTap={() => goTo('villages')} />
      </View>
    </Card>
  )
}
