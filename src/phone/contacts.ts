/** The rows of a form for people of the village who can look. */
import type { Contact } from '../contract/search'

/** One of name and phone is missing. */
export function isHalf({ name, phone }: Contact): boolean {
  return (name.trim() === '') !== (phone.trim() === '')
}

/** The rows that are filled in, without blanks at their ends. */
export function filled(rows: readonly Contact[]): Contact[] {
  return rows.filter(({ name }) => name.trim() !== '')
    .map(row => ({ ...row, name: row.name.trim(), phone: row.phone.trim() }))
}
