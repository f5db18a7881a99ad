/** The store's matcher gives the same results as JavaScript's, which is not used when its running time is unbounded. */
import fc from 'fast-check'
import { compilePattern } from '../../server/embedded/regex'

const atom = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '\\d', '王', '😀')
const quantifier = fc.constantFrom('', '', '', '*', '+', '?', '{2}', '{0,2}', '{1,}', '{2,3}')
const source = fc.tuple(
  fc.constantFrom('', '^'),
  fc.array(fc.tuple(atom, quantifier).map(parts => parts.join('')), { minLength: 1, maxLength: 6 }),
  fc.constantFrom('', '$')
)
  .map(([begin, atoms, end]) => begin + atoms.join('') + end)
const text =
  fc.array(fc.constantFrom('a', 'a', 'b', '1', '\n', '王', '😀'), { maxLength: 12 }).map(chars => chars.join(''))

it('finds a pattern where JavaScript does', () => {
  const seen = { found: 0, missed: 0 }
  fc.assert(fc.property(source, text, (pattern, where) => {
    // In PCRE the dot does not match a line feed, and `$` also matches before a final line feed.
    const judge = new RegExp(pattern.replaceAll('.', '[^\\n]').replace(/\$$/, '(?=\\n?$)'), 'u')
    const found = compilePattern(pattern, '').test(where)
    seen[found ? 'found' : 'missed'] += 1
    expect([pattern, where, found]).toEqual([pattern, where, judge.test(where)])
  }), { numRuns: 3000 })
  expect(Math.min(seen.found, seen.missed)).toBeGreaterThan(300)
})
