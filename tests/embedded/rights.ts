/** Rights of the user who runs the tests: root may do everything, which some tests have to prevent. */
import { spawnSync } from 'node:child_process'

/** The numbers of the user and group `nobody` in Linux. */
const NOBODY = 65534

export const isRoot = process.getuid?.() === 0

/** The reason for skipping where root can't become another user, as in a container that maps root only. */
export const RIGHTS_LACK =
  'a directory without write permission: needs a user that is not root, or a root that can become one'

/** Permanently makes the calling process one of a user without rights. @throws Error where the system refuses */
export function giveUpRights(): void {
  process.setgroups?.([])
  process.setgid?.(NOBODY)
  process.setuid?.(NOBODY)
}

/** Whether a process of root can give up its rights here; tried in a separate process. */
export function mayGiveUpRights(): boolean {
  const attempt = `process.setgroups([]); process.setgid(${NOBODY}); process.setuid(${NOBODY})`
  return isRoot && spawnSync(process.execPath, ['-e', attempt]).status === 0
}
