/** Cuts texts to what a field of a subscribe message may hold. Source: WeChat's rules of parameter values. */

const MOST: Readonly<Record<string, number>> = { thing: 20, phrase: 5, character_string: 32, time: 32, date: 32 }
const CUT = '…'

/**
 * The text as WeChat takes it in this field. Whole characters are kept, those beyond the basic plane included; a text
 * that is cut ends with an ellipsis where the field may hold one. A field that would be empty gets a dash, because
 * WeChat refuses empty fields.
 * @param field name of the field with its number, e.g. thing1
 */
export function fitted(field: string, text: string): string {
  const type = field.replace(/\d+$/, '')
  const most = MOST[type] ?? 20
  const plain = text.normalize('NFC').replace(/\s+/g, ' ').trim()
  if (type === 'phrase') return [...plain.replace(/\P{Script=Han}/gu, '')].slice(0, most).join('') || '有消息'
  if (type === 'character_string') return [...plain.replace(/[^\x21-\x7e]/g, '')].slice(0, most).join('') || '-'
  const characters = [...new Intl.Segmenter('zh', { granularity: 'grapheme' }).segment(plain)].map(({ segment }) => segment)
  if (plain.length <= most) return plain || '-'
  let cut = ''
  for (const character of characters) {
    if (cut.length + character.length > most - CUT.length) break
    cut += character
  }
  return cut + CUT
}
