import { getVillage } from '../../api/villages'
import { Card } from '../../components/Card'
import { ListRow } from '../../components/ListRow'
import { useLoad } from '../../hooks/useLoad'
import { useMyVillage } from '../../hooks/useMyVillage'
import { me as words } from '../../i18n/zh/me'
import { goTo } from '../../phone/navigation'

/** The reader's own village, and a link to change it. The name is shown as soon as it is loaded. */
export function MyVillage() {
  const code = useMyVillage()
  const { data } = useLoad(code, () => getVillage(code ?? ''), { keptAs: 'myVillage' })
  return (
    <Card className='list-card'>
      <ListRow
        className='row-village'
        icon='place'
        text={code === null ? words.chooseVillage : words.village}
        note={code === null ? words.noVillageNote : data ? `${data.townName} ${data.name}` : words.changeVillage}
        onTap={() => goTo('villages')}
      />
    </Card>
  )
}
