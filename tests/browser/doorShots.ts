/** Pictures of a door that stays shut: the officer's screen, and the search as officer and helper see it. */
import type { Page } from 'playwright-core'
import type { Beneficiary } from '../../src/contract/beneficiary'
import type { EndpointName } from '../../src/contract/endpoints'
import type { SessionView } from '../../src/contract/person'
import type { SubmitReceipt } from '../../src/contract/serviceRequestViews'
import type { VillageDetail } from '../../src/contract/village'

/** One picture to take. */
export interface Shot {
  name: string
  path: string
  session: SessionView
  /** Sizes of letters; the usual ones unless given. */
  letters?: readonly string[]
  view?: { width: number, height: number }
  /** What is done before the picture is taken. */
  first?(page: Page): Promise<void>
  /** The signal goes after the screen was opened, and this is tapped then. */
  offlineTap?: string
}

type Call = <T>(
  name: EndpointName, call: { token?: string, body?: object, id?: string, code?: string }
) => Promise<T>

interface Scene {
  village: string
  resident: SessionView
  officer: SessionView
  /** YYYY-MM-DD */
  day: string
}

/** Two doors that stay shut: one before the report, one at which the search has begun. */
export async function playDoors(call: Call, { village, resident, officer, day }: Scene): Promise<Shot[]> {
  const mother = await call<Beneficiary>('createBeneficiary', {
    token: resident.token,
    body: {
      name: '李秀兰', kinship: 'parent', villageCode: village, phone: '13800009901', address: '村东头第一家',
      contacts: [
        { name: '张桂芳', phone: '0632-8800123', tie: 'neighbour' }, { name: '孙守田', phone: '13800009902', tie: 'kin' }
      ]
    }
  })
  const atTheDoor = async (times = 2): Promise<string> => {
    const { id } = await call<SubmitReceipt>('createServiceRequest', {
      token: resident.token,
      body: {
        itemCode: 'HZ10', channel: 'homeVisit', villageCode: village, beneficiary: { id: mother.id },
        specialGroups: ['livesAlone', 'over80'], address: '村东头第一家'
      }
    })
    const { token } = officer
    const body = { start: `${day}T09:00:00+08:00`, end: `${day}T11:00:00+08:00` }
    await call('accept', { token, id })
    await call('schedule', { token, id, body })
    await call('setOut', { token, id })
    if (times === 1) return id
    await call('nobodyHome', { token, id, body: { text: '', next: body } })
    await call('setOut', { token, id })
    return id
  }
  const [first, before, during] = [await atTheDoor(1), await atTheDoor(), await atTheDoor()]
  await call('nobodyHome', { token: officer.token, id: during, body: { text: '灯亮着' } })
  const { agent } = await call<VillageDetail>('getVillage', { code: village })
  const helper = await call<SessionView>('createSession', { body: { code: `demo:${agent!.phone}` } })
  const letters = ['standard', 'largest']
  return [
    { name: 'door', path: `/officer/door/index?id=${before}`, session: officer, letters },
    {
      name: 'door-offline', path: `/officer/door/index?id=${before}`, session: officer, letters,
      offlineTap: '.btn-startSearch'
    },
    { name: 'door-first', path: `/officer/door/index?id=${first}`, session: officer, letters },
    { name: 'search', path: `/pages/search/index?id=${during}`, session: officer, letters },
    { name: 'search-helper', path: `/pages/search/index?id=${during}`, session: helper, letters }
  ]
}
