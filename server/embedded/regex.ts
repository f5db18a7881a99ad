/**
 * Regular expressions a filter may hold. Promise: the accepted part means the same in MongoDB's PCRE and here, and
 * none of it can run away: literals, classes, the dot, one quantifier per atom, at most three unbounded ones; flag i.
 * Groups, alternation, look-around and back-references are refused by name.
 */
import { CommandError, notSupported } from './errors'

export interface Pattern {
  test(text: string): boolean
  /** Literal text every match begins with; undefined when the pattern has no such start. */
  prefix?: string
}

const shorthands: Record<string, string> = {
  d: '0-9', w: 'A-Za-z0-9_', s: ' \\t\\n\\v\\f\\r'
}
const controls: Record<string, string> = { n: '\n', r: '\r', t: '\t', f: '\f' }
const quantifier = /^(?:[*+?]|\{\d{1,4}(?:,\d{0,4})?\})/

/** Compiles a pattern or refuses it by name. `options` is a string of flags, of which only i is known. */
export function compilePattern(source: string, options: string): Pattern {
  const strange = options.replace(/i/g, '')
  if (strange) throw notSupported(`the $regex option '${strange}'`)
  if (source.includes('\0')) throw new CommandError(2, 'Regular expression cannot contain an embedded null byte')
  const state = { at: 0, unbounded: 0, js: '', prefix: '', inPrefix: source.startsWith('^') && options === '' }
  if (source.startsWith('^')) {
    state.js = '^'
    state.at = 1
  }
  while (state.at < source.length) readAtom(source, state)
  if (state.unbounded > 3) throw notSupported('more than three unbounded quantifiers in one $regex')
  const compiled = new RegExp(state.js, options ? 'iu' : 'u')
  return { test: text => compiled.test(text), ...state.prefix ? { prefix: state.prefix } : {} }
}

interface State { at: number, unbounded: number, js: string, prefix: string, inPrefix: boolean }

function readAtom(source: string, state: State): void {
  const start = state.at
  const char = String.fromCodePoint(source.codePointAt(start) as number)
  state.at += char.length
  let literal: string | undefined
  if (char === '$' && state.at === source.length) {
    state.js += '(?=\\n?$)'
    return
  }
  if (char === '\\') literal = readEscape(source, state)
  else if (char === '[') readClass(source, state)
  else if (char === '.') state.js += '[^\\n]'
  else if ('()|^$*+?{}'.includes(char)) throw notSupported(`'${char}' in $regex '${source}'`)
  else literal = char
  if (literal !== undefined) state.js += quote(literal)
  const times = quantifier.exec(source.slice(state.at))?.[0]
  if (literal === undefined || times) state.inPrefix = false
  else if (state.inPrefix) state.prefix += literal
  if (!times) return
  if (/^[*+]|,\}/.test(times)) state.unbounded += 1
  state.js += times
  state.at += times.length
}

function readEscape(source: string, state: State): string | undefined {
  const char = source[state.at] ?? ''
  state.at += 1
  if (shorthands[char]) {
    state.js += `[${shorthands[char]}]`
    return undefined
  }
  if (controls[char]) return controls[char]
  if (/^[A-Za-z0-9]?$/.test(char)) throw notSupported(`'\\${char}' in $regex '${source}'`)
  return char
}

function readClass(source: string, state: State): void {
  const end = /^\^?(?:\\.|[^\]\\[])+\]/.exec(source.slice(state.at))?.[0]
  if (!end) throw notSupported(`the character class at ${state.at} in $regex '${source}'`)
  const negated = end.startsWith('^')
  const body = end.slice(negated ? 1 : 0, -1)
  const js = body.replace(/\\(.)|[&~|(){}/]/g, (whole, escaped: string | undefined) => {
    if (escaped === undefined) return `\\u{${whole.codePointAt(0)?.toString(16)}}`
    if (shorthands[escaped]) return shorthands[escaped]
    if (controls[escaped]) return whole
    if (/[A-Za-z0-9]/.test(escaped)) throw notSupported(`'\\${escaped}' in $regex '${source}'`)
    return `\\u{${escaped.codePointAt(0)?.toString(16)}}`
  })
  state.js += `[${negated ? '^' : ''}${js}]`
  state.at += end.length
}

function quote(literal: string): string {
  return /[\p{L}\p{N}_]/u.test(literal) ? literal : `\\u{${literal.codePointAt(0)?.toString(16)}}`
}
