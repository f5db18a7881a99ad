/** What people and phones send: the rules that every schema shares. */
import { z } from 'zod'

/** Text as people write it: trimmed, without the control characters no keyboard makes (line breaks stay). Lengths in characters. */
export function text(most: number, least = 0) {
  return z.string().trim().min(least).max(most).regex(/^[^\u0000-\u0009\u000B-\u001F\u007F]*$/, '有不能用的字符,请删掉重写。')
}

export const mobile = z.string().regex(/^1[3-9]\d{9}$/, '手机号要 11 位数字。')

/** An id of ours, as the API spells it. @param message what to do where a person chose it */
export function objectId(message?: string) {
  return z.string().regex(/^[0-9a-f]{24}$/, message)
}

/** Parameters of a path that names one thing by its id. */
export const idParams = z.strictObject({ id: objectId() })
