/** Directories for data of one file of tests, and small file systems to fill where this machine allows them. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryDirectory } from './target'

export interface Directories {
  /** Everything lies in here. */
  room: string
  /** A new, empty one. */
  directory(): string
  /** Makes `at` a file system of its own with so many MB; false when this machine does not allow one. */
  mountSmall(at: string, megabytes: number, options?: string): boolean
  unmount(at: string): void
  mayMount(): boolean
  remove(): void
}

export const MOUNT_LACK = 'disk full: needs root and a mount of its own'

/** Begins with an empty room. */
export function directories(): Directories {
  const room = temporaryDirectory()
  const mounted = new Set<string>()
  let serial = 0
  const directory = (): string => {
    serial += 1
    const made = join(room, String(serial))
    mkdirSync(made)
    return made
  }
  const mountSmall = (at: string, megabytes: number, options = ''): boolean => {
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m${options}`, 'tmpfs', at], { stdio: 'ignore' })
      mounted.add(at)
      return true
    } catch {
      return false
    }
  }
  const unmount = (at: string): void => {
    execFileSync('umount', ['--lazy', at], { stdio: 'ignore' })
    mounted.delete(at)
  }
  const mayMount = (): boolean => {
    if (process.getuid?.() !== 0 || process.platform !== 'linux') return false
    const at = directory()
    const may = mountSmall(at, 1)
    if (may) unmount(at)
    return may
  }
  const remove = (): void => {
    for (const at of mounted) unmount(at)
    rmSync(room, { recursive: true, force: true })
  }
  return { room, directory, mountSmall, unmount, mayMount, remove }
}
