/** Somebody of a journey, as the tests know him. */
export interface Player {
  id: string
  name: string
  phone: string
}

/** The people of one journey: a villager and everybody who answers for his village. */
export interface Cast {
  village: { code: string, name: string }
  resident: Player
  /** An old woman of the village; she has a phone of her own. */
  elder: Player
  officer: Player
  backup: Player
  agent: Player
  dispatcher: Player
}
