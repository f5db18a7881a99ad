/**
 * Recordings of a beneficiary get the field `matter`. Until then a matter had one recording, stored under the matter's
 * own id; now each recording has an id of its own. The ids of the older ones stay, because the sealed bytes are bound
 * to them.
 */
import { walk, type Migration } from './migration'

export const recordingsNameTheirMatter: Migration = {
  id: '0003-recordings-name-their-matter',
  what: 'recordings of a consent name their matter',
  run: context => walk(context, 'consentVoices', ({ _id, matter }) => Promise.resolve(
    matter === undefined ? { updateOne: { filter: { _id }, update: { $set: { matter: _id } } } } : null
  ))
}
