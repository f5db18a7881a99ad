import { Text, View } from '@tarojs/components'
import { common } from '../i18n/zh/common'
import { goTo } from '../phone/navigation'
import { Button } from './Button'
import { Card } from './Card'

/** Says what signing in is needed for, and opens the sign-in screen; after signing in, this screen is shown again. */
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
