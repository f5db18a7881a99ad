import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Icon, type IconName } from './Icon'
import { Tap } from './Tap'

interface ListRowProps {
  text: string
  note?: string
  icon?: IconName
  aside?: ReactNode
  onTap?: () => void
  className?: string
}

/** A row of a list in a card; with `onTap` it can be tapped and shows an arrow. */
export function ListRow({ text, note, icon, aside, onTap, className = '' }: ListRowProps) {
  const inside = (
    <>
      {icon && <Icon name={icon} />}
      <View className='grow'>
        <Text className='block'>{text}</Text>
        {note && <Text className='small'>{note}</Text>}
      </View>
      {aside}
      {onTap && <Icon name='next' tone='third' size='small' />}
    </>
  )
  if (!onTap) return <View className={`list-row ${className}`}>{inside}</View>
  return <Tap className={`list-row ${className}`} role='link' onTap={onTap}>{inside}</Tap>
}
