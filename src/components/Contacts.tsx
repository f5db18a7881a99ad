import { Text, View } from '@tarojs/components'
import { LIMITS } from '../contract/limits'
import { CONTACT_TIES, type Contact } from '../contract/search'
import { search } from '../i18n/zh/search'
import { isHalf } from '../phone/contacts'
import { Chips } from './Chips'
import { Field } from './Field'
import { Link } from './Link'

const words = search.contacts

const EMPTY: Contact = { name: '', phone: '', tie: 'neighbour' }

interface ContactsProps {
  value: readonly Contact[]
  onChange: (value: Contact[]) => void
  errorAt: (path: string) => string | undefined
  tried: boolean
}

/** Up to three people of the village who can look when nobody opens. */
export function Contacts({ value, onChange, errorAt, tried }: ContactsProps) {
  const rows = value.length === 0 ? [EMPTY] : value
  const set = (at: number, changes: Partial<Contact>) =>
    onChange(rows.map((row, index) => index === at ? { ...row, ...changes } : row))
  return (
    <View className='stack-tight contacts'>
      <Text className='field-label'>{words.heading}</Text>
      <Text className='small'>{words.note}</Text>
      {rows.map((row, at) => (
        // Rows are only added at the end, so the index names a row.
        <View key={`row${String(at)}`} className='stack-tight'>
          <Field
            name={`contactName${at}`}
            label={words.name(at + 1)}
            value={row.name}
            onInput={name => set(at, { name })}
            most={LIMITS.name}
            error={errorAt(`contacts.${at}.name`) ?? (tried && isHalf(row) ? words.missing : undefined)}
          />
          <Field
            name={`contactPhone${at}`}
            type='tel'
            label={words.phone(at + 1)}
            value={row.phone}
            onInput={phone => set(at, { phone })}
            most={LIMITS.phoneTyped}
            error={errorAt(`contacts.${at}.phone`)}
          />
          <Chips
            label={words.tie(at + 1)}
            options={CONTACT_TIES.map(tie => ({ value: tie, text: search.ties[tie] }))}
            chosen={row.tie}
            onChoose={tie => set(at, { tie })}
          />
        </View>
      ))}
      {rows.length < LIMITS.contacts && (
        <Link className='link-addContact' text={words.add} onTap={() => onChange([...rows, EMPTY])} />
      )}
    </View>
  )
}
