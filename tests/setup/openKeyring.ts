import type { Keyring } from '../../server/fieldEncryption/keyring'

/**
 * A keyring without keys: a "sealed" value names the place to which it is bound, and can be opened only there. For
 * tests of sealing.
 */
export const openKeyring: Keyring = {
  seal: async (text, { collection, id, path }) => `${collection}/${id}/${path}: ${text}`,
  open: async (sealed, { collection, id, path }) => {
    const place = `${collection}/${id}/${path}: `
    if (!sealed.startsWith(place)) throw new Error(`${sealed} does not belong to ${place}`)
    return sealed.slice(place.length)
  },
  blindIndex: async (purpose, text) => `${purpose}#${text}`,
  macKey: async () => Buffer.alloc(32, 1)
}
