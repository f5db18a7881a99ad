import { Text, View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { Button } from '../../components/Button'
import { Link } from '../../components/Link'
import { Picture } from '../../components/Picture'
import { spoken } from '../../components/spoken'
import { LIMITS } from '../../contract/limits'
import { custody } from '../../i18n/zh/custody'
import { photos as photoWords } from '../../i18n/zh/photos'
import { choosePhotos } from '../../phone/choosePhotos'
import { newIdempotencyKey } from '../../phone/idempotencyKey'
import { dropPhoto, keepPhoto, pathOfPhoto } from '../../phone/keptPhotos'

const words = custody.deliver

interface ReceiptPhotosProps {
  /** Keys of photos that the phone keeps. */
  photos: readonly string[]
  onChange: (photos: string[]) => void
}

/** Photos that are taken at the door and kept on the phone until the receipt is sent. */
export function ReceiptPhotos({ photos, onChange }: ReceiptPhotosProps) {
  const [trouble, setTrouble] = useState<string | null>(null)
  const room = LIMITS.photos - photos.length
  const add = async () => {
    const chosen = await choosePhotos(room)
    if (typeof chosen === 'string') return setTrouble(photoWords[chosen])
    const fitting = chosen.slice(0, room).filter(({ size }) => size <= LIMITS.photoBytes)
    const kept: string[] = []
    for (const photo of fitting) {
      const key = newIdempotencyKey()
      if (await keepPhoto(key, photo)) kept.push(key)
    }
    const refused = fitting.length < chosen.length ? photoWords.tooLarge : null
    setTrouble(kept.length < fitting.length ? words.photoNoRoom : refused)
    onChange([...photos, ...kept])
  }
  const remove = (key: string) => {
    void dropPhoto(key)
    onChange(photos.filter(one => one !== key))
  }
  return (
    <View className='stack-tight photos'>
      {photos.length > 0 && (
        <View className='photo-tiles'>
          {photos.map((key, index) => <Tile key={key} name={key} at={index + 1} onRemove={() => remove(key)} />)}
        </View>
      )}
      {trouble && <View {...spoken({ role: 'alert' })}><Text className='field-error'>{trouble}</Text></View>}
      {room > 0 && (
        <View className='btns'>
          <Button className='btn-addPhoto' icon='camera' text={words.photoAdd} onTap={() => void add()} />
        </View>
      )}
      <Text className='small'>{words.photoNote}</Text>
    </View>
  )
}

function Tile({ name, at, onRemove }: { name: string; at: number; onRemove: () => void }) {
  const [path, setPath] = useState<string | null>(null)
  useEffect(() => {
    let current = true
    pathOfPhoto(name).then(found => { if (current) setPath(found) }, () => undefined)
    return () => { current = false }
  }, [name])
  return (
    <View className='photo-tile photo-receipt'>
      {path === null ? (
        <View className='photo-picture photo-empty' />
      ) : (
        <Picture className='photo-picture' src={path} label={words.photoSpoken(at)} />
      )}
      <Link className='link-removePhoto' text={words.photoRemove} label={photoWords.removeSpoken(at)} onTap={onRemove} />
    </View>
  )
}
