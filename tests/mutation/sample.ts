import { createHash } from 'node:crypto'

/** The properties that distinguish a mutant from every other mutant of the same sources. */
export interface MutantPlace {
  /** Path below the checkout. */
  file: string
  location: { start: { line: number; column: number }; end: { line: number; column: number } }
  replacement: string
}

/**
 * Whether a mutant is in the sample: each is, by itself, with the probability `share`. The answer follows from the seed
 * and the mutant alone, so no list of all mutants is needed, and the same seed over the same sources takes the same
 * ones.
 * @param share 0 to 1
 */
export function isSampled(
  { file, location: { start, end }, replacement }: MutantPlace,
  seed: number,
  share: number
): boolean {
  const place = [seed, file, start.line, start.column, end.line, end.column, replacement].join(':')
  return createHash('sha256').update(place).digest().readUInt32BE() / 2 ** 32 < share
}
