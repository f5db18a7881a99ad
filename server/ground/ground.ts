import type { Keyring } from '../fieldEncryption/keyring'
import type { Log } from '../log'
import { loadRoster, type Roster } from '../people/roster'
import { loadCatalogue, type StoredCatalogue } from './catalogue'
import { loadPlaces, type Places } from './places'
import type { GroundVersion } from './version'
import { GroundCache, GroundWatch } from './watch'

/**
 * Places, catalogue and roster in memory, kept up to date over several processes: each is loaded again once a newer
 * version of the ground was noticed. Rights are never judged by the ground (server/people/responsible.ts reads them).
 */
export interface Ground {
  /** Takes note of the version that reading a session has brought. */
  noticed(seen: GroundVersion): void
  /**
   * Reads the version, for calls without a session and for work that no call started.
   * @param notOlderThan ms; nothing is read when a version was read more recently
   */
  refresh(notOlderThan?: number): Promise<void>
  roster(): Promise<Roster>
  places(): Promise<Places>
  catalogue(): Promise<StoredCatalogue>
}

export interface GroundDeps {
  /** Opens the phones of the roster. */
  fields: Keyring
  log: Log
  /** ms by a monotonic clock; only differences count. */
  elapsed(): number
}

/** The ground of one process; each part is loaded when it is first needed. */
export function createGround({ fields, log, elapsed }: GroundDeps): Ground {
  const watch = new GroundWatch(elapsed)
  const roster = new GroundCache(watch, () => loadRoster(fields, log))
  const places = new GroundCache(watch, () => loadPlaces(log))
  const catalogue = new GroundCache(watch, () => loadCatalogue(log))
  return {
    noticed: seen => watch.noticed(seen),
    refresh: notOlderThan => watch.refresh(notOlderThan),
    roster: () => roster.get(),
    places: () => places.get(),
    catalogue: () => catalogue.get()
  }
}
