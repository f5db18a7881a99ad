import { ADDRESS, ITEM_CODE } from './actors'
import type { Handset } from './handset'

/** The form for a home visit. */
export const FORM = `/pages/serviceRequests/new/index?itemCode=${ITEM_CODE}&channel=homeVisit`

/** Opens the form, answers that the applicant asks for himself, and enters the address. */
export async function beginsForHimself(phone: Handset, address = ADDRESS): Promise<void> {
  await phone.open(FORM)
  await phone.tap('.choice-self')
  await phone.type('address', address)
}

/** Signs in and goes on to the questions of a new service request on whose screen photos are chosen. */
export async function goesToThePhotos(phone: Handset, person: { phone: string, name: string }): Promise<void> {
  await phone.signIn(person)
  await beginsForHimself(phone)
  await phone.tap('.btn-next')
}
