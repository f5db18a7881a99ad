/** Facts about the things, and about the town to which they belong. */
import type { Channel } from '../../../src/contract/catalogue'
import type { Status } from '../../../src/contract/serviceRequest'
import type { Caller } from './caller'
import type { Everybody, Somebody } from './everybody'
import type { Stillness } from './stillness'

/** Texts stored in the matter, and who may read them. */
export interface Secret {
  text: string
  knows(who: Somebody): boolean
}

interface Named {
  name: string
  id: string
  secrets: Secret[]
}

export interface Matter extends Named {
  kind: 'matter'
  number: string
  village: string
  station: string
  channel: Channel
  status: Status
  open: boolean
  applicant: string
  applicantPhone: string
  beneficiaryPhone: string | null
  assignee: string
  /** The people who hold papers of the matter. */
  bearers: readonly string[]
  /** The matter has the identity number of its beneficiary; the beneficiary was recorded. */
  idNumber: boolean
  voice: boolean
  /** Somebody is looked for, and this agent of the village was asked to look. */
  helper: string | null
  /** The retention period has ended and the personal data were removed: nobody can move the matter. */
  cut: boolean
  /** The others to whom the matter is offered by now. */
  offered: readonly string[]
}

export interface Member extends Named {
  kind: 'member'
  owner: string
  phone: string | null
  village: string
  /** The agent of the village has been asked to hear the family member. */
  asked: boolean
  /** A consent that an agent heard is running. */
  agreed: boolean
}

export interface Photo extends Named {
  kind: 'photo'
  owner: string
  matter: Matter | null
}

export type Thing = Matter | Member | Photo

export interface Things {
  matter: Matter[]
  member: Member[]
  photo: Photo[]
}

export interface Town extends Everybody {
  things: Things
  itemCode: string
  photo: Buffer
  voice: Buffer
  caller: Caller
  still: Stillness
  /** For each caller, by name: texts that the caller may not read. */
  hidden: ReadonlyMap<string, readonly string[]>
}
