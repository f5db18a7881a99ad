import { Text, View } from '@tarojs/components'
import { useEffect, type PropsWithChildren, type ReactNode } from 'react'
import { common } from '../i18n/zh/common'
import { Button } from './Button'
import { spoken } from './spoken'

interface SheetProps {
  title: string
  onClose: () => void
  /** The buttons at the bottom; a single close button unless given. */
  footer?: ReactNode
  className?: string
}

/** A panel over the page for one small task. Its content scrolls, so that large letters are never cut off. */
export function Sheet({ title, onClose, footer, className = '', children }: PropsWithChildren<SheetProps>) {
  useEscape(onClose)
  return (
    <View className={`sheet ${className}`} {...spoken({ role: 'dialog', label: title })}>
      <View className='sheet-shade' onClick={onClose} />
      <View className='sheet-panel'>
        <View className='sheet-inner'>
          <View className='sheet-head' {...spoken({ role: 'heading', level: 2 })}>
            <Text className='title'>{title}</Text>
          </View>
          <View className='sheet-body' {...scrolledByKeys()}>
            {children}
          </View>
          <View className='sheet-foot'>
            {footer ?? <Button className='btn-close' text={common.close} kind='ghost' onTap={onClose} />}
          </View>
        </View>
      </View>
    </View>
  )
}

interface ConfirmProps {
  title: string
  /** Text of the button that does it: a verb, not "yes". */
  doText: string
  onDo: () => void
  onClose: () => void
  kind?: 'main' | 'danger'
  busy?: boolean
  disabled?: boolean
  className?: string
}

/** Asks for confirmation; the button says what will happen. */
export function Confirm({
  title,
  doText,
  onDo,
  onClose,
  kind = 'main',
  busy,
  disabled,
  className,
  children
}: PropsWithChildren<ConfirmProps>) {
  return (
    <Sheet
      title={title}
      onClose={onClose}
      className={className}
      footer={
        <>
          <Button className='btn-close' text={common.notNow} kind='ghost' onTap={onClose} />
          <Button className='btn-confirm' text={doText} kind={kind} busy={busy} disabled={disabled} onTap={onDo} />
        </>
      }
    >
      {children}
    </Sheet>
  )
}

/** A panel that scrolls must be reachable with the keyboard, also when nothing in it can be tapped. */
function scrolledByKeys(): object {
  return process.env.TARO_ENV === 'h5' ? { tabIndex: 0 } : {}
}

function useEscape(onClose: () => void): void {
  useEffect(() => {
    if (process.env.TARO_ENV !== 'h5') return
    const listen = (event: KeyboardEvent) => { if (event.key === 'Escape') onClose() }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [onClose])
}
