/**
 * Service requests as a kind of matter: the status table, the plans of its moves, and what other rooms need to know.
 */
import { PERMISSIONS } from '../../src/contract/permissions'
import { SERVICE_REQUEST_TABLE, type Action, type MoveRefusal, type MoveState } from '../../src/contract/serviceRequest'
import type { MoveInputs } from '../../src/contract/serviceRequestViews'
import { findItem } from '../catalogue/findItem'
import { CUT_NAME } from '../matters/cutName'
import { defineKind } from '../matters/defineKind'
import type { MovableKind } from '../matters/kind'
import { openFields } from '../matters/sealing'
import { ServiceRequest } from './model'
import { accept, decline, escalate, handBack, noteCall, reassign } from './plans/answering'
import { askMaterial, cancel, changeTime, provideMaterial, rate, reopen } from './plans/asking'
import { recordConsent, withdrawConsent } from './plans/consenting'
import { answerSearch } from './plans/answerSearch'
import { deliver, documentReady, notDelivered, setDelivery } from './plans/delivering'
import { givePapers, receivePapers, returnPapers, takePapers } from './plans/holding'
import { nameContacts, nobodyHome, undoNobodyHome } from './plans/nobodyHome'
import { finish, schedule, setOut } from './plans/visiting'
import { exportServiceRequest } from './presenter'
import { hidesReceiptPhoto } from './receiptPhotos'
import type { StoredServiceRequest } from './serviceRequestFields'
import { stateOf } from './state'

export const SERVICE_REQUEST: MovableKind<StoredServiceRequest, Action, MoveState, MoveRefusal, MoveInputs> = {
  name: 'serviceRequest',
  plural: 'serviceRequests',
  subject: 'serviceRequests',
  table: SERVICE_REQUEST_TABLE,
  model: ServiceRequest,
  visibleTo: PERMISSIONS.getServiceRequest.by,
  resetOnAssignment: { timeChangeAsked: false, materialAsked: null, lastMiss: null, deliveryDay: null },
  stateOf,
  plans: {
    accept,
    handBack,
    reassign,
    cancel,
    decline,
    askMaterial,
    provideMaterial,
    escalate,
    schedule,
    setOut,
    nobodyHome,
    finish,
    documentReady,
    deliver,
    reopen,
    rate,
    changeTime,
    recordConsent,
    withdrawConsent,
    undoNobodyHome,
    nameContacts,
    answerSearch,
    takePapers,
    givePapers,
    receivePapers,
    returnPapers,
    setDelivery,
    notDelivered,
    noteCall
  },
  titleOf: ({ itemName }) => itemName,
  isVisit: ({ channel }) => channel === 'homeVisit',
  deliveryOn: ({ status, deliveryDay }) => status === 'delivering' ? deliveryDay : null,
  awaitsRating: ({ status, rating }) => status === 'completed' && rating === null,
  needsPolice: async ({ channel, itemCode }, deps) =>
    channel === 'homeVisit' && ((await findItem(itemCode, deps))?.requiresPolice ?? false),
  async withoutPersonalData(stored, { fields }) {
    const { declined } = await openFields(fields, stored, ['declined.legalBasis'])
    return {
      idNumber: null,
      idNumberIndex: null,
      preferredTimes: [],
      materialAsked: null,
      custody: stored.custody.map(entry => ({
        ...entry,
        returned: entry.returned && { ...entry.returned, to: CUT_NAME }
      })),
      rating: stored.rating && { ...stored.rating, text: null },
      declined: declined && { ...declined, reason: CUT_NAME }
    }
  },
  hidesPhoto: hidesReceiptPhoto,
  exported: exportServiceRequest
}

defineKind(SERVICE_REQUEST)
