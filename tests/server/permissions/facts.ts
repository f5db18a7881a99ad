/** What is true of the things, and of the town they are in. */
import type { Channel } from '../../../src/contract/catalogue'
import type { Status } from '../../../src/contract/serviceRequest'
import type { Caller } from './caller'
import type { Everybody, Somebody } from './everybody'
import type { Stillness } from './stillness'

/** Words that stand in it, and who may read them. */
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
  /** It has the identity number of the person it is for; what he said was recorded. */
  idNumber: boolean
  voice: boolean
  /** Its time is over and the personal data were cut out of it: nobody moves it any more. */
  cut: boolean
  /** To whom else it is offered by now. */
  offered: readonly string[]
}

export interface Member extends Named {
  kind: 'member'
  owner: string
  phone: string | null
  village: string
  /** The agent of the village has been asked to hear him. */
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
  /** For each by name what he may not read. */
  hidden: ReadonlyMap<string, readonly string[]>
}
