import { createStore } from './store'

/** How many photos are being sent or wait to be sent, on whatever screen they were chosen. */
export const photosUnderWay = createStore<number>(() => 0)
