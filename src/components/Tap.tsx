import { View } from '@tarojs/components'
import type { PropsWithChildren } from 'react'
import { spoken } from './spoken'

interface TapProps {
  className?: string
  onTap: () => void
  role?: 'button' | 'link' | 'radio' | 'checkbox' | 'tab'
  /** Read out by a screen reader instead of the text inside. */
  label?: string
  disabled?: boolean
  checked?: boolean
  selected?: boolean
}

/** An element that can be tapped, also with a keyboard or a screen reader. Buttons, links and rows are made of it. */
export function Tap({
  className = '',
  onTap,
  role = 'button',
  label,
  disabled = false,
  checked,
  selected,
  children
}: PropsWithChildren<TapProps>) {
  const act = () => {
    if (!disabled) onTap()
  }
  return (
    <View
      className={`tappable ${className}`}
      hoverClass={disabled ? 'none' : 'pressed'}
      onClick={act}
      {...keyboard(act, role)}
      {...spoken({ role, label, checked, selected, disabled: disabled || undefined })}
    >
      {children}
    </View>
  )
}

function keyboard(act: () => void, role: string): object {
  if (process.env.TARO_ENV !== 'h5') return {}
  return {
    tabIndex: 0,
    onKeyDown: (event: KeyboardEvent) => {
      const wanted = event.key === 'Enter' || (event.key === ' ' && role !== 'link')
      if (!wanted || event.target !== event.currentTarget) return
      event.preventDefault()
      act()
    }
  }
}
