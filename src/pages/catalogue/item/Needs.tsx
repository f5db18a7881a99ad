import { Text, View } from '@tarojs/components'
import { Bullets } from '../../../components/Bullets'
import { Card } from '../../../components/Card'
import { spoken } from '../../../components/spoken'
import type { CatalogueItem } from '../../../contract/catalogue'
import { catalogue as catalogueWords } from '../../../i18n/zh/catalogue'

const words = catalogueWords.item

/** Who has to be present, and which papers to bring. */
export function Needs({ item }: { item: CatalogueItem }) {
  const { presenceRequired, presenceKind, presenceNote, materials } = item
  const told = presenceRequired && presenceKind === 'none' ? words.presentRequired : words.present[presenceKind]
  return (
    <>
      <Card className='stack-tight item-presence'>
        <View {...spoken({ role: 'heading', level: 3 })}><Text className='heading'>{words.presence}</Text></View>
        <Text className='block'>{told}</Text>
        {presenceNote && <Text className='small'>{presenceNote}</Text>}
        {kinOf(item) && <Text className='small'>{kinOf(item)}</Text>}
      </Card>
      <Card className='stack-tight item-materials'>
        <View {...spoken({ role: 'heading', level: 3 })}><Text className='heading'>{words.materials}</Text></View>
        {materials.length > 0 ? <Bullets lines={materials} /> : <Text className='block'>{words.noMaterials}</Text>}
      </Card>
    </>
  )
}

/** Relatives play no part for companies. */
function kinOf({ applicantType, relativeMayApply, relativeMayBook }: CatalogueItem): string | null {
  if (applicantType === 'enterprise') return null
  if (relativeMayApply) return words.relativeMayApply
  return relativeMayBook ? words.relativeMayBook : null
}
