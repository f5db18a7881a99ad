/** Directories for the data of one test file, and small file systems to fill when this machine permits them. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryDirectory } from './target'

export interface Directories {
  /** The directory that contains all others. */
  room: string
  /** A new, empty directory. */
  directory(): string
  /** Mounts a file system of this many MB at `at`; false when this machine does not permit it. */
  mountSmall(at: string, megabytes: number, options?: string): boolean
  unmount(at: string): void
  mayMount(): boolean
  remove(): void
}

export const MOUNT_LACK = 'disk full: needs root and a mount of its own'

/** Creates a new room for the directories of this file. */
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
