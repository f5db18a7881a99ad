/**
 * What the phones of a matter still store when the matter is closed, or when somebody signs out in the middle of it.
 */
import { ADDRESS, type Stage } from '../journeys/actors'
import { onScreen } from '../journeys/onScreen'
import { inOneTown } from '../setup/inTown'
import type { Town } from '../setup/town'
import { waitFor } from '../setup/waitFor'
import { Phone } from './phone'

const RELATIVE = '赵桂兰'
const SAID = '她说腿疼，要扶着走'
/**
 * The keys that may stay in a phone's storage, and why. A form that was begun stays until its writer sends the form.
 */
const PLACES: Record<string, string> = {
  session: 'one’s own token, name and roles; the phone number masked', village: 'code of the village one chose',
  myVillage: 'the village’s public page',
  villages: 'public list', catalogue: 'public list', letters: 'size of the letters',
  agreed: 'version of the words one agreed to'
}

let town: Town
inOneTown(started => { town = started })

interface Held extends Stage {
  villager: Phone
  policeman: Phone
}

async function openStage(): Promise<Held> {
  const phones: Phone[] = []
  const stage = await onScreen('', async ({ address }) => {
    const phone = new Phone(address)
    phones.push(phone)
    return phone
  }).open(town)
  // In the order in which the stage gives the phones out: the resident, the elder, the officer.
  return { ...stage, villager: phones[0]!, policeman: phones[2]! }
}

const keptOn = (phone: Phone): string => JSON.stringify([...phone.storage])
const draftsOn = (phone: Phone): string[] => [...phone.storage.keys()].filter(key => key.startsWith('draft:'))

async function asked(stage: Held): Promise<void> {
  await stage.resident.asksFor(RELATIVE, 'homeVisit')
  await stage.officer.findsIt()
  await stage.officer.accepts()
  await stage.officer.setsATime()
  await stage.officer.setsOut()
  await stage.officer.hearsYes()
}

async function signOut(phone: Phone): Promise<void> {
  await phone.open('/pages/me/index')
  await phone.tap('.link-signOut')
  await phone.tap('.sheet-signOut .btn-confirm')
  await phone.finds('.btn-signIn')
}

test('when it is over no phone keeps anything of the matter', async () => {
  const stage = await openStage()
  try {
    await asked(stage)
    await stage.officer.finishes(SAID)
    const { cast, villager, policeman } = stage
    for (const words of [cast.resident.name, cast.resident.phone, ADDRESS, RELATIVE, SAID]) {
      expect(keptOn(policeman)).not.toContain(words)
    }
    for (const words of [cast.resident.phone, ADDRESS, RELATIVE, SAID]) expect(keptOn(villager)).not.toContain(words)
    expect(keptOn(villager)).toContain(cast.resident.name)
    for (const phone of [villager, policeman]) {
      expect([...phone.storage.keys()].filter(key => !(key in PLACES))).toEqual([])
    }
  } finally {
    await stage.close()
  }
})

test('what an officer began to write stays until it is sent, and goes when he signs out', async () => {
  const stage = await openStage()
  try {
    await asked(stage)
    const { policeman } = stage
    await policeman.tap('.btn-finish')
    await policeman.isAt('/officer/act/index')
    await policeman.type('text', SAID)
    await waitFor(() => keptOn(policeman).includes(SAID), { what: 'the words to be kept' })
    // Beside what was written the phone keeps the numbers for a door that stays shut.
    expect(draftsOn(policeman).map(name => name.split(':')[2]).sort()).toEqual(['move', 'numbers'])
    await signOut(policeman)
    expect(draftsOn(policeman)).toEqual([])
    expect(keptOn(policeman)).not.toContain(SAID)
    expect(policeman.storage.has('session')).toBe(false)
  } finally {
    await stage.close()
  }
})
