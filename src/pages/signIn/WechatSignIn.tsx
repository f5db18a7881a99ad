import { Button as WechatButton, Text, View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../components/Button'
import { Card } from '../../components/Card'
import { Note } from '../../components/Note'
import { useSession } from '../../hooks/useSession'
import { common } from '../../i18n/zh/common'
import { signIn as words } from '../../i18n/zh/signIn'
import type { SigningIn } from './useSigningIn'

/**
 * Signs in with the WeChat account; the first time, also asks for the phone number, which WeChat hands out only through
 * its own button.
 */
export function WechatSignIn({ signingIn: { busy, withWechat, withPhone } }: { signingIn: SigningIn }) {
  const { user, begun } = useSession()
  const [refused, setRefused] = useState(false)
  if (!begun || user) {
    return (
      <View className='btns'>
        <Button className='btn-wechat' kind='main' text={words.wechat} busy={busy} onTap={withWechat} />
      </View>
    )
  }
  return (
    <Card className='stack'>
      <Text className='block'>{words.phoneLead}</Text>
      {refused && <Note className='note-refused' tone='wait' text={words.phoneRefused} />}
      <View className='btns'>
        <WechatButton
          className='btn btn-main btn-phone'
          openType='getPhoneNumber'
          disabled={busy}
          onGetPhoneNumber={event => {
            const { code } = event.detail as { code?: string }
            setRefused(!code)
            if (code) withPhone(code)
          }}
        >
          {busy ? common.busy : words.phone}
        </WechatButton>
      </View>
    </Card>
  )
}
