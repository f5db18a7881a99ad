import type { Keyring } from '../fieldEncryption/keyring'
import type { PersonFields } from './model'

/** A person as he is stored. */
type Stored = Pick<PersonFields, 'phone'> & { _id: { toString(): string } }

/** A person whose phone can be read; empty once his account is deleted. */
export type Opened<P extends Stored> = P & { phone: string }

const place = (id: string) => ({ collection: 'people', id, path: 'phone' })

/** The fields of a person's phone as they are stored. @param id the person's */
export async function sealPhone(
  fields: Keyring,
  id: string,
  phone: string
): Promise<{ phone: string; phoneIndex: string }> {
  const [sealed, phoneIndex] = await Promise.all([fields.seal(phone, place(id)), phoneIndexOf(fields, phone)])
  return { phone: sealed, phoneIndex }
}

/** The same person with his phone opened. @throws SealError when it was changed or its key isn't here */
export async function openPerson<P extends Stored>(fields: Keyring, person: P): Promise<Opened<P>> {
  return { ...person, phone: person.phone == null ? '' : await fields.open(person.phone, place(String(person._id))) }
}

/**
 * By what everybody with this phone is found, whether he is a person, somebody's family or named in a service request:
 * one hash for all.
 */
export function phoneIndexOf(fields: Keyring, phone: string): Promise<string> {
  return fields.blindIndex('phone', phone)
}
