import { changeGround } from '../../server/ground/version'

/** Raises the version of the ground after a test has written places, catalogue or roster directly. */
export async function groundChanged(): Promise<void> {
  await changeGround(begin => begin())
}
