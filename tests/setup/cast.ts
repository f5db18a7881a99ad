/** A person of a journey, as the tests know the person. */
export interface Player {
  id: string
  name: string
  phone: string
}

/** The people of one journey: a villager and everybody who answers for the village. */
export interface Cast {
  village: { code: string, name: string }
  resident: Player
  /** An old woman of the village, with a phone of her own. */
  elder: Player
  officer: Player
  backup: Player
  agent: Player
  dispatcher: Player
  chief: Player
}
