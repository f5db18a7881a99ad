import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'
import { usePicture } from '../hooks/usePicture'
import { useSend } from '../hooks/useSend'
import { failureText } from '../i18n/zh/errors'
import { photos as words } from '../i18n/zh/photos'
import { pictureOf } from '../phone/pictures'
import { Button } from './Button'
import { Card } from './Card'
import { FailureNote } from './Note'
import { Picture } from './Picture'
import { Sheet } from './Sheet'
import { spoken } from './spoken'
import { Tap } from './Tap'

/** A card with thumbnails of a matter's photos; a tap opens the whole photo. Nothing when there is no photo. */
export function PhotoCard({ photos }: { photos: readonly string[] }) {
  const [at, setAt] = useState<number | null>(null)
  const { failure, send } = useSend()
  if (photos.length === 0) return null
  /** WeChat's own viewer can zoom; its menu for forwarding the photo is switched off. */
  const open = (index: number) => {
    if (process.env.TARO_ENV === 'h5') setAt(index)
    else void send(async () => { await preview(photos[index] ?? '') })
  }
  return (
    <Card className='stack card-photos'>
      <View {...spoken({ role: 'heading', level: 3 })}><Text className='heading'>{words.heading}</Text></View>
      <View className='photo-tiles photo-strip'>
        {photos.map((id, index) => <Small key={id} id={id} at={index + 1} onTap={() => open(index)} />)}
      </View>
      <FailureNote failure={failure} />
      {at !== null && <Viewer photos={photos} at={at} onAt={setAt} onClose={() => setAt(null)} />}
    </Card>
  )
}

async function preview(id: string): Promise<void> {
  const path = await pictureOf(id, 'photo')
  await Taro.previewImage({ urls: [path], current: path, showmenu: false }).catch(() => undefined)
}

function Small({ id, at, onTap }: { id: string; at: number; onTap: () => void }) {
  const { src, failure } = usePicture(id, 'thumbnail')
  return (
    <Tap className='photo-tile photo-small' label={words.openSpoken(at)} onTap={onTap}>
      {src ? (
        <Picture className='photo-picture' src={src} label='' />
      ) : (
        <View className='photo-picture photo-empty'>{failure && <Text className='photo-word'>{words.gone}</Text>}</View>
      )}
    </Tap>
  )
}

interface ViewerProps {
  photos: readonly string[]
  at: number
  onAt: (at: number) => void
  onClose: () => void
}

function Viewer({ photos, at, onAt, onClose }: ViewerProps) {
  const { src, failure } = usePicture(photos[at] ?? null, 'photo')
  const footer = (
    <>
      {at > 0 && <Button className='btn-previousPhoto' text={words.previous} onTap={() => onAt(at - 1)} />}
      {at < photos.length - 1 && <Button className='btn-nextPhoto' text={words.next} onTap={() => onAt(at + 1)} />}
      <Button className='btn-close' kind='ghost' text={words.close} onTap={onClose} />
    </>
  )
  return (
    <Sheet title={words.title(at + 1, photos.length)} onClose={onClose} footer={footer} className='sheet-photo'>
      {src && <Picture className='photo-whole' mode='widthFix' src={src} label={words.photoSpoken(at + 1)} />}
      {!src && (
        <View {...spoken({ role: 'status', live: 'polite' })}>
          <Text className='block'>{failure ? failureText(failure) : words.opening}</Text>
        </View>
      )}
    </Sheet>
  )
}
