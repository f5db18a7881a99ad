import { Text } from '@tarojs/components'
import { Icon, type IconName } from './Icon'
import { Tap } from './Tap'

interface LinkProps {
  text: string
  onTap: () => void
  icon?: IconName
  tone?: 'brand' | 'bad'
  className?: string
  label?: string
}

/** A secondary action, as a text that can be tapped. */
export function Link({ text, onTap, icon, tone = 'brand', className = '', label }: LinkProps) {
  return (
    <Tap className={`link ${tone === 'bad' ? 'link-bad' : ''} ${className}`} onTap={onTap} label={label}>
      {icon && <Icon name={icon} tone={tone} size='small' />}
      <Text>{text}</Text>
    </Tap>
  )
}
