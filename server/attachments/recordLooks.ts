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
  seen: SeenAttachment, which: 'photo' | 'thumbnail', context: CallContext, show: () => Promise<Buffer>
) => Promise<Buffer>

/**
 * How many recorded views of thumbnails a process remembers. The oldest are forgotten first; a forgotten one would be
 * recorded once more.
 */
const REMEMBERED_MOST = 10_000

/**
 * Records in the audit who views somebody else's photo, before the photo is answered. Every view of the whole photo is
 * recorded. Thumbnails are fetched each time the matter is opened, but a paper that fills the picture is legible even
 * on a thumbnail: the view of a thumbnail is recorded once a day per viewer, so that no viewer goes unrecorded and the
 * views of whole photos stay easy to find.
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
