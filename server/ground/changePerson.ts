import { Responsibility } from '../people/model'
import { changeGround } from './version'

/**
 * Runs `write`, which changes fields of a person that the roster holds: as a change of the ground when the person is
 * named for a village.
 */
export async function changePerson<T>(id: string, write: () => Promise<T>): Promise<T> {
  if (!await Responsibility.exists({ person: id })) return write()
  return changeGround(async begin => {
    await begin()
    return write()
  })
}
