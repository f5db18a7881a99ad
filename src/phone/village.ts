import type { User } from '../contract/person'
import { signedInId } from './heldSession'
import { sessionToken, updateUser } from './session'
import { keep, readKept } from './storage'
import { createStore } from './store'

const KEY = 'village'
/** Code of the village that was picked on this phone; null before. */
export const pickedVillage = createStore<string | null>(() => readKept<string>(KEY))

/** Picks a village: kept on the phone, and with the account when somebody is signed in. */
export async function chooseVillage(code: string): Promise<void> {
  pickedVillage.set(code)
  keep(KEY, code)
  if (sessionToken() !== null) await updateUser({ villageCode: code })
}

/**
 * After signing in: an account without a village takes the one that was picked on this phone before. Nothing is done
 * when the account is no longer the one that is signed in.
 */
export async function carryVillageOver({ id, villageCode }: Pick<User, 'id' | 'villageCode'>): Promise<void> {
  const picked = pickedVillage.get()
  if (signedInId.get() === id && villageCode === null && picked !== null) await updateUser({ villageCode: picked })
}
