import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { codeOf, messageOf } from '../thrown'
import type { Fault } from './fault'

/** The size limit in bytes; larger files are refused unread. The roster of a district takes a hundredth of it. */
const BYTES_MOST = 16 * 1024 * 1024

/** The text of a UTF-8 file (with or without BOM), or the fault that prevents reading it. */
export function readText(path: string): { text: string } | { fault: Fault } {
  const fault = (line: number, message: string) => ({
    fault: { file: basename(path), line, column: '', value: '', message }
  })
  let bytes: Buffer
  try {
    bytes = readFileSync(path)
  } catch (error) {
    const missing = codeOf(error) === 'ENOENT'
    return fault(0, missing ? '找不到这个文件。' : `这个文件读不了（${messageOf(error)}）。`)
  }
  if (bytes.length > BYTES_MOST) return fault(0, '文件太大了，最多 16 MB。')
  const text = decode(bytes, 'utf-8')
  if (text !== null) return { text }
  const badLines = linesThatFail(bytes)
  return fault(badLines[0] ?? 1, `这个文件不是 UTF-8 编码（${guess(bytes)}，共 ${badLines.length} 行读不出来），请另存为 UTF-8 再导入。`)
}

function guess(bytes: Buffer): string {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) return '像是 UTF-16'
  return decode(bytes, 'gb18030') === null ? '认不出是什么编码' : '像是 GB18030'
}

function linesThatFail(bytes: Buffer): number[] {
  const failing: number[] = []
  for (let start = 0, line = 1; start < bytes.length; line += 1) {
    const found = bytes.indexOf(0x0a, start)
    const end = found === -1 ? bytes.length : found
    if (decode(bytes.subarray(start, end), 'utf-8') === null) failing.push(line)
    start = end + 1
  }
  return failing
}

function decode(bytes: Buffer, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}
