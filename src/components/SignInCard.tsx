import { Text, View } from '@tarojs/components'
import { common } from '../i18n/zh/common'
import { goTo } from '../phone/navigation'
import { Button } from './Button'
import { Card } from './Card'

/** Says what one has to be signed in for, and leads there; signing in comes back. */
export function SignInCard({ title, text }: { title: string; text: string }) {
  return (
    <Card className='stack card-signIn'>
      <View className='stack-tight'>
        <Text className='heading'>{title}</Text>
        <Text className='small'>{text}</Text>
      </View>
      <View className='btns'>
        <Button className='btn-signIn' kind='main' text={common.signIn} onTap={() => goTo('signIn')} />
      </View>
    </Card>
  )
}
