import { Text, View } from '@tarojs/components'
import Taro, { useDidShow } from '@tarojs/taro'
import { useEffect, type PropsWithChildren, type ReactNode } from 'react'
import { useConnected } from '../hooks/useConnected'
import { useLetters } from '../hooks/useLetters'
import { common } from '../i18n/zh/common'
import { goBack } from '../phone/navigation'
import { Band } from './Band'
import { Icon } from './Icon'
import { spoken } from './spoken'
import { TabBar, type TabName } from './TabBar'
import { Tap } from './Tap'
import { WechatPrivacySheet } from './WechatPrivacySheet'

interface ScreenProps {
  /** Stable name: the root carries the class `screen-<name>`. */
  name: string
  title: string
  /** One of the main screens, with the tab bar at the bottom and no way back at the top. */
  tab?: TabName
  /** The main action, at the bottom of the screen. */
  footer?: ReactNode
  /** Panels over the page. */
  sheet?: ReactNode
  /** For the console: uses the whole width of a browser. */
  wide?: boolean
  /** What the no-signal band shows at its right end, as the count of things that wait to be sent. */
  waiting?: string
  /** What "back" does; the screen before is opened unless this is given. */
  onBack?: () => void
}

/** Root of every screen: carries the size of letters, the title, the no-signal band and the footer. */
export function Screen({
  name,
  title,
  tab,
  footer,
  sheet,
  wide = false,
  waiting,
  onBack = goBack,
  children
}: PropsWithChildren<ScreenProps>) {
  const letters = useLetters()
  const connected = useConnected()
  useTitle(title)
  return (
    <View className={`screen screen-${name} scale-${letters} ${wide ? 'screen-wide' : ''}`}>
      {!connected && <Band className='band-offline' text={common.offline} aside={waiting} />}
      {process.env.TARO_ENV === 'h5' && <Bar title={title} onBack={tab ? undefined : onBack} />}
      <View className='screen-body' {...spoken({ role: 'main' })}>
        {children}
      </View>
      {footer && <View className='screen-foot'>{footer}</View>}
      {tab && <TabBar current={tab} />}
      {sheet}
      {process.env.TARO_ENV === 'weapp' && <WechatPrivacySheet />}
    </View>
  )
}

/** The title and the way back, which WeChat shows in a bar of its own and a browser does not. */
function Bar({ title, onBack }: { title: string; onBack?: () => void }) {
  return (
    <View className='screen-bar' {...spoken({ role: 'banner' })}>
      {onBack && (
        <Tap className='screen-back' label={common.back} onTap={onBack}>
          <Icon name='back' tone='second' />
        </Tap>
      )}
      <View {...spoken({ role: 'heading', level: 1 })}>
        <Text>{title}</Text>
      </View>
    </View>
  )
}

function useTitle(title: string): void {
  useEffect(() => { void Taro.setNavigationBarTitle({ title }) }, [title])
  useDidShow(() => { void Taro.setNavigationBarTitle({ title }) })
}
