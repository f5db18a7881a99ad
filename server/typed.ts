/** Texts that people and phones send: the rules shared by all schemas. */
import { z } from 'zod'
import { LIMITS } from '../src/contract/limits'
import { MOBILE } from '../src/contract/person'
import { CONTACT_TIES } from '../src/contract/search'

/**
 * Invisible characters that no keyboard produces: control characters (line breaks stay), unpaired surrogates, marks
 * that change the direction of writing, blanks without width, fillers. The two joiners stay in texts: emoji and Uyghur
 * words contain them.
 */
const HIDDEN = /[\p{Cc}\p{Cs}\p{Co}\p{Zl}\p{Zp}\u034f\u115f\u1160\u2800\u3164\uffa0]|(?![\u200c\u200d])\p{Cf}/u
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u

/** A text: composed (NFC), trimmed, without invisible characters. Lengths are in characters. */
export function text(most: number, least = 0) {
  return z.string().normalize('NFC').trim().min(least).max(most)
    .refine(value => !HIDDEN.test(value.replaceAll('\n', ' ')), '这里有看不见的字符，请删掉，重新写一遍。')
    .refine(value => least === 0 || value === '' || VISIBLE.test(value), '请填写这一项。')
}

/**
 * The characters of a name: letters of any script (names of all nationalities of China), marks on letters, and the
 * separators between the parts of a name.
 */
const NAME = /^[\p{L}\p{M}\p{N}·.' -]*$/u
const LATIN = /\p{Script=Latin}/u
/** Scripts with letters that look like Latin letters. */
const LIKE_LATIN = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}]/u

/**
 * The name of a person: composed, with dots and full-width letters normalised, by which equal names are equal texts.
 */
export const personName = z.string().normalize('NFC').overwrite(written).trim().min(1).max(LIMITS.name)
  .superRefine((value, context) => {
    const say = (message: string): void => context.addIssue({ code: 'custom', message })
    if (value === '') return
    if (HIDDEN.test(value) || /\p{Cf}/u.test(value)) say('名字里有看不见的字符，请删掉，重新写一遍。')
    else if (!NAME.test(value) || !/\p{L}/u.test(value)) say('名字里只能有文字、数字和间隔号。')
    else if (LATIN.test(value) && LIKE_LATIN.test(value)) say('名字里混着两种长得一样的字母，请只用一种写。')
  })

function written(name: string): string {
  return name.replace(/[•‧・･⋅∙]/g, '·')
    .replace(/[！-～]/g, sign => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/[\u00a0\u3000]/g, ' ')
}

/** Signs and blanks that people write between the digits of a phone number. */
const BETWEEN_DIGITS = /[\s\u00a0\u3000()（）+.-]/g

/** Somebody's phone as it is typed or pasted: full-width digits, blanks and the country's code are cleaned away. */
const anyPhone = z.string().max(LIMITS.phoneTyped).transform(typed =>
  typed.replace(/[０-９]/g, digit => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
    .replace(BETWEEN_DIGITS, '').replace(/^(00)?86(?=1[3-9]\d{9}$)/, ''))
  .pipe(z.string().regex(/^(1[3-9]\d{9}|0\d{9,11})$/, '手机号要 11 位数字，座机要带区号。'))

/** People of the village who can look after somebody. */
export const contacts = z.array(z.strictObject({ name: personName, phone: anyPhone, tie: z.enum(CONTACT_TIES) }))
  .max(LIMITS.contacts, `最多写 ${LIMITS.contacts} 位。`)

export const mobile = z.string().regex(MOBILE, '手机号要 11 位数字。')

/** An id of a document as the API writes it. @param message what to do, for a field in which a person chose the id */
export function objectId(message?: string) {
  return z.string().regex(/^[0-9a-f]{24}$/, message)
}

/** The parameters of a path with one id. */
export const idParams = z.strictObject({ id: objectId() })
