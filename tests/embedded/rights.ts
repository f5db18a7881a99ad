/** Rights of the user who runs the tests: root may do everything, which some tests must not. */
import { spawnSync } from 'node:child_process'

/** The user and the group that own nothing, by their number in Linux. */
const NOBODY = 65534

export const isRoot = process.getuid?.() === 0

/** What is skipped where root can't become another user, as in a container that maps root alone. */
export const RIGHTS_LACK =
  'a directory without write permission: needs a user that is not root, or a root that can become one'

/** Makes the calling process that of a user without rights, for good. @throws Error where the system refuses */
export function giveUpRights(): void {
  process.setgroups?.([])
  process.setgid?.(NOBODY)
  process.setuid?.(NOBODY)
}

/** Whether a process of root can give up its rights here; tried in a process of its own. */
export function mayGiveUpRights(): boolean {
  const attempt = `process.setgroups([]); process.setgid(${NOBODY}); process.setuid(${NOBODY})`
  return isRoot && spawnSync(process.execPath, ['-e', attempt]).status === 0
}
