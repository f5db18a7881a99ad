import { Text, View } from '@tarojs/components'
import { useUnread } from '../hooks/useUnread'
import { common } from '../i18n/zh/common'
import { replaceWith } from '../phone/navigation'
import { Icon } from './Icon'
import { spoken } from './spoken'
import { Tap } from './Tap'

const TABS = [
  { screen: 'home', icon: 'home' },
  { screen: 'serviceRequests', icon: 'list' },
  { screen: 'notices', icon: 'chat' },
  { screen: 'me', icon: 'person' }
] as const
export type TabName = (typeof TABS)[number]['screen']

/**
 * The main screens of the residents; that of the notices shows how many are unread. WeChat's own tab bar has a fixed
 * text size, so this one is drawn by the app.
 */
export function TabBar({ current }: { current: TabName }) {
  const unread = useUnread()
  return (
    <View className='tabs' {...spoken({ role: 'navigation', label: common.tabsLabel })}>
      <View className='tabs-row' {...spoken({ role: 'tablist', label: common.tabsLabel })}>
        {TABS.map(({ screen, icon }) => {
          const on = screen === current
          return (
            <Tap
              key={screen}
              className={`tab tab-${screen} ${on ? 'tab-on' : ''}`}
              role='tab'
              selected={on}
              onTap={() => { if (!on) replaceWith(screen) }}
            >
              <Icon name={icon} tone={on ? 'brand' : 'second'} />
              <Text>{screen === 'notices' && unread > 0 ? common.unreadTab(unread) : common.tabs[screen]}</Text>
            </Tap>
          )
        })}
      </View>
    </View>
  )
}
