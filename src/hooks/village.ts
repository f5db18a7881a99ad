import { keep, readKept } from './keep'
import { sessionToken, updateUser, useSession } from './session'
import { createStore, useStore } from './store'

const KEY = 'village'
const chosenHere = createStore<string | null>(() => readKept<string>(KEY))

/** Code of the village one calls one's own: the one of the account, else the one picked on this phone. */
export function useMyVillage(): string | null {
  const here = useStore(chosenHere)
  const { user } = useSession()
  return user?.villageCode ?? here
}

/** Picks a village: kept on the phone, and with the account when somebody is signed in. */
export async function chooseVillage(code: string): Promise<void> {
  chosenHere.set(code)
  keep(KEY, code)
  if (sessionToken() !== null) await updateUser({ villageCode: code })
}

/** After signing in: an account without a village takes the one picked before. */
export async function carryVillageOver(accountVillage: string | null): Promise<void> {
  const here = chosenHere.get()
  if (accountVillage === null && here !== null) await updateUser({ villageCode: here })
}
