import { basename } from 'node:path'
import { parse } from 'csv-parse/sync'
import type { ZodType } from 'zod'
import { faultAt, type Fault, type Origin } from './fault'
import { readText } from './textFile'

/** A row of a file, with its line. */
export interface Row<T> {
  value: T
  at: Origin
}

/**
 * Reads a CSV file: UTF-8, comma, a header line with exactly `columns` in any order, one row in each line; blank lines
 * are skipped.
 * @param schema checks the cells of a row, keyed by column; every cell is trimmed text
 * @returns the valid rows, and every fault
 */
export function readCsv<T>(
  path: string, columns: readonly string[], schema: ZodType<T>
): { rows: Row<T>[]; faults: Fault[] } {
  const read = readText(path)
  if ('fault' in read) return { rows: [], faults: [read.fault] }
  const file = basename(path)
  const lines = read.text.split(/\r\n|\n|\r/).map((text, index) => ({ text, line: index + 1 })).filter(({ text }) =>
    text.trim() !== '')
  const [head, ...body] = lines
  if (!head) return { rows: [], faults: [{ file, line: 0, column: '', value: '', message: '文件是空的。' }] }
  const header = splitLine(head.text)
  const wrongHeader = header ? checkHeader(header, columns, file, head.line) : [unbalanced(file, head.line, head.text)]
  if (!header || wrongHeader.length > 0) return { rows: [], faults: wrongHeader }
  if (body.length === 0) {
    return { rows: [], faults: [{ file, line: head.line, column: '', value: '', message: '只有表头，没有内容。' }] }
  }
  const results = body.map(({ text, line }) => readRow(text, line, file, header, schema))
  return { rows: results.flatMap(({ row }) => row ? [row] : []), faults: results.flatMap(({ faults }) => faults) }
}

function readRow<T>(
  text: string, line: number, file: string, header: readonly string[], schema: ZodType<T>
): { row: Row<T> | null; faults: Fault[] } {
  const cells = splitLine(text)
  if (!cells) return { row: null, faults: [unbalanced(file, line, text)] }
  if (cells.length !== header.length) {
    return {
      row: null,
      faults: [{ file, line, column: '', value: text, message: `这一行有 ${cells.length} 栏，应当有 ${header.length} 栏。` }]
    }
  }
  const raw = Object.fromEntries(header.map((column, index) => [column, cells[index]!]))
  const at = { file, line, raw }
  const garbled =
    header.filter(column => raw[column]!.includes('\uFFFD')).map(column => faultAt(at, column, '有乱码，请改回原来的字。'))
  const parsed = schema.safeParse(raw)
  const faults = [
    ...garbled, ...(parsed.error?.issues ?? []).map(issue => faultAt(at, String(issue.path[0] ?? ''), issue.message))
  ]
  return { row: parsed.success && faults.length === 0 ? { value: parsed.data, at } : null, faults }
}

/**
 * The cells of one line; null when its quotes don't match. A cell never spans lines, which confines a fault to its
 * line.
 */
function splitLine(text: string): string[] | null {
  try {
    return (parse(text, { trim: true, relax_column_count: true })[0] as string[] | undefined) ?? []
  } catch {
    return null
  }
}

function unbalanced(file: string, line: number, text: string): Fault {
  return { file, line, column: '', value: text, message: '引号不成对。' }
}

function checkHeader(header: readonly string[], columns: readonly string[], file: string, line: number): Fault[] {
  const fault = (column: string, message: string) => ({ file, line, column, value: '', message })
  return [
    ...columns.filter(column => !header.includes(column)).map(column => fault(column, '表头缺这一栏。')),
    ...header.filter(column => !columns.includes(column)).map(column => fault(column, '表头多出这一栏。')),
    ...header.filter((column, index) => header.indexOf(column) !== index).map(column => fault(column, '表头里这一栏出现了两次。'))
  ]
}

/** The text of a CSV file: UTF-8, comma, one header line; values with a comma, quote or line break are quoted. */
export function writeCsv(header: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
  return [header, ...rows].map(row => `${row.map(quote).join(',')}\n`).join('')
}

function quote(value: string): string {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value
}
