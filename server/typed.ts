/** What people type: the rules that every schema shares. */
import { z } from 'zod'

/** Text as people write it: trimmed, without the control characters no keyboard makes (line breaks stay). Lengths in characters. */
export function text(most: number, least = 0) {
  return z.string().trim().min(least).max(most).regex(/^[^\u0000-\u0009\u000B-\u001F\u007F]*$/, '有不能用的字符,请删掉重写。')
}

export const mobile = z.string().regex(/^1[3-9]\d{9}$/, '手机号要 11 位数字。')
