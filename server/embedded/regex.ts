/**
 * Regular expressions of filters. Promise: the accepted syntax means the same in MongoDB's PCRE and here, and its
 * running time is bounded: literals, classes, the dot, one quantifier for each atom; flag i. A pattern with several
 * alternatives to try, or a long one, is not given to a backtracking matcher (see places.ts). Groups, alternation,
 * look-around and back-references are refused by name.
 */
import { spend } from './effort'
import { CommandError, notSupported } from './errors'
import { type Place, PlacePattern } from './places'

export interface Pattern {
  test(text: string): boolean
  /** The literal text with which every match begins; undefined when the pattern has no such beginning. */
  prefix?: string
}

const shorthands: Record<string, string> = {
  d: '0-9', w: 'A-Za-z0-9_', s: ' \\t\\n\\v\\f\\r'
}
const controls: Record<string, string> = { n: '\n', r: '\r', t: '\t', f: '\f' }
const quantifier = /^(?:[*+?]|\{\d{1,4}(?:,\d{0,4})?\})/
/** MongoDB's limit for the length of a pattern, in bytes. */
const longestSource = 32764
const mostPlaces = 2000
/**
 * The limit of characters times places up to which JavaScript's own matcher is used, which is faster on short texts.
 */
const mostTried = 1_000_000
const stepsPerPattern = 2000
const stepsPerPlace = 20

const invalid = (why: string): CommandError => new CommandError(51091, `Regular expression is invalid: ${why}`)

interface State { at: number, atoms: Atom[], toEnd: boolean, prefix: string, inPrefix: boolean }
/** An atom: `source` matches one character; `most` is Infinity for an unbounded quantifier. */
interface Atom { source: string, least: number, most: number }

/** Compiles a pattern; unknown syntax is refused by name. `options` is a string of flags, of which only i is known. */
export function compilePattern(source: string, options: string): Pattern {
  const strange = options.replace(/i/g, '')
  if (strange) throw notSupported(`the $regex option '${strange}'`)
  if (source.includes('\0')) throw new CommandError(2, 'Regular expression cannot contain an embedded null byte')
  if (Buffer.byteLength(source) > longestSource) throw invalid(`it is longer than ${longestSource} bytes`)
  const anchored = source.startsWith('^')
  const state: State = {
    at: anchored ? 1 : 0, atoms: [], toEnd: false, prefix: '', inPrefix: anchored && options === ''
  }
  while (state.at < source.length) readAtom(source, state)
  const test = matcher(state, anchored, options ? 'iu' : 'u')
  return { test, ...state.prefix ? { prefix: state.prefix } : {} }
}

/**
 * Chooses how to match. Without a choice of quantifiers only one alternative has to be tried from each character on;
 * with a choice their number is unbounded, and the places are matched all at once.
 */
function matcher({ atoms, toEnd }: State, anchored: boolean, flags: string): (text: string) => boolean {
  const length = atoms.reduce((total, { least, most }) => total + (most === Infinity ? Math.max(least, 1) : most), 0)
  const hasQuantifier = atoms.some(({ least, most }) => least !== 1 || most !== 1)
  if (hasQuantifier && length > mostPlaces) {
    throw notSupported(`a $regex of more than ${mostPlaces} characters with its quantifiers written out`)
  }
  // A pattern costs its construction and, later, the characters it remembers.
  spend(stepsPerPattern + stepsPerPlace * length)
  const hasChoice = atoms.some(({ least, most }) => least !== most)
  const plain = hasChoice
    ? undefined
    : readyMade(
      (anchored ? '^' : '') + atoms.map(({ source, least }) => least === 1 ? source : `${source}{${least}}`).join('') +
        (toEnd ? '(?=\\n?$)' : ''),
      flags
    )
  // An invalid class is refused now; the rest of the construction waits until a text is matched.
  if (hasChoice) for (const { source } of atoms) if (source.startsWith('[')) readyMade(source, flags)
  let places: PlacePattern | undefined
  return text => {
    const tries = anchored ? length : length * text.length
    if (plain && (tries <= mostTried || length > mostPlaces)) {
      spend(1 + tries / 64)
      return plain.test(text)
    }
    places ??= new PlacePattern(atoms.flatMap(placesOf), anchored, toEnd, flags)
    spend(1 + text.length * places.words / 16)
    return places.test(text)
  }
}

