import { inOneTown } from '../setup/inTown'
import type { Town } from '../setup/town'
import type { Stage, Way } from './actors'

/** Longer than the four working hours after which the backup may accept too. */
const PATIENCE_OVER_MS = 6 * 3600 * 1000
/** From then until the desk's turn, the next morning; from then until the chief's, that evening. */
const DESK_AFTER_MS = 20 * 3600 * 1000
const CHIEF_AFTER_MS = 7 * 3600 * 1000
export type Journey = [name: string, tell: (stage: Stage) => Promise<void>]
/** Every journey, by its name in the report. */
export const JOURNEYS: readonly Journey[] = Object.entries<Journey[1]>({
  'a villager asks, the officer comes, the villager rates': homeVisit,
  'asked, told, accepted, told: each finds it among the notices and opens the matter from there': told,
  'a relative asks for an old woman: she is asked at the door, the relative reads date, officer and result': relative,
  'the old woman says no on her own phone: it is over for all, and the relative reads that, not why': noByPhone,
  'she says no at the door: it is over, and the relative reads that, not why': noAtTheDoor,
  'she agrees for a year, then takes all back: what was booked has to be asked for again': allTakenBack,
  'a document is brought where there is no signal, the son takes it: the relative reads who, not what was said': delivered,
  'what the agent can’t do becomes a home visit of the officer': passedOn,
  'the officer is on leave: his backup has it, and the villager reads why': onLeave,
  'two officers accept at once: one has it, the other is told who': atOnce,
  'nobody accepts: the backup is told, the desk has it, the chief is told, the one who was late can’t take it': climbs
})

/** Defines the journeys for one interface, each with people of its own. */
export function tellJourneys(way: Way, journeys = JOURNEYS): void {
  describe(way.name, () => {
    let town: Town
    inOneTown(started => { town = started })
    test.each(journeys.map(journey => [...journey]))('%s', async (_, tell) => {
      const stage = await way.open(town)
      try {
        await tell(stage)
      } finally {
        await stage.close()
      }
    })
  })
}

async function homeVisit({ cast, resident, officer }: Stage): Promise<void> {
  await resident.asks('homeVisit')
  await resident.sees('assigned', cast.officer)
  await officer.findsIt()
  await officer.accepts()
  await resident.sees('accepted', cast.officer)
  await officer.setsATime()
  await resident.sees('scheduled', cast.officer)
  await officer.setsOut()
  await resident.sees('underway', cast.officer)
  await officer.finishes()
  await resident.sees('completed', cast.officer)
  await resident.rates(5)
  await resident.seesHisRating(5)
}

async function told({ resident, officer }: Stage): Promise<void> {
  await resident.asks('homeVisit')
  await officer.isTold('assigned')
  await officer.accepts()
  await resident.isTold('accepted')
  await officer.setsATime()
  await resident.isTold('visitSet')
  await officer.setsOut()
  await resident.isTold('setOut')
  await officer.finishes()
  await resident.isTold('completed')
}

async function relative({ cast, resident, officer }: Stage): Promise<void> {
  const secret = '她说腿疼'
  await resident.asksFor('赵桂兰', 'homeVisit')
  await resident.sees('assigned', cast.officer)
  await officer.findsIt()
  await officer.accepts()
  await officer.setsATime()
  await officer.setsOut()
  await officer.hearsYes()
  await officer.finishes(secret)
  await resident.sees('completed', cast.officer)
  await resident.readsThatSheAgreed(secret)
}

async function delivered({ cast, resident, officer }: Stage): Promise<void> {
  const secret = '门口的狗叫得凶，当面点清了'
  await resident.asksFor('赵桂兰', 'homeVisit')
  await officer.findsIt()
  await officer.accepts()
  await officer.setsATime()
  await officer.setsOut()
  await officer.hearsYes()
  await officer.waitsForDocument()
  await officer.hasDocument()
  await resident.sees('delivering', cast.officer)
  await resident.readsTheDay()
  await officer.deliversInTheValley('赵小山', secret)
  await resident.sees('completed', cast.officer)
  await resident.readsWhoTookIt('赵小山', secret)
}

