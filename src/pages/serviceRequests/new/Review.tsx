import { Text, View } from '@tarojs/components'
import { Card } from '../../../components/Card'
import { Link } from '../../../components/Link'
import { spoken } from '../../../components/spoken'
import type { CatalogueItem, Channel, Promises } from '../../../contract/catalogue'
import { maskIdNumber, normaliseIdNumber } from '../../../contract/idNumber'
import type { VillageDetail } from '../../../contract/village'
import { useSession } from '../../../hooks/useSession'
import { halfDay, spanWords } from '../../../i18n/dates'
import { newServiceRequest } from '../../../i18n/zh/newServiceRequest'
import { serviceRequest } from '../../../i18n/zh/serviceRequest'
import { stillOffered } from '../halfDays'
import type { QuestionName } from './answers'
import { promiseLines } from './promise'
import type { NewServiceRequest } from './useNewServiceRequest'

const words = newServiceRequest.review

interface ReviewProps {
  form: NewServiceRequest
  item: CatalogueItem
  channel: Channel
  promises: Promises
  village: VillageDetail | null
}

/** The answers, each with a link to change it, and what will happen after sending. */
export function Review({ form, item, channel, promises, village }: ReviewProps) {
  const { answers, goToQuestion } = form
  const { user } = useSession()
  const told = toldOf(form, village, user?.name ?? null)
  const lines = promiseLines({
    item,
    channel,
    promises,
    village,
    special: answers.specialGroups.length > 0,
    beneficiary: answers.forWhom === 'family' ? answers.name.trim() : null
  })
  return (
    <>
      <View {...spoken({ role: 'heading', level: 2 })}><Text className='title'>{words.ask}</Text></View>
      <Card className='list-card card-answers'>
        <Row label={words.rows.item} text={words.itemAndWay(item.name, serviceRequest.channels[channel])} />
        {form.questions.map(name => (
          <Row key={name} name={name} label={words.rows[name]} text={told[name]} onChange={() => goToQuestion(name)} />
        ))}
        {user && <Row label={words.rows.phone} text={user.phone} />}
      </Card>
      <View {...spoken({ role: 'heading', level: 2 })}><Text className='heading'>{words.next}</Text></View>
      <Card className='stack card-promise'>
        {lines.map((line, index) => (
          <View key={line} className='promise-line'>
            <View className='promise-number' {...spoken({ hidden: true })}><Text>{index + 1}</Text></View>
            <Text className='grow'>{line}</Text>
          </View>
        ))}
        <Text className='small'>{newServiceRequest.promise.hours(spanWords(form.hours))}</Text>
      </Card>
    </>
  )
}

interface RowProps {
  name?: QuestionName
  label: string
  text: string
  onChange?: () => void
}

function Row({ name, label, text, onChange }: RowProps) {
  return (
    <View className={`list-row answer-row ${name ? `answer-${name}` : ''}`}>
      <View className='grow'>
        <Text className='small'>{label}</Text>
        <Text className='block'>{text}</Text>
      </View>
      {onChange && (
        <Link
          className={`link-change link-change-${name}`}
          text={words.change}
          label={words.changeSpoken(label)}
          onTap={onChange}
        />
      )}
    </View>
  )
}

function toldOf(
  { answers, hours, idNumber }: NewServiceRequest,
  village: VillageDetail | null,
  userName: string | null
): Record<QuestionName, string> {
  const { forWhom, name, kinship, address, specialGroups, preferredTimes, remark, photos } = answers
  const times = stillOffered(preferredTimes, hours, Date.now())
  const place = [village?.townName, village?.name, address.trim()].filter(Boolean).join(' ')
  const self = userName ? words.self(userName) : words.selfUnknown
  return {
    whom: forWhom === 'family' && kinship ? words.family(name.trim(), serviceRequest.kinships[kinship]) : self,
    idNumber: maskIdNumber(normaliseIdNumber(idNumber)),
    where: place,
    circumstances: words.all(specialGroups.map(group => serviceRequest.specialGroups[group])) || words.noCircumstances,
    times: words.all(times.map(time => halfDay(time))) || words.anyTime,
    remark: remark.trim() || words.nothingMore,
    photos: photos.length > 0 ? words.photos(photos.length) : words.noPhotos
  }
}
