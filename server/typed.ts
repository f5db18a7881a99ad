/** What people and phones send: the rules that every schema shares. */
import { z } from 'zod'
import { LIMITS } from '../src/contract/limits'
import { MOBILE } from '../src/contract/person'

/**
 * What nobody sees and no keyboard makes: control characters (line breaks stay), halves of characters, marks that turn the direction
 * of writing, blanks of no width, fillers. The two joiners stay in texts: emoji and Uyghur words are made with them.
 */
const HIDDEN = /[\p{Cc}\p{Cs}\p{Co}\p{Zl}\p{Zp}\u034f\u115f\u1160\u2800\u3164\uffa0]|(?![\u200c\u200d])\p{Cf}/u
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u

/** Text as people write it: composed (NFC), trimmed, with nothing hidden in it. Lengths in characters. */
export function text(most: number, least = 0) {
  return z.string().normalize('NFC').trim().min(least).max(most)
    .refine(value => !HIDDEN.test(value.replaceAll('\n', ' ')), '这里有看不见的字符,请删掉,重新写一遍。')
    .refine(value => least === 0 || value === '' || VISIBLE.test(value), '请填写这一项。')
}

/** Letters of any script (names of every people in China), marks on them, and what stands between the parts of a name. */
const NAME = /^[\p{L}\p{M}\p{N}·.' -]*$/u
const LATIN = /\p{Script=Latin}/u
/** Scripts whose letters pass for Latin ones. */
const LIKE_LATIN = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}]/u

/** A person's name: composed, its dots and full-width letters written one way, so that the same name is the same text. */
export const personName = z.string().normalize('NFC').overwrite(written).trim().min(1).max(LIMITS.name)
  .superRefine((value, context) => {
    const say = (message: string): void => context.addIssue({ code: 'custom', message })
    if (value === '') return
    if (HIDDEN.test(value) || /\p{Cf}/u.test(value)) say('名字里有看不见的字符,请删掉,重新写一遍。')
    else if (!NAME.test(value) || !/\p{L}/u.test(value)) say('名字里只能有文字、数字和间隔号。')
    else if (LATIN.test(value) && LIKE_LATIN.test(value)) say('名字里混着两种长得一样的字母,请只用一种写。')
  })

function written(name: string): string {
  return name.replace(/[•‧・･⋅∙]/g, '·')
    .replace(/[！-～]/g, sign => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/[\u00a0\u3000]/g, ' ')
}

export const mobile = z.string().regex(MOBILE, '手机号要 11 位数字。')

/** An id of ours, as the API spells it. @param message what to do where a person chose it */
export function objectId(message?: string) {
  return z.string().regex(/^[0-9a-f]{24}$/, message)
}

/** Parameters of a path that names one thing by its id. */
export const idParams = z.strictObject({ id: objectId() })
