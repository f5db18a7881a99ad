/** Moves at a door that stays shut: nobody home, taken back, and who of the village can look. */
import { invalidField } from '../../errors'
import { refTo } from '../../matters/assignment'
import type { Change, MoveContext } from '../../matters/change'
import { contactsOf, merged, written } from '../../matters/contacts'
import { deskOf } from '../../matters/desk'
import { capacityOf, relationsOf } from '../../matters/relations'
import { askedBy, dueStep, isSearching, reachedDesk, toldOfSearch, toldStep } from '../../matters/search'
import { searchFor } from '../../matters/startSearch'
import { presentContacts } from '../beneficiaryOf'
import type { StoredServiceRequest } from '../serviceRequestFields'
import type { ServiceRequestPlan } from './answering'
import { booked, checkAppointment } from './visiting'

const MINUTE_MS = 60_000

/**
 * The first visit in vain makes another appointment. The second one to somebody who lives alone, or any visit after
 * which the officer is worried, begins the search for the person in this same write: no time is promised then.
 */
export const nobodyHome: ServiceRequestPlan<'nobodyHome'> = async (
  current, { text, next, worried = false }, context
) => {
  const { now, deps } = context
  const missed = {
    missed: current.missed + 1,
    lastMiss: {
      until: new Date(now + deps.settings.search.undoMinutes * MINUTE_MS), appointment: current.appointment
    }
  }
  if (isDangerous(current, worried)) return searched(current, { text, worried, missed }, context)
  if (next === null) throw invalidField('next', '请选下次什么时候来。')
  const appointment = checkAppointment(next, 'next.', now)
  return {
    status: 'scheduled',
    set: { ...booked(appointment), ...missed },
    entry: { text, appointment },
    tell: [{ event: 'nobodyHome', to: 'residents' }]
  }
}

function isDangerous({ channel, missed, specialGroups }: StoredServiceRequest, worried: boolean): boolean {
  return channel === 'homeVisit' && (worried || (missed >= 1 && specialGroups.includes('livesAlone')))
}

interface Missed {
  text: string
  worried: boolean
  missed: Pick<StoredServiceRequest, 'missed' | 'lastMiss'>
}

/** The first steps begin in the same write; the relative hears when it is the relative's turn. */
async function searched(
  current: StoredServiceRequest, { text, worried, missed }: Missed, { now, deps }: MoveContext
): Promise<Change<StoredServiceRequest>> {
  const contacts = await presentContacts(current, deps)
  const desk = await deskOf(current, deps)
  let search = await searchFor(current, contacts, { worried, now }, deps)
  const begun = []
  for (let step = dueStep(search, now); step; step = dueStep(search, now)) {
    search = toldStep(search, step.name, now)
    begun.push(askedBy(step, current, desk))
  }
  return {
    status: 'scheduled',
    set: { ...missed, search, contacts: written(contacts), appointment: null, timeChangeAsked: false },
    entry: { text },
    tell: [
      ...begun,
      { event: 'searchStarted', to: { staff: desk, residents: [] } },
      {
        event: 'nobodyHome',
        to: {
          staff: [], residents: current.beneficiary === null ? [current.applicant.person] : [], beneficiary: true
        }
      }
    ]
  }
}

/** The door was opened after all: as if nobody had said otherwise, for everybody who heard of it. */
export const undoNobodyHome: ServiceRequestPlan<'undoNobodyHome'> = async (current, _input, { viewer, now, deps }) => {
  const { lastMiss, missed, search } = current
  const appointment = lastMiss?.appointment ?? null
  const open = isSearching(current) && search !== null
  const told = open ? toldOfSearch(current, await deskOf(current, deps, { withChief: reachedDesk(current) })) : null
  return {
    status: 'underway',
    set: {
      missed: Math.max(0, missed - 1),
      lastMiss: null,
      appointment,
      ...(appointment && { dueAt: appointment.start }),
      ...(open && {
        search: {
          ...search,
          ended: {
            how: 'opened', at: new Date(now), by: refTo(viewer),
            kind: 'officer', contact: null, until: null, called: null
          }
        }
      })
    },
    entry: {},
    tell: [{
      event: 'homeAfterAll',
      to: told === null ? 'residents' : {
        ...told, beneficiary: true,
        residents: current.beneficiary === null ? [...told.residents, current.applicant.person] : told.residents
      }
    }]
  }
}

/** Each side enters its own contacts; those of the other side stay. A running search asks who it asked before. */
export const nameContacts: ServiceRequestPlan<'nameContacts'> = async (
  current, { contacts }, { viewer, now, deps }
) => {
  const from = capacityOf(relationsOf(current, viewer, now)) === 'applicant' ? 'family' : 'staff'
  const present = await contactsOf(deps.fields, current)
  return {
    status: current.status, set: { contacts: written(merged(present, contacts, from)) }, entry: {}
  }
}
