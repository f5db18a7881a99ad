import type { Cast } from './cast'
import { startTown, type Town } from './town'

/** What one test gets: the town of its file, new people in that town, and one phone. */
export interface Scene<P> {
  town: Town
  cast: Cast
  phone: P
}

/**
 * Starts one town for all tests of this file or `describe`. @param found is called with the town before the first test
 */
export function inOneTown(found: (town: Town) => void): void {
  let town: Town | null = null
  beforeAll(async () => {
    town = await startTown()
    found(town)
  })
  afterAll(() => town?.stop())
}

/**
 * Starts one town for all tests of this file or `describe`, and for each test a new cast and a new phone, which is
 * closed after the test.
 * @param take gives a person a new phone
 * @param found is called with the scene before each test
 */
export function onePhoneInOneTown<P extends { close(): Promise<void> }>(
  take: (town: Town) => Promise<P>, found: (scene: Scene<P>) => void
): void {
  let town: Town
  let phone: P | null = null
  inOneTown(started => { town = started })
  beforeEach(async () => {
    const cast = await town.ask('newCast')
    phone = await take(town)
    found({ town, cast, phone })
  })
  afterEach(async () => {
    await phone?.close()
    phone = null
  })
}
