import type { Keyring } from '../../server/fieldEncryption/keyring'

/**
 * A keyring without keys: what it "seals" says where it belongs, and opens nowhere else. For tests of what is sealed.
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
