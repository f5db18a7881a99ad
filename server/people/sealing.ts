import type { Keyring } from '../fieldEncryption/keyring'
import type { PersonFields } from './model'

/** A person as stored. */
type Stored = Pick<PersonFields, 'phone'> & { _id: { toString(): string } }

/** A person with the phone readable; an empty text once the account is deleted. */
export type Opened<P extends Stored> = P & { phone: string }

const place = (id: string) => ({ collection: 'people', id, path: 'phone' })

/** The fields under which a person's phone is stored. @param id of the person */
export async function sealPhone(
  fields: Keyring,
  id: string,
  phone: string
): Promise<{ phone: string; phoneIndex: string }> {
  const [sealed, phoneIndex] = await Promise.all([fields.seal(phone, place(id)), phoneIndexOf(fields, phone)])
  return { phone: sealed, phoneIndex }
}

/** A copy of the person with the phone opened. @throws SealError when the phone was changed or its key is missing */
export async function openPerson<P extends Stored>(fields: Keyring, person: P): Promise<Opened<P>> {
  return { ...person, phone: await openPhone(fields, person) }
}

/** The readable phone of a person; an empty text once the account is deleted. @throws SealError as `openPerson` */
export function openPhone(fields: Keyring, { _id, phone }: Stored): Promise<string> {
  return phone == null ? Promise.resolve('') : fields.open(phone, place(String(_id)))
}

/**
 * The hash by which everybody with this phone is found: persons, family members and people named in a service request.
 * It is the same hash for all of them.
 */
export function phoneIndexOf(fields: Keyring, phone: string): Promise<string> {
  return fields.blindIndex('phone', phone)
}
