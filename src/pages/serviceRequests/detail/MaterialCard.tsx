import { Text, View } from '@tarojs/components'
import { Bullets } from '../../../components/Bullets'
import { Card } from '../../../components/Card'
import { Field } from '../../../components/Field'
import { FailureNote } from '../../../components/Note'
import { Photos } from '../../../components/Photos'
import { spoken } from '../../../components/spoken'
import { LIMITS } from '../../../contract/limits'
import type { ServiceRequestDetail } from '../../../contract/serviceRequestViews'
import { moment } from '../../../i18n/dates'
import { serviceRequestDetail } from '../../../i18n/zh/serviceRequestDetail'
import type { ResidentMove } from './useResidentMove'

const words = serviceRequestDetail.material

export interface MaterialForm {
  text: string
  /** Ids of attachments. */
  photos: string[]
}

/**
 * The papers that were asked for, and a field to answer; the button that sends the answer is in the footer.
 * @param answer null for a reader who can't answer
 */
export function MaterialCard({
  detail,
  answer
}: {
  detail: ServiceRequestDetail
  answer: ResidentMove<MaterialForm> | null
}) {
  const { materialAsked, assignee } = detail
  if (!materialAsked) return null
  return (
    <Card className='stack card-material'>
      <View>
        <View {...spoken({ role: 'heading', level: 3 })}>
          <Text className='heading'>{words.heading}</Text>
        </View>
        <Text className='small'>{words.asked(assignee.name, moment(materialAsked.at))}</Text>
      </View>
      <Bullets lines={materialAsked.papers} />
      {materialAsked.text && <Text className='lead'>{materialAsked.text}</Text>}
      {answer && (
        <>
          <Field
            name='text'
            label={words.answer}
            placeholder={words.answerHint}
            value={answer.draft.value.text}
            onInput={text => answer.draft.change({ text })}
            most={LIMITS.text}
            error={answer.errorAt('text')}
            long
          />
          <Photos
            photos={answer.draft.value.photos}
            onChange={photos => answer.draft.change({ photos })}
            error={answer.errorAt('photos')}
          />
          <FailureNote failure={answer.failure} />
        </>
      )}
    </Card>
  )
}
