import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { Card } from '../../components/Card'
import { Link } from '../../components/Link'
import { Person } from '../../components/Person'
import { Tag } from '../../components/Tag'
import type { User } from '../../contract/person'
import { me as words } from '../../i18n/zh/me'
import { roleWord } from '../../i18n/zh/people'
import { RenameSheet } from './RenameSheet'

/** Name, phone and roles in words. Names of staff come from the roster; residents may change theirs. */
export function WhoIAm({ user }: { user: User }) {
  const [renaming, setRenaming] = useState(false)
  const working = user.roles.filter(role => role !== 'resident')
  const [first, ...others] = (working.length > 0 ? working : ['resident' as const]).map(role =>
    roleWord(role, user.rank)
  )
  return (
    <Card className='stack card-who'>
      <Person name={user.name} duty={first ?? ''} note={words.phone(user.phone)} />
      {others.length > 0 && <View className='tags'>{others.map(word => <Tag key={word} text={word} />)}</View>}
      {working.length === 0 && (
        <View>
          <Text className='small'>{words.renameHint}</Text>
          <Link className='link-rename' text={words.rename} onTap={() => setRenaming(true)} />
        </View>
      )}
      {renaming && <RenameSheet name={user.name} onClose={() => setRenaming(false)} />}
    </Card>
  )
}
