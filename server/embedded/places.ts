/**
 * Matching a sequence of places against a text. Promise: the time grows with the length of the text times the length of
 * the pattern and never faster, whatever the quantifiers: all alternatives are followed at once, with one bit for each
 * place. Bit n of the state is set when the places before n have been passed.
 */
import { spend } from './effort'

/** A place stands for one character of a pattern: `source` is a regular expression for this character alone. */
export interface Place { source: string, skippable: boolean, repeats: boolean }

const bitsPerWord = 32
const asciiEnd = 128
const mostRemembered = 128
const lineEnd = 10

/** A set of places as bits, in words of 32. */
function bits(words: number, chosen: (at: number) => boolean): Int32Array {
  const made = new Int32Array(words)
  for (let at = 0; at < words * bitsPerWord; at += 1) {
    if (chosen(at)) made[at >> 5] = (made[at >> 5] as number) | (1 << (at & 31))
  }
  return made
}

export class PlacePattern {
  /** The number of words of a state, which is the cost of one character of a text. */
  readonly words: number
  private readonly tests: { test: RegExp, at: Int32Array }[]
  private readonly repeated: Int32Array
  /** Bit n: place n - 1 may be skipped. */
  private readonly reachable: Int32Array
  private readonly start: Int32Array
  private readonly ascii: Int32Array[] = []
  private readonly known = new Map<number, Int32Array>()

  constructor(
    private readonly places: readonly Place[], private readonly anchored: boolean, private readonly toEnd: boolean,
    flags: string
  ) {
    const words = (places.length >> 5) + 1
    this.words = words
    const at = new Map<string, Set<number>>()
    places.forEach(({ source }, place) => at.set(source, (at.get(source) ?? new Set()).add(place)))
    this.tests = [...at].map(([source, where]) => ({
      test: new RegExp(`^(?:${source})$`, flags), at: bits(words, place => where.has(place))
    }))
    this.repeated = bits(words, at => places[at]?.repeats === true)
    this.reachable = bits(words, at => places[at - 1]?.skippable === true)
    const first = places.findIndex(({ skippable }) => !skippable)
    this.start = bits(words, at => at <= (first < 0 ? places.length : first))
  }

  test(text: string): boolean {
    const state = Int32Array.from(this.start)
    if (!this.toEnd && this.isPassed(state)) return true
    const step = this.words === 1 ? this.stepWord : this.step
    for (let at = 0; at < text.length;) {
      const char = text.codePointAt(at) as number
      at += char > 0xFFFF ? 2 : 1
      // As in PCRE, `$` also matches before a line end that is the last character.
      if (this.toEnd && char === lineEnd && at === text.length && this.isPassed(state)) return true
      const alive = step.call(this, state, this.ascii[char] ?? this.placesOf(char))
      if (!this.toEnd && this.isPassed(state)) return true
      if (this.anchored && !alive) return false
    }
    return this.isPassed(state)
  }

  private isPassed(state: Int32Array): boolean {
    const { length } = this.places
    return ((state[length >> 5] as number) & (1 << (length & 31))) !== 0
  }

  /** The places that accept a character. */
  private placesOf(char: number): Int32Array {
    const known = this.known.get(char)
    if (known) return known
    spend(this.words + 2 * this.tests.length)
    const found = new Int32Array(this.words)
    const one = String.fromCodePoint(char)
    for (const { test, at } of this.tests) if (test.test(one)) at.forEach((word, index) => {
      found[index] = (found[index] as number) | word
    })
    if (char < asciiEnd) this.ascii[char] = found
    else {
      if (this.known.size >= mostRemembered) this.known.clear()
      this.known.set(char, found)
    }
    return found
  }

  /** The same as `step` for patterns of up to 31 places, which is nearly all of them. */
  private stepWord(state: Int32Array, taking: Int32Array): boolean {
    const taken = (state[0] as number) & (taking[0] as number)
    let next = (taken << 1) | (taken & (this.repeated[0] as number))
    if (!this.anchored) next |= this.start[0] as number
    const reachable = this.reachable[0] as number
    if (reachable) next = throughSkippable(next, reachable)
    state[0] = next
    return next !== 0
  }

  /** Advances by one character; false when no alternative is left. */
  private step(state: Int32Array, taking: Int32Array): boolean {
    let [carried, skips, alive] = [0, false, false]
    for (let word = 0; word < this.words; word += 1) {
      const taken = (state[word] as number) & (taking[word] as number)
      let next = (taken << 1) | carried | (taken & (this.repeated[word] as number))
      carried = taken >>> 31
      if (!this.anchored) next |= this.start[word] as number
      const reachable = this.reachable[word] as number
      if (skips && (reachable & 1)) next |= 1
      if (reachable) next = throughSkippable(next, reachable & ~1)
      skips = next < 0
      state[word] = next
      alive ||= next !== 0
    }
    return alive
  }
}

/** Adds the places that are reachable by skipping, in five doublings for 32 places. */
function throughSkippable(places: number, reachable: number): number {
  let [found, open] = [places, reachable]
  for (let far = 1; far < bitsPerWord; far *= 2) {
    found |= open & (found << far)
    open &= open << far
  }
  return found
}