function readyMade(source: string, flags: string): RegExp {
  try {
    return new RegExp(source, flags)
  } catch (thrown) {
    throw invalid((thrown as Error).message.replace(/^Invalid regular expression: /, ''))
  }
}

function placesOf({ source, least, most }: Atom): Place[] {
  const place = { source, skippable: false, repeats: false }
  const needed = Array.from({ length: most === Infinity ? Math.max(least - 1, 0) : least }, () => place)
  if (most === Infinity) return [...needed, { source, skippable: least === 0, repeats: true }]
  return [...needed, ...Array.from({ length: most - least }, () => ({ ...place, skippable: true }))]
}

function readAtom(source: string, state: State): void {
  const char = String.fromCodePoint(source.codePointAt(state.at) as number)
  state.at += char.length
  if (char === '$' && state.at === source.length) {
    state.toEnd = true
    return
  }
  const { literal, made = quote(literal as string) } = readOne(char, source, state)
  const times = quantifier.exec(source.slice(state.at, state.at + 12))?.[0]
  state.at += times?.length ?? 0
  state.atoms.push({ source: made, ...boundsOf(times) })
  if (times || literal === undefined) state.inPrefix = false
  else if (state.inPrefix) state.prefix += literal
}

/** The source of one character: the character itself, or a class. */
interface One { literal?: string, made?: string }

function readOne(char: string, source: string, state: State): One {
  if (char === '\\') return readEscape(source, state)
  if (char === '[') return { made: readClass(source, state) }
  if (char === '.') return { made: '[^\\n]' }
  if ('()|^$*+?{}'.includes(char)) throw notSupported(`'${char}' in $regex '${source}'`)
  return { literal: char }
}

function boundsOf(times = '{1}'): { least: number, most: number } {
  if (times === '?') return { least: 0, most: 1 }
  if (times === '*' || times === '+') return { least: times === '*' ? 0 : 1, most: Infinity }
  const [least = '', most = least] = times.slice(1, -1).split(',')
  const bounds = { least: Number(least), most: most === '' ? Infinity : Number(most) }
  if (bounds.most < bounds.least) throw invalid('numbers out of order in {} quantifier')
  return bounds
}

function readEscape(source: string, state: State): One {
  const code = source.codePointAt(state.at)
  const char = code === undefined ? '' : String.fromCodePoint(code)
  state.at += char.length
  if (shorthands[char]) return { made: `[${shorthands[char]}]` }
  if (controls[char]) return { literal: controls[char] }
  if (/^[A-Za-z0-9]?$/.test(char)) throw notSupported(`'\\${char}' in $regex '${source}'`)
  return { literal: char }
}

function readClass(source: string, state: State): string {
  const end = /^\^?(?:\\.|[^\]\\[])+\]/u.exec(source.slice(state.at))?.[0]
  if (!end) throw notSupported(`the character class at ${state.at} in $regex '${source}'`)
  const negated = end.startsWith('^')
  const body = end.slice(negated ? 1 : 0, -1)
  const js = body.replace(/\\(.)|[&~|(){}/]/gu, (whole, escaped: string | undefined) => {
    if (escaped === undefined) return `\\u{${whole.codePointAt(0)?.toString(16)}}`
    if (shorthands[escaped]) return shorthands[escaped]
    if (controls[escaped]) return whole
    if (/[A-Za-z0-9]/.test(escaped)) throw notSupported(`'\\${escaped}' in $regex '${source}'`)
    return `\\u{${escaped.codePointAt(0)?.toString(16)}}`
  })
  state.at += end.length
  return `[${negated ? '^' : ''}${js}]`
}

function quote(literal: string): string {
  return /[\p{L}\p{N}_]/u.test(literal) ? literal : `\\u{${literal.codePointAt(0)?.toString(16)}}`
}
