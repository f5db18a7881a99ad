import { dayOf } from '../../src/contract/day'
import { actorOf } from '../audit/audit'
import type { CallContext } from '../deps'
import type { StoredMatter } from '../matters/matterFields'
import { relationsOf } from '../matters/relations'
import type { Viewer } from '../people/viewer'
import type { AttachmentDoc } from './model'

/** A photo and the matter that holds it; null while none does. */
export interface SeenAttachment {
  attachment: AttachmentDoc
  matter: StoredMatter | null
}

type RecordLook = (
  seen: SeenAttachment,
  which: 'photo' | 'thumbnail',
  context: CallContext,
  show: () => Promise<Buffer>
) => Promise<Buffer>

/** Recorded looks at thumbnails that are remembered; the oldest are forgotten first and would be recorded once more. */
const REMEMBERED_MOST = 10_000

/**
 * Records in the audit who looks at somebody else's photo, before the photo is answered: every look at the whole
 * photo. Thumbnails are fetched each time the matter is opened, and a paper that fills the picture is legible even on
 * a thumbnail: a thumbnail is recorded once a day for each viewer, so that no look goes unrecorded and the looks at
 * whole photos stay easy to find.
 */
export function recordLooks(): RecordLook {
  const recorded = new Set<string>()
  return async ({ attachment, matter }, which, { viewer, now, deps }, show) => {
    const id = String(attachment._id)
    const own = String(attachment.owner) === viewer.id || String(matter?.applicant.person) === viewer.id
    if (!matter || own) return show()
    const look = `${viewer.id} ${id} ${dayOf(now)}`
    if (which === 'thumbnail' && recorded.has(look)) return show()
    return deps.audit.before({
      station: matter.stationCode, act: 'looked', actor: actorOf(viewer, relationTo(matter, viewer, now)),
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
