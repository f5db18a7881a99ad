import { ADDRESS, ITEM_CODE } from './actors'
import type { Handset } from './handset'

/** The form for a home visit. */
export const FORM = `/pages/serviceRequests/new/index?itemCode=${ITEM_CODE}&channel=homeVisit`

/** Opens the form and says that the applicant asks for himself, and where he lives. */
export async function beginsForHimself(phone: Handset, address = ADDRESS): Promise<void> {
  await phone.open(FORM)
  await phone.tap('.choice-self')
  await phone.type('address', address)
}

/** Signs in and goes on to the questions of a new service request where photos are chosen. */
export async function goesToThePhotos(phone: Handset, person: { phone: string, name: string }): Promise<void> {
  await phone.signIn(person)
  await beginsForHimself(phone)
  await phone.tap('.btn-next')
}
