import { Text, View } from '@tarojs/components'
import { Button } from '../../components/Button'
import { Card } from '../../components/Card'
import { me as words } from '../../i18n/zh/me'
import { goTo } from '../../phone/navigation'

/** What is shown while nobody is signed in. */
export function Stranger() {
  const { title, text, action } = words.stranger
  return (
    <Card className='stack card-stranger'>
      <View className='stack-tight'>
        <Text className='heading'>{title}</Text>
        <Text className='small'>{text}</Text>
      </View>
      <View className='btns'>
        <Button className='btn-signIn' kind='main' text={action} onTap={() => goTo('signIn')} />
      </View>
    </Card>
  )
}
