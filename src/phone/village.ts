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

/** After signing in: an account without a village takes the one that was picked on this phone before. */
export async function carryVillageOver(accountVillage: string | null): Promise<void> {
  const picked = pickedVillage.get()
  if (accountVillage === null && picked !== null) await updateUser({ villageCode: picked })
}
