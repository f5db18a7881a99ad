/** One fault of the files, described for the person who maintains them. */
export interface Fault {
  /** The name of the file without its directory. */
  file: string
  /** The line, counted from 1; 0 for a fault of the whole (a stored station without a dispatcher). */
  line: number
  /** The column of a CSV file or the path within a JSON file; empty for the whole line. */
  column: string
  value: string
  /** A sentence for the person who maintains the file. */
  message: string
}

/** The origin of a row. */
export interface Origin {
  file: string
  line: number
  /** The cells of the row in the file, by column. */
  raw: Record<string, string>
}

/** The files have faults; nothing was written. */
export class ImportRefused extends Error {
  constructor(readonly faults: Fault[]) {
    super(`导入的文件有 ${faults.length} 处问题，什么都没有写入：\n${faults.map(describeFault).join('\n')}`)
    this.name = 'ImportRefused'
  }
}

/** One line of a report: `villages.csv 第 3 行 town_code "37040" 要 9 位数字。` */
export function describeFault({ file, line, column, value, message }: Fault): string {
  const place = [file, line > 0 ? `第 ${line} 行` : '', column, value === '' ? '' : JSON.stringify(shorten(value))]
  return `  ${[...place.filter(Boolean), message].join(' ')}`
}

/** A fault of one column of a row. */
export function faultAt({ file, line, raw }: Origin, column: string, message: string): Fault {
  return { file, line, column, value: raw[column] ?? '', message }
}

function shorten(value: string): string {
  return value.length > 60 ? `${value.slice(0, 60)}…` : value
}
