import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { getVillage } from '../../../api/villages'
import { Button } from '../../../components/Button'
import { Link } from '../../../components/Link'
import { FailureNote, Note } from '../../../components/Note'
import { Screen } from '../../../components/Screen'
import { SignInCard } from '../../../components/SignInCard'
import type { Catalogue, CatalogueItem, Channel } from '../../../contract/catalogue'
import { useLoad } from '../../../hooks/useLoad'
import { usePhotosUnderWay } from '../../../hooks/usePhotosUnderWay'
import { useSession } from '../../../hooks/useSession'
import { common } from '../../../i18n/zh/common'
import { newServiceRequest as words } from '../../../i18n/zh/newServiceRequest'
import { photos } from '../../../i18n/zh/photos'
import { serviceRequest } from '../../../i18n/zh/serviceRequest'
import { OtherVillage } from './OtherVillage'
import { Circumstances, IdNumber, PhotosToo, Remark, Times } from './Questions'
import { Review } from './Review'
import { SendTrouble } from './SendTrouble'
import { useNewServiceRequest, type NewServiceRequest } from './useNewServiceRequest'
import { Where } from './Where'
import { Whom } from './Whom'

interface FormProps {
  item: CatalogueItem
  channel: Channel
  /** Holds the site's promises and working hours. */
  catalogue: Pick<Catalogue, 'promises' | 'workingHours'>
}

/** The questions, and what will happen before it is sent. */
export function Form({ item, channel, catalogue: { promises, workingHours } }: FormProps) {
  const form = useNewServiceRequest(item, channel, workingHours)
  const [picking, setPicking] = useState(false)
  const { user } = useSession()
  const { villageCode, stages, at, stage } = form
  const village = useLoad(villageCode, () => getVillage(villageCode ?? ''), {
    onShow: false,
    ...(form.mine && { keptAs: 'myVillage' })
  })
  const last = at === stages.length - 1
  if (picking) {
    const choose = (code: string) => { form.change({ otherVillage: code }); setPicking(false) }
    return <OtherVillage chosen={villageCode} onChoose={choose} onClose={() => setPicking(false)} />
  }
  return (
    <Screen
      name='newServiceRequest'
      title={serviceRequest.channels[channel]}
      onBack={form.back}
      footer={<Actions form={form} last={last} />}
    >
      <View className='stack-tight'>
        <Text className='block strong item-name'>{item.name}</Text>
        <Text className='small step-of'>{words.step(at + 1, stages.length)}</Text>
      </View>
      {at === 0 && form.draft.found && <Found form={form} />}
      {!user && (at === 0 || last) && <SignInCard {...words.signIn} />}
      {!last && <FailureNote failure={form.sending.failure} />}
      {stage.includes('whom') && <Whom form={form} channel={channel} />}
      {stage.includes('idNumber') && <IdNumber form={form} />}
      {stage.includes('where') && (
        <Where form={form} channel={channel} village={village.data} onPick={() => setPicking(true)} />
      )}
      {stage.includes('circumstances') && <Circumstances form={form} />}
      {stage.includes('times') && <Times form={form} channel={channel} />}
      {stage.includes('remark') && <Remark form={form} />}
      {stage.includes('photos') && <PhotosToo form={form} channel={channel} />}
      {last && <Review form={form} item={item} channel={channel} promises={promises} village={village.data} />}
      {last && <SendTrouble form={form} itemCode={item.code} />}
    </Screen>
  )
}

function Found({ form }: { form: NewServiceRequest }) {
  return (
    <View className='stack-tight'>
      <Note className='note-found' text={words.found} />
      <Link className='link-clear' text={words.clear} onTap={form.draft.clear} />
    </View>
  )
}

function Actions({ form, last }: { form: NewServiceRequest; last: boolean }) {
  const { user } = useSession()
  const photosUnderWay = usePhotosUnderWay()
  const beforeLast = form.at === form.stages.length - 2
  if (photosUnderWay)
    return <Button className='btn-photosUnderWay' kind='main' text={photos.underWay} disabled onTap={() => undefined} />
  return (
    <>
      {form.at > 0 && (
        <Button className='btn-previous btn-narrow' kind='ghost' text={common.previous} onTap={form.back} />
      )}
      {last ? (
        <Button
          className='btn-submit'
          kind='main'
          text={user ? words.send : words.signInToSend}
          busy={form.sending.busy}
          onTap={form.send}
        />
      ) : (
        <Button className='btn-next' kind='main' text={beforeLast ? words.toReview : common.next} onTap={form.next} />
      )}
    </>
  )
}
