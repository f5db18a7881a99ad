import { createDraftStores } from './draftStores'
import { signedInId } from './heldSession'
import { newIdempotencyKey } from './idempotencyKey'
import { forget, forgetUnder, keep, readKept } from './storage'

/** The drafts kept on this phone, each of them visible to its writer only. */
export const drafts = createDraftStores({ read: readKept, keep, forget, forgetUnder }, signedInId, newIdempotencyKey)
