/**
 * Working hours: spans of a working day in minutes from midnight in Shanghai, in order, none overlapping. A site sets
 * them; the server counts by them and tells them to the phone.
 */
export type WorkingHours = ReadonlyArray<{ from: number; until: number }>
