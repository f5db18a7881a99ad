import { pickedVillage } from '../phone/village'
import { useSession } from './useSession'
import { useStore } from './useStore'

/** Code of one's own village: the one of the account, else the one picked on this phone; null when there is neither. */
export function useMyVillage(): string | null {
  const picked = useStore(pickedVillage)
  const { user } = useSession()
  return user?.villageCode ?? picked
}
