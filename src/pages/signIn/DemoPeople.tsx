import { Text, View } from '@tarojs/components'
import { Card } from '../../components/Card'
import { ListRow } from '../../components/ListRow'
import { Note } from '../../components/Note'
import { spoken } from '../../components/spoken'
import type { DemoPerson } from '../../contract/person'
import type { Role } from '../../contract/roles'
import { people as roleWords, roleWord } from '../../i18n/zh/people'
import { signIn as words } from '../../i18n/zh/signIn'
import type { SigningIn } from './useSigningIn'

/**
 * Groups in the order in which they are shown. Staff are residents too, so that `resident` is the last one to be chosen
 * as a person's group.
 */
const ORDER: readonly Role[] = ['resident', 'agent', 'officer', 'dispatcher', 'chief', 'mediator', 'volunteer', 'admin']
const TELLING: readonly Role[] = [
  'admin',
  'chief',
  'dispatcher',
  'officer',
  'agent',
  'mediator',
  'volunteer',
  'resident'
]

/** Invented people by role; a tap signs in as one of them. */
export function DemoPeople({
  people,
  signingIn: { busy, withCode }
}: {
  people: readonly DemoPerson[]
  signingIn: SigningIn
}) {
  return (
    <View className='stack demo-people'>
      <View {...spoken({ role: 'heading', level: 2 })}>
        <Text className='heading'>{words.demo.title}</Text>
      </View>
      <Note text={words.demo.lead} />
      {ORDER.map(role => {
        const group = people.filter(person => tellingRole(person) === role)
        return (
          group.length > 0 && (
            <View key={role} className={`stack-tight demo-role-${role}`}>
              <View {...spoken({ role: 'heading', level: 3 })}>
                <Text className='small'>{roleWords.roles[role]}</Text>
              </View>
              <Card className='list-card'>
                {group.map(person => (
                  <ListRow
                    key={person.phone}
                    className={`demo-${person.phone}`}
                    text={
                      role === 'officer' ? words.demo.inRole(roleWord(role, person.rank), person.name) : person.name
                    }
                    note={person.place}
                    onTap={() => {
                      if (!busy) withCode(person.code)
                    }}
                  />
                ))}
              </Card>
            </View>
          )
        )
      })}
    </View>
  )
}

/** A person's most specific role. */
function tellingRole({ roles }: DemoPerson): Role {
  return TELLING.find(role => roles.includes(role)) ?? 'resident'
}
