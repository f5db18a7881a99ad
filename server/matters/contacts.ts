/**
 * The people of a village who can look after somebody, in one sealed text: names and phones of people who have not
 * been asked themselves are stored nowhere else.
 */
import { Types } from 'mongoose'
import type { Contact, ContactView } from '../../src/contract/search'
import { LIMITS } from '../../src/contract/limits'
import type { Keyring } from '../fieldEncryption/keyring'
import type { StoredMatter } from './matterFields'
import { Matter } from './model'
import { openFields } from './sealing'

/** Contacts as the text that is sealed; null for none. */
export function written(contacts: readonly ContactView[]): string | null {
  return contacts.length === 0 ? null : JSON.stringify(contacts)
}

/** The contacts in an opened text. */
export function readContacts(opened: string | null | undefined): ContactView[] {
  return opened == null ? [] : JSON.parse(opened) as ContactView[]
}

/** The contacts of a stored matter. @throws SealError */
export async function contactsOf(
  fields: Keyring, { _id, kind, contacts }: Pick<StoredMatter, '_id' | 'kind' | 'contacts'>
): Promise<ContactView[]> {
  return readContacts((await openFields(fields, { _id, kind, contacts }, ['contacts'])).contacts)
}

/**
 * Contacts of one side with ids that say nothing about them, because searches and timelines name contacts by their ids;
 * the id stays for as long as the contact has the same phone.
 */
export function named(
  contacts: readonly Contact[], from: ContactView['from'], present: readonly ContactView[] = []
): ContactView[] {
  const once = contacts.filter(({ phone }, index) => contacts.findIndex(one => one.phone === phone) === index)
  return once.slice(0, LIMITS.contacts).map(({ name, phone, tie }) => {
    const before = present.find(one => one.from === from && one.phone === phone)
    return { id: before?.id ?? new Types.ObjectId().toHexString(), name, phone, tie, from }
  })
}

/** The contacts after one side has entered its own anew; those of the family come first. */
export function merged(
  present: readonly ContactView[], contacts: readonly Contact[], from: ContactView['from']
): ContactView[] {
  const all = [...present.filter(one => one.from !== from), ...named(contacts, from, present)]
  return [...all.filter(one => one.from === 'family'), ...all.filter(one => one.from === 'staff')]
}

/** Removes the contacts from closed matters of a person who deletes the account; a repeated call changes nothing. */
export async function forgetContacts(applicant: string): Promise<void> {
  await Matter.updateMany(
    { 'applicant.person': applicant, open: false, contacts: { $ne: null } },
    { $set: { contacts: null }, $inc: { version: 1 } }
  )
}
