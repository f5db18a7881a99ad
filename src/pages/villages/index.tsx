import { Text } from '@tarojs/components'
import { Note, FailureNote } from '../../components/Note'
import { Screen } from '../../components/Screen'
import { useVillageSearch, VillagePicker } from '../../components/villages/VillagePicker'
import { useMyVillage } from '../../hooks/useMyVillage'
import { useSend } from '../../hooks/useSend'
import { villages as words } from '../../i18n/zh/villages'
import { goBack } from '../../phone/navigation'
import { chooseVillage } from '../../phone/village'

/** Picks the reader's own village, by search or by town; then goes back to the screen before. */
export default function VillagesScreen() {
  const search = useVillageSearch()
  const mine = useMyVillage()
  const { busy, failure, send } = useSend()
  const choose = async (code: string) => {
    if (await send(() => chooseVillage(code))) goBack()
  }
  return (
    <Screen name='villages' title={words.title} onBack={search.townCode && !search.searching ? search.byTown : goBack}>
      {!search.searching && !search.townCode && <Text className='small'>{words.lead}</Text>}
      {busy && <Note className='note-keeping' text={words.keeping} />}
      <FailureNote failure={failure} />
      <VillagePicker search={search} mine={mine} onChoose={code => void choose(code)} />
    </Screen>
  )
}
