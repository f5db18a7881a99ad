import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The data files of the project. */
export const DATA = join(__dirname, '../../../server/data')

/** A copy of the data that a test may spoil; `remove` deletes it. */
export class DataCopy {
  readonly directory = mkdtempSync(join(tmpdir(), 'backpack-data-'))

  constructor() {
    cpSync(DATA, this.directory, { recursive: true })
  }

  read(file: string): string {
    return readFileSync(join(this.directory, file), 'utf8')
  }

  write(file: string, content: string | Buffer): void {
    writeFileSync(join(this.directory, file), content)
  }

  /** @throws Error when the text to be replaced is not there, so that a test can't pass by changing nothing */
  replace(file: string, from: string, to: string): void {
    const text = this.read(file)
    if (!text.includes(from)) throw new Error(`${file} has no ${JSON.stringify(from)}.`)
    this.write(file, text.replace(from, to))
  }

  /** Appends a line and returns its number. */
  append(file: string, line: string): number {
    const text = this.read(file)
    this.write(file, `${text}${line}\n`)
    return text.split('\n').length
  }

  /** Removes every line that contains the text. */
  removeLines(file: string, containing: string): void {
    const lines = this.read(file).split('\n')
    const kept = lines.filter(line => !line.includes(containing))
    if (kept.length === lines.length) throw new Error(`${file} has no line with ${JSON.stringify(containing)}.`)
    this.write(file, kept.join('\n'))
  }

  /** Number of the first line that begins with the text. */
  lineOf(file: string, beginning: string): number {
    return this.read(file).split('\n').findIndex(line => line.startsWith(beginning)) + 1
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true })
  }
}
