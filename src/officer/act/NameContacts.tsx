import { Contacts } from '../../components/Contacts'
import type { Contact } from '../../contract/search'
import type { ServiceRequestDetail } from '../../contract/serviceRequestViews'
import { search } from '../../i18n/zh/search'
import { filled, isHalf } from '../../phone/contacts'
import { ActFrame } from './ActFrame'
import { useAct } from './useAct'

const words = search.contacts

/** Who of the village can look when nobody opens, as those who answer know them. */
export function NameContacts({ detail }: { detail: ServiceRequestDetail }) {
  const present = detail.contacts.filter(({ from }) => from === 'staff').map(({ name, phone, tie }) => ({ name, phone, tie }))
  const act = useAct('nameContacts', detail, { contacts: present as Contact[] })
  const { contacts } = act.value
  return (
    <ActFrame
      act={act}
      lead={words.lead}
      confirm={words.confirm}
      onConfirm={() => act.confirm(contacts.some(isHalf) ? null : { contacts: filled(contacts) })}
    >
      <Contacts
        value={contacts}
        onChange={changed => act.change({ contacts: changed })}
        errorAt={act.errorAt}
        tried={act.tried}
      />
    </ActFrame>
  )
}
