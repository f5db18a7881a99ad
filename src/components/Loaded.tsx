import { Text, View } from '@tarojs/components'
import { useEffect, useState, type ReactNode } from 'react'
import type { Load } from '../hooks/useLoad'
import { common } from '../i18n/zh/common'
import { failureText } from '../i18n/zh/errors'
import { Button } from './Button'
import { Note } from './Note'
import { spoken } from './spoken'

interface LoadedProps<T> {
  of: Load<T>
  /** What the screen waits for; shown after three seconds. */
  waitingFor: string
  /** How many cards the placeholder has. */
  cards?: number
  children: (data: T) => ReactNode
}

const SLOW_MS = 3000

/** What a screen shows of a load: a placeholder while it loads, the data, or why it failed and how to try again. */
export function Loaded<T>({ of: load, waitingFor, cards = 2, children }: LoadedProps<T>) {
  if (load.data !== null) {
    return (
      <>
        {load.failure && <Note className='stale' tone='wait' text={common.stale(failureText(load.failure))} />}
        {children(load.data)}
      </>
    )
  }
  if (load.failure) return <FailureState text={failureText(load.failure)} onRetry={() => void load.reload()} />
  return <Skeleton waitingFor={waitingFor} cards={cards} />
}

/** Why there is nothing to show, with a button to try again. */
export function FailureState({ text, onRetry }: { text: string; onRetry: () => void }) {
  return (
    <View className='state state-failure' {...spoken({ role: 'alert' })}>
      <Text className='block'>{text}</Text>
      <View className='btns'><Button className='btn-retry' text={common.retry} icon='refresh' onTap={onRetry} /></View>
    </View>
  )
}

interface EmptyProps {
  /** What the list will hold. */
  title: string
  text?: string
  action?: { text: string; onTap: () => void; className?: string }
}

/** An empty list: says what the list will hold and offers one useful action. */
export function Empty({ title, text, action }: EmptyProps) {
  return (
    <View className='state state-empty'>
      <Text className='heading'>{title}</Text>
      {text && <Text className='small'>{text}</Text>}
      {action && (
        <View className='btns'>
          <Button text={action.text} onTap={action.onTap} className={action.className} />
        </View>
      )}
    </View>
  )
}

function Skeleton({ waitingFor, cards }: { waitingFor: string; cards: number }) {
  const [slow, setSlow] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), SLOW_MS)
    return () => clearTimeout(timer)
  }, [])
  return (
    <View className='skeleton' {...spoken({ role: 'status', label: common.waitingFor(waitingFor) })}>
      {slow && <Text className='small'>{common.waitingFor(waitingFor)}</Text>}
      {Array.from({ length: cards }, (_, index) => (
        <View key={index} className='skeleton-card'>
          <View className='skeleton-line skeleton-short' />
          <View className='skeleton-line' />
          <View className='skeleton-line' />
        </View>
      ))}
    </View>
  )
}
