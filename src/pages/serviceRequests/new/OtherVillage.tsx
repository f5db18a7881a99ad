import { Screen } from '../../../components/Screen'
import { useVillageSearch, VillagePicker } from '../../../components/villages/VillagePicker'
import { villages as words } from '../../../i18n/zh/villages'
import { newServiceRequest } from '../../../i18n/zh/newServiceRequest'

interface OtherVillageProps {
  /** Code of the village that is chosen now. */
  chosen: string | null
  onChoose: (code: string) => void
  onClose: () => void
}

/** Picks the village of this service request; the applicant's own village stays. */
export function OtherVillage({ chosen, onChoose, onClose }: OtherVillageProps) {
  const search = useVillageSearch()
  const back = search.townCode && !search.searching ? search.byTown : onClose
  return (
    <Screen name='otherVillage' title={newServiceRequest.where.choose} onBack={back}>
      <VillagePicker search={search} mine={chosen} mineText={words.chosen} onChoose={onChoose} />
    </Screen>
  )
}
