import { Button as WechatButton, Text, View } from '@tarojs/components'
import { useWechatAsking } from '../hooks/useWechatAsking'
import { privacy } from '../i18n/zh/privacy'
import { openWechatContract, WECHAT_AGREE_ID } from '../phone/wechatPrivacy'
import { Button } from './Button'
import { Link } from './Link'
import { Sheet } from './Sheet'

/**
 * WeChat's privacy guide has to be agreed to before WeChat goes on. The agreement counts only when WeChat's own button
 * is tapped.
 */
export function WechatPrivacySheet() {
  const asking = useWechatAsking()
  if (!asking) return null
  return (
    <Sheet
      title={privacy.wechatTitle}
      className='sheet-wechatPrivacy'
      onClose={asking.refuse}
      footer={
        <>
          <Button className='btn-refuse' kind='ghost' text={privacy.wechatRefuse} onTap={asking.refuse} />
          <WechatButton
            id={WECHAT_AGREE_ID}
            className='btn btn-main btn-agreeWechat'
            openType='agreePrivacyAuthorization'
            onAgreePrivacyAuthorization={asking.agree}
          >
            {privacy.agree}
          </WechatButton>
        </>
      }
    >
      <View className='stack'>
        <Text className='block'>{privacy.wechatText}</Text>
        <Link className='link-contract' text={privacy.wechatContract} onTap={openWechatContract} />
      </View>
    </Sheet>
  )
}
