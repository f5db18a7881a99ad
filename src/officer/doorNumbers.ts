/** The numbers that an officer needs at a door that stays shut; kept on the phone, because there may be no signal. */
import type { ContactView } from '../contract/search'
import type { Appointment, ServiceRequestDetail, SpecialGroup } from '../contract/serviceRequestViews'

export interface DoorNumbers {
  name: string
  phone: string | null
  village: string
  address: string
  appointment: Appointment | null
  specialGroups: SpecialGroup[]
  missed: number
  contacts: ContactView[]
  /** The relative who asked; null where the person asked alone. */
  relative: { name: string; phone: string } | null
  station: { name: string; phone: string }
}

/** The numbers of a matter, as it was last read. */
export function numbersOf({
  applicant, beneficiary, village, address, appointment, specialGroups, missed, contacts, station
}: ServiceRequestDetail): DoorNumbers {
  const { name, phone } = beneficiary ?? applicant
  return {
    name, phone, village: village.name, address, appointment, specialGroups, missed, contacts,
    relative: beneficiary && applicant, station
  }
}

/** Whether another visit in vain begins a search by itself. */
export function startsSearch({ missed, specialGroups }: DoorNumbers): boolean {
  return missed >= 1 && specialGroups.includes('livesAlone')
}
