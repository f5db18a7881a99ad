import { Text, View } from '@tarojs/components'
import { getVillage } from '../../api/villages'
import { Button } from '../../components/Button'
import { Card } from '../../components/Card'
import { Loaded } from '../../components/Loaded'
import { Screen } from '../../components/Screen'
import { spoken } from '../../components/spoken'
import type { VillageDetail } from '../../contract/village'
import { useLoad } from '../../hooks/useLoad'
import { useMyVillage } from '../../hooks/useMyVillage'
import { danger as words } from '../../i18n/zh/danger'
import { callPhone, EMERGENCY } from '../../phone/dial'
import { goTo } from '../../phone/navigation'

/** Danger to life: 110 first, the station after it. The numbers are shown without signal, too. */
export default function DangerScreen() {
  const villageCode = useMyVillage()
  const load = useLoad(villageCode, () => getVillage(villageCode ?? ''), { keptAs: 'myVillage' })
  return (
    <Screen name='danger' title={words.title}>
      <Emergency village={load.data} />
      <View {...spoken({ role: 'heading', level: 2 })}>
        <Text className='heading'>{words.calm}</Text>
      </View>
      {villageCode ? (
        <Loaded of={load} waitingFor={words.waitingFor} cards={1}>
          {village => <StationCard village={village} />}
        </Loaded>
      ) : (
        <NoVillage />
      )}
    </Screen>
  )
}

function Emergency({ village }: { village: VillageDetail | null }) {
  return (
    <Card className='stack'>
      <View {...spoken({ role: 'heading', level: 2 })}>
        <Text className='title bad'>{words.first}</Text>
      </View>
      <Text className='block'>{words.tell}</Text>
      {village && <Text className='small'>{words.youAreIn(`${village.townName} ${village.name}`)}</Text>}
      <View className='btns'>
        <Button
          className='btn-call110'
          kind='danger'
          icon='phone'
          text={words.call110}
          onTap={() => callPhone(EMERGENCY.police)}
        />
      </View>
      <View className='btns'>
        <Button className='btn-call119' text={words.call119} onTap={() => callPhone(EMERGENCY.fire)} />
        <Button className='btn-call120' text={words.call120} onTap={() => callPhone(EMERGENCY.ambulance)} />
      </View>
    </Card>
  )
}

function StationCard({ village: { station } }: { village: VillageDetail }) {
  return (
    <Card className='stack card-station'>
      <View className='stack-tight'>
        <Text className='block strong'>{station.name}</Text>
        <Text className='small'>{station.address}</Text>
        <Text className='small'>{station.phone}</Text>
      </View>
      <View className='btns'>
        <Button
          className='btn-callStation'
          icon='phone'
          text={words.callStation}
          onTap={() => callPhone(station.phone)}
        />
      </View>
    </Card>
  )
}

function NoVillage() {
  return (
    <Card className='stack'>
      <Text className='block'>{words.chooseVillageNote}</Text>
      <View className='btns'>
        <Button className='btn-chooseVillage' icon='place' text={words.chooseVillage} onTap={() => goTo('villages')} />
      </View>
    </Card>
  )
}
