import { getCatalogue } from '../../../api/catalogue'
import { Loaded } from '../../../components/Loaded'
import { Screen } from '../../../components/Screen'
import { CHANNELS, openChannels } from '../../../contract/catalogue'
import { useLoad } from '../../../hooks/useLoad'
import { useParam } from '../../../hooks/useParam'
import { newServiceRequest as words } from '../../../i18n/zh/newServiceRequest'
import { serviceRequest } from '../../../i18n/zh/serviceRequest'
import { Form } from './Form'
import { ChooseWay, Missing, NotOpen } from './NotPossible'

/** The form of a new service request. `?itemCode=HZ02&channel=homeVisit` */
export default function NewServiceRequestScreen() {
  const itemCode = useParam('itemCode')
  const channelParam = useParam('channel')
  const load = useLoad('catalogue', getCatalogue, { onShow: false })
  const item = load.data?.items.find(({ code }) => code === itemCode)
  const open = item ? openChannels(item) : []
  const wanted = CHANNELS.find(one => one === channelParam)
  // An item with one open channel needs no choice.
  const channel = wanted ?? (open.length === 1 ? open[0] : undefined)
  if (load.data && item && channel && open.includes(channel)) {
    return <Form key={`${item.code}:${channel}`} item={item} channel={channel} catalogue={load.data} />
  }
  return (
    <Screen name='newServiceRequest' title={channel ? serviceRequest.channels[channel] : words.chooseWay.title}>
      <Loaded of={load} waitingFor={words.waitingFor} cards={3}>
        {() => {
          if (!item) return <Missing />
          return wanted || open.length === 0 ? (
            <NotOpen item={item} wanted={wanted ?? null} />
          ) : (
            <ChooseWay item={item} />
          )
        }}
      </Loaded>
    </Screen>
  )
}
