/** National emergency numbers: free of charge, and answered without a network's contract. */
export const EMERGENCY = { police: '110', fire: '119', ambulance: '120' } as const
