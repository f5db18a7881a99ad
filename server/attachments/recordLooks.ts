import { actorOf } from '../audit/audit'
import type { Deps } from '../deps'
import type { StoredMatter } from '../matters/matterFields'
import { relationsOf } from '../matters/relations'
import type { Viewer } from '../people/viewer'
import { dayOf } from '../../src/contract/day'
import type { AttachmentDoc } from './model'

/** A photo and the matter that holds it; null while none does. */
export interface SeenAttachment {
  attachment: AttachmentDoc
  matter: StoredMatter | null
}

type RecordLook = (seen: SeenAttachment, which: 'photo' | 'thumbnail', viewer: Viewer, show: () => Promise<Buffer>) => Promise<Buffer>

/** Thumbnails remembered as recorded; the oldest are forgotten first and would be recorded once more. */
const REMEMBERED_MOST = 10_000

/**
 * Writes into the audit who looks at somebody else's photo, before he gets it: the whole one every time. A thumbnail comes
 * by itself each time the matter is opened, and a paper that fills the picture can be read even there: it is recorded once a day
 * for each who looks, so that neither a look is missed nor the whole ones drown.
 */
export function recordLooks({ audit, now }: Pick<Deps, 'audit' | 'now'>): RecordLook {
  const recorded = new Set<string>()
  return async ({ attachment, matter }, which, viewer, show) => {
    const id = String(attachment._id)
    const own = String(attachment.owner) === viewer.id || String(matter?.applicant.person) === viewer.id
    if (!matter || own) return show()
    const look = `${viewer.id} ${id} ${dayOf(now())}`
    if (which === 'thumbnail' && recorded.has(look)) return show()
    return audit.before({
      station: matter.stationCode, act: 'looked', actor: actorOf(viewer, relationTo(matter, viewer, now())),
      subject: { kind: 'attachments', id }, fields: [which]
    }, () => {
      if (which === 'thumbnail') remember(recorded, look)
      return show()
    })
  }
}

function relationTo(matter: StoredMatter, viewer: Viewer, now: number): 'beneficiary' | 'staff' {
  return relationsOf(matter, viewer, now).includes('beneficiary') ? 'beneficiary' : 'staff'
}

function remember(recorded: Set<string>, look: string): void {
  if (recorded.size >= REMEMBERED_MOST) recorded.delete(recorded.values().next().value!)
  recorded.add(look)
}
