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
  /** One of the three rooms, with the tab bar below and no way back above. */
  tab?: TabName
  /** The main action, in the thumb's reach. */
  footer?: ReactNode
  /** Panels over the page. */
  sheet?: ReactNode
  /** For the console: uses a browser's width. */
  wide?: boolean
  /** What the no-signal band says at its end, as the count of what waits to be sent. */
  waiting?: string
  /** What "back" does on H5 unless it goes to the screen before. */
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

/** A browser has no bar of WeChat's with the title and the way back. */
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
