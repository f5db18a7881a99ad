import { Text, View } from '@tarojs/components'
import { LIMITS } from '../contract/limits'
import { usePicture } from '../hooks/usePicture'
import { useSendingPhotos, type PhotoOnItsWay, type SendingPhotos } from '../hooks/useSendingPhotos'
import { useSession } from '../hooks/useSession'
import { failureText } from '../i18n/zh/errors'
import { photos as words } from '../i18n/zh/photos'
import { goTo } from '../phone/navigation'
import { Button } from './Button'
import { Link } from './Link'
import { Picture } from './Picture'
import { spoken } from './spoken'

interface PhotosProps {
  /** Ids of attachments that have been sent. */
  photos: readonly string[]
  onChange: (photos: string[]) => void
  /** Why the BFF refused a photo: the error of the field `photos`. */
  error?: string
}

/** Chooses or takes up to six photos and sends them at once; each photo shows its progress, or why it failed. */
export function Photos({ photos, onChange, error }: PhotosProps) {
  const { user } = useSession()
  const sending = useSendingPhotos(photos, onChange)
  if (!user) {
    return (
      <View className='stack-tight photos-stranger'>
        <Text className='small'>{words.signIn.text}</Text>
        <View className='btns'>
          <Button className='btn-photoSignIn' text={words.signIn.action} onTap={() => goTo('signIn')} />
        </View>
      </View>
    )
  }
  return (
    <View className='stack photos'>
      {(photos.length > 0 || sending.onTheirWay.length > 0) && (
        <View className='photo-tiles'>
          {photos.map((id, index) => (
            <Kept key={id} id={id} at={index + 1} onRemove={() => onChange(photos.filter(one => one !== id))} />
          ))}
          {sending.onTheirWay.map((photo, index) => (
            <OnItsWay key={photo.key} photo={photo} at={photos.length + index + 1} sending={sending} />
          ))}
        </View>
      )}
      {error && (
        <View className='fault' {...spoken({ role: 'alert' })}>
          <Text className='field-error'>{error}</Text>
        </View>
      )}
      {sending.refused && (
        <View {...spoken({ role: 'alert' })}>
          <Text className='field-error'>{words[sending.refused]}</Text>
        </View>
      )}
      <Add sending={sending} />
      <Text className='small'>{words.privacy}</Text>
    </View>
  )
}

function Add({ sending: { room, choose } }: { sending: SendingPhotos }) {
  if (room === 0) return <Text className='small photos-full'>{words.full}</Text>
  return (
    <View className='stack-tight'>
      <View className='btns'><Button className='btn-addPhoto' icon='camera' text={words.add} onTap={choose} /></View>
      <Text className='small'>{room === LIMITS.photos ? words.most(room) : words.left(room)}</Text>
    </View>
  )
}

function Kept({ id, at, onRemove }: { id: string; at: number; onRemove: () => void }) {
  const { src, failure } = usePicture(id, 'thumbnail')
  return (
    <View className='photo-tile photo-kept'>
      {src ? (
        <Picture className='photo-picture' src={src} label={words.photoSpoken(at)} />
      ) : (
        <View className='photo-picture photo-empty'>{failure && <Text className='photo-word'>{words.gone}</Text>}</View>
      )}
      <Remove at={at} onTap={onRemove} />
    </View>
  )
}

function OnItsWay({
  photo: { key, path, percent, failure },
  at,
  sending: { retry, giveUp }
}: {
  photo: PhotoOnItsWay
  at: number
  sending: SendingPhotos
}) {
  const noPicture = failure?.code === 'attachmentTypeNotAllowed' || failure?.code === 'attachmentBroken'
  const lasting = noPicture || failure?.code === 'attachmentTooLarge'
  return (
    <View className={`photo-tile photo-onItsWay ${failure ? 'photo-failed' : ''}`}>
      {noPicture ? (
        <View className='photo-picture photo-empty' />
      ) : (
        <Picture className='photo-picture' src={path} label={words.photoSpoken(at)} />
      )}
      <View className='photo-state'>
        {failure ? (
          <View {...spoken({ role: 'alert' })}>
            <Text className='field-error'>{failureText(failure)}</Text>
          </View>
        ) : (
          <View {...spoken({ role: 'status' })}>
            <Text className='small'>{percent === null ? words.waiting : words.sending(percent)}</Text>
          </View>
        )}
        {failure && !lasting && (
          <Link className='link-retryPhoto' icon='refresh' text={words.retry} onTap={() => retry(key)} />
        )}
        <Remove at={at} onTap={() => giveUp(key)} />
      </View>
    </View>
  )
}

function Remove({ at, onTap }: { at: number; onTap: () => void }) {
  return <Link className='link-removePhoto' text={words.remove} label={words.removeSpoken(at)} onTap={onTap} />
}
