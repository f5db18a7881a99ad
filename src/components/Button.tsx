import { Text } from '@tarojs/components'
import { common } from '../i18n/zh/common'
import { Icon, type IconName } from './Icon'
import { Tap } from './Tap'

interface ButtonProps {
  /** The text of the button: a verb that says what happens. */
  text: string
  onTap: () => void
  kind?: 'main' | 'soft' | 'ghost' | 'danger'
  icon?: IconName
  /** True while the call is under way: the button says so and ignores taps. */
  busy?: boolean
  disabled?: boolean
  /** Stable class for tests and styles, as `btn-submit`. */
  className?: string
  label?: string
}

/** A button that grows with its text. */
export function Button({
  text,
  onTap,
  kind = 'soft',
  icon,
  busy = false,
  disabled = false,
  className = '',
  label
}: ButtonProps) {
  const off = busy || disabled
  const tone = kind === 'main' || kind === 'danger' ? 'white' : kind === 'ghost' ? 'second' : 'brand'
  return (
    <Tap className={`btn btn-${kind} ${off ? 'btn-off' : ''} ${className}`} onTap={onTap} disabled={off} label={label}>
      {icon && <Icon name={icon} tone={tone} size='small' />}
      <Text>{busy ? common.busy : text}</Text>
    </Tap>
  )
}