async function noByPhone({ cast, resident, elder, officer }: Stage): Promise<void> {
  const secret = '儿子催的，我不想办'
  await resident.asksFor(cast.elder.name, 'homeVisit', cast.elder.phone)
  await officer.findsIt()
  await officer.accepts()
  await elder.saysNo(secret)
  await resident.sees('cancelled', cast.officer)
  await resident.readsThatSheSaidNo(secret)
}

async function noAtTheDoor({ cast, resident, officer }: Stage): Promise<void> {
  const secret = '她说这证不用换'
  await resident.asksFor(cast.elder.name, 'homeVisit', cast.elder.phone)
  await officer.findsIt()
  await officer.accepts()
  await officer.setsATime()
  await officer.setsOut()
  await officer.hearsNo(secret)
  await resident.sees('cancelled', cast.officer)
  await resident.readsThatSheSaidNo(secret)
}

async function allTakenBack({ cast, resident, elder, agent, officer }: Stage): Promise<void> {
  await resident.keeps(cast.elder.name, cast.elder.phone)
  await resident.letsHerBeAsked()
  await agent.hearsHerForAYear()
  await resident.asksFor(cast.elder.name, 'homeVisit')
  await resident.readsThatSheAgreedBefore()
  await elder.takesAllBack()
  await resident.readsThatSheWillBeAsked()
  await officer.findsIt()
  await officer.accepts()
  await officer.setsATime()
  await officer.setsOut()
  await officer.hearsYes()
  await resident.readsThatSheAgreed('她说')
}

async function passedOn({ cast, resident, agent, officer }: Stage): Promise<void> {
  await resident.asks('paperwork')
  await resident.sees('assigned', cast.agent)
  await agent.findsIt()
  await agent.accepts()
  await agent.passesItOn('要本人按指纹')
  await resident.sees('assigned', cast.officer)
  await officer.findsIt()
  await officer.accepts()
  await resident.sees('accepted', cast.officer)
}

async function onLeave({ cast, town, resident, backup }: Stage): Promise<void> {
  await town.ask('putOnLeave', cast.officer.id, { from: '2026-11-20', until: '2026-11-30' })
  await resident.asks('homeVisit')
  await resident.sees('assigned', cast.backup)
  await resident.readsWhyNot(cast.officer, 'onLeave')
  await backup.findsIt()
  await backup.accepts()
  await resident.sees('accepted', cast.backup)
}

async function atOnce({ cast, town, resident, officer, backup }: Stage): Promise<void> {
  await resident.asks('homeVisit')
  await town.ask('advance', PATIENCE_OVER_MS)
  await Promise.all([officer.findsIt(), backup.findsIt()])
  const outcomes = await Promise.all([officer.triesToAccept(), backup.triesToAccept()])
  const winner = outcomes[0] === 'won' ? cast.officer : cast.backup
  expect(outcomes).toHaveLength(2)
  expect(outcomes).toContain('won')
  expect(outcomes).toContainEqual({ takenBy: winner.name })
  await resident.sees('accepted', winner)
}

async function climbs({ cast, town, resident, officer, backup, also }: Stage): Promise<void> {
  const [desk, chief] = [await also(cast.dispatcher), await also(cast.chief)]
  await resident.asks('homeVisit')
  await officer.findsIt()
  await town.ask('advance', PATIENCE_OVER_MS)
  await backup.isTold('notAccepted')
  await town.ask('advance', DESK_AFTER_MS)
  await desk.isTold('assigned')
  expect(await officer.triesToAccept()).toEqual({ takenBy: cast.dispatcher.name })
  await resident.sees('assigned', cast.dispatcher)
  await town.ask('advance', CHIEF_AFTER_MS)
  await chief.isTold('notAccepted')
  await desk.accepts()
  await resident.sees('accepted', cast.dispatcher)
}
