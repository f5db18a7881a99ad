import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

export const CHROMIUM_LACK = 'browser journeys — apt-get install -y chromium fonts-noto-cjk'

/** Path of the browser: CHROMIUM_BINARY, otherwise the first of the usual names on PATH; null when there is none. */
export function findChromium(): string | null {
  return process.env.CHROMIUM_BINARY || findProgram('chromium', 'chromium-browser', 'google-chrome')
}

/** Path of a real MongoDB server: MONGOD_BINARY, otherwise `mongod` on PATH; null when there is none. */
export function findMongod(): string | null {
  return process.env.MONGOD_BINARY || findProgram('mongod')
}

/** The first of these names that is an executable on PATH, as a full path. */
export function findProgram(...names: string[]): string | null {
  const directories = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
  return names.flatMap(name => directories.map(directory => join(directory, name))).find(isExecutable) ?? null
}

/** Whether this user may run the file. */
export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
