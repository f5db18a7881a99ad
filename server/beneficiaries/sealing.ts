import type { Contact } from '../../src/contract/search'
import type { Keyring } from '../fieldEncryption/keyring'
import { phoneIndexOf } from '../people/sealing'
import type { BeneficiaryStored } from './model'

const place = (id: string, path: 'phone' | 'address' | 'contacts') => ({ collection: 'beneficiaries', id, path })

/** The fields under which a phone is stored. */
export async function sealPhone(
  fields: Keyring, id: string, phone: string | null
): Promise<{ phone: string | null; phoneIndex: string | null }> {
  if (phone === null) return { phone: null, phoneIndex: null }
  return { phone: await fields.seal(phone, place(id, 'phone')), phoneIndex: await phoneIndexOf(fields, phone) }
}

/** An address as it is stored. */
export function sealAddress(fields: Keyring, id: string, address: string): Promise<string> {
  return fields.seal(address, place(id, 'address'))
}

/** Contacts as they are stored: one sealed text; null for none. */
export async function sealContacts(fields: Keyring, id: string, contacts: readonly Contact[]): Promise<string | null> {
  return contacts.length === 0 ? null : fields.seal(JSON.stringify(contacts), place(id, 'contacts'))
}

/** The contacts of a family member. @throws SealError when the value was changed or its key is missing */
export async function openContacts(
  fields: Keyring, { _id, contacts }: { _id: unknown; contacts?: string | null }
): Promise<Contact[]> {
  return contacts == null ? [] : JSON.parse(await fields.open(contacts, place(String(_id), 'contacts'))) as Contact[]
}

/** Opens the sealed fields. @throws SealError when a value was changed or its key is missing */
export async function openSealed(
  fields: Keyring, stored: Pick<BeneficiaryStored, 'phone' | 'address'> & { _id: unknown }
): Promise<{ phone: string | null; address: string }> {
  const id = String(stored._id)
  const [phone, address] = await Promise.all([
    stored.phone == null ? null : fields.open(stored.phone, place(id, 'phone')),
    fields.open(stored.address, place(id, 'address'))
  ])
  return { phone, address }
}
