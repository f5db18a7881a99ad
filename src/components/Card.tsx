import { View } from '@tarojs/components'
import type { PropsWithChildren } from 'react'
import { Tap } from './Tap'

interface CardProps {
  className?: string
  /** When given, the whole card can be tapped. */
  onTap?: () => void
  label?: string
}

/** A white card about one thing. */
export function Card({ className = '', onTap, label, children }: PropsWithChildren<CardProps>) {
  if (onTap) return <Tap className={`card ${className}`} role='link' onTap={onTap} label={label}>{children}</Tap>
  return <View className={`card ${className}`}>{children}</View>
}
