import { Text } from '@tarojs/components'
import { Chips } from '../../components/Chips'
import { Note } from '../../components/Note'
import { ReasonField } from '../../components/ReasonField'
import { DELIVERY_WAYS, type ServiceRequestDetail } from '../../contract/serviceRequestViews'
import { custody } from '../../i18n/zh/custody'
import { officer } from '../../i18n/zh/officer'
import { ActFrame } from './ActFrame'
import { heldPapers } from './heldPapers'
import { Receiver } from './Receiver'
import { ReceiptPhotos } from './ReceiptPhotos'
import { useReceipt } from './useReceipt'

const words = custody.deliver

/** The receipt of a delivery: who took the papers, with words or a photo. It can be written without signal. */
export function Deliver({ detail, userId }: { detail: ServiceRequestDetail; userId: string }) {
  const act = useReceipt(detail)
  const { value, change, tried } = act
  const mine = detail.assignee.id === userId
  const way = mine ? value.way ?? 'broughtHome' : 'fetched'
  const [receivedBy, text] = [value.receivedBy.trim(), value.text.trim()]
  const { relation, photos } = value
  const proven = text !== '' || photos.length > 0
  const whole = receivedBy !== '' && relation !== null && proven
  const elsewhere = heldPapers(detail).find(({ holder }) => holder.id !== userId)
  return (
    <ActFrame
      act={act}
      lead={mine ? words.lead : words.leadFetched}
      confirm={officer.deliver.confirm}
      onConfirm={() => act.confirm(whole ? { receivedBy, relation, way, text } : null)}
    >
      {elsewhere && <Note className='note-elsewhere' tone='wait' text={custody.elsewhere(elsewhere.holder.name)} />}
      <Text className='block papers-held'>{officer.deliver.papers(heldPapers(detail).map(({ paper }) => paper))}</Text>
      <Receiver
        detail={detail}
        name={value.receivedBy}
        relation={relation}
        onChange={change}
        errors={{
          name: tried && receivedBy === '' ? officer.deliver.receivedByMissing : undefined,
          relation: tried && relation === null ? words.relationMissing : undefined
        }}
      />
      <ReasonField
        name='text'
        label={words.text}
        value={value.text}
        onInput={changed => change({ text: changed })}
        quick={words.quick}
        error={tried && !proven ? words.proofMissing : undefined}
      />
      <ReceiptPhotos photos={photos} onChange={kept => change({ photos: kept })} />
      {mine && (
        <Chips
          label={words.way}
          options={DELIVERY_WAYS.map(value => ({ value, text: words.ways[value] }))}
          chosen={way}
          onChoose={chosen => change({ way: chosen })}
        />
      )}
    </ActFrame>
  )
}
