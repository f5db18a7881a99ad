import { photosUnderWay } from '../phone/photosUnderWay'
import { useStore } from './useStore'

/** True while photos are being sent: the form that they belong to has to wait for them. */
export function usePhotosUnderWay(): boolean {
  return useStore(photosUnderWay) > 0
}
