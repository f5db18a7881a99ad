/** Stored documents, and phones that have not been updated yet, hold these names: to change one needs a migration. */
import * as audit from '../../../src/contract/audit'
import * as beneficiary from '../../../src/contract/beneficiary'
import * as catalogue from '../../../src/contract/catalogue'
import * as consent from '../../../src/contract/consent'
import { ERRORS, ID_NUMBER_FAULTS } from '../../../src/contract/errors'
import { LIMITS } from '../../../src/contract/limits'
import { RELATIONS } from '../../../src/contract/matter'
import { FURTHER_RELATIONS } from '../../../src/contract/permissions'
import { RESPONSIBILITY_KINDS } from '../../../src/contract/person'
import * as privacy from '../../../src/contract/privacy'
import { PROGRESS_SCREEN } from '../../../src/contract/progress'
import { RANKS, ROLES } from '../../../src/contract/roles'
import { ACTIONS, STATUSES } from '../../../src/contract/serviceRequest'
import * as views from '../../../src/contract/serviceRequestViews'

test.each([
  [
    'statuses',
    STATUSES,
    'assigned accepted scheduled underway awaitingDocument delivering completed cancelled declined'
  ],
  [
    'actions',
    ACTIONS,
    'accept handBack reassign cancel decline askMaterial provideMaterial escalate schedule setOut nobodyHome finish documentReady ' +
      'deliver reopen rate changeTime recordConsent withdrawConsent undoNobodyHome nameContacts answerSearch takePapers ' +
      'givePapers receivePapers returnPapers setDelivery notDelivered noteCall'
  ],
  ['relations', RELATIONS, 'applicant beneficiary assignee agentAssignee policeAssignee dispatcher chief helper bearer'],
  ['further relations', FURTHER_RELATIONS, 'currentAssignee namedOfficer namedAgent'],
  ['roles', ROLES, 'resident agent officer mediator volunteer dispatcher chief admin'],
  ['ranks', RANKS, 'police auxiliary'],
  ['responsibilities', RESPONSIBILITY_KINDS, 'agent officer'],
  ['channels', catalogue.CHANNELS, 'paperwork homeVisit'],
  [
    'kinds of presence',
    catalogue.PRESENCE_KINDS,
    'none biometric photo signature medical onsite guardian vehicle exam parties'
  ],
  ['marks of evidence', catalogue.EVIDENCE_MARKS, 'S L I'],
  ['aspects of evidence', catalogue.EVIDENCE_ASPECTS, 'existence materials time fee presence channels rank idNumber'],
  ['outcomes of the triage', catalogue.TRIAGE_OUTCOMES, 'call110 paperwork homeVisit counter notPolice'],
  [
    'reasons of the triage',
    catalogue.TRIAGE_REASONS,
    'danger agentCanHandle presenceAtHome cannotTravel nobodyAtHome equipmentOnlyAtCounter examOnSite notPolice'
  ],
  ['states of a consent', consent.CONSENT_STATES, 'notNeeded pending given withdrawn'],
  ['ways of a consent', consent.CONSENT_WAYS, 'onArrival witnessed voice'],
  ['purposes of a consent', consent.CONSENT_PURPOSES, 'paperwork homeVisit both'],
  ['types of a recording', consent.VOICE_TYPES, 'audio/mpeg audio/aac audio/mp4'],
  ['parts of a day', views.DAY_PARTS, 'morning afternoon'],
  ['special groups', views.SPECIAL_GROUPS, 'livesAlone over80 disabled seriouslyIll'],
  ['special groups that tell of health', privacy.HEALTH_GROUPS, 'disabled seriouslyIll'],
  ['kinships', views.KINSHIPS, 'parent spouse child grandparent sibling otherRelative neighbour'],
  [
    'outcomes of routing',
    views.ROUTING_OUTCOMES,
    'chosen onLeave notInDates needsPolice conflictOfInterest handedBack inactive'
  ],
  ['levels of routing', views.ROUTING_LEVELS, 'named backup stationDuty districtDesk'],
  ['receivers of papers', views.RECEIVERS, 'self spouse child parent otherRelative neighbour villageCadre agent'],
  ['ways of a delivery', views.DELIVERY_WAYS, 'broughtHome fetched'],
  ['causes of routing', views.ROUTING_CAUSES, 'submit handBack reassign escalate reopen overdue'],
  ['scopes of a list', views.LIST_ROLES, 'mine inbox station'],
  ['roles towards a family member', beneficiary.BENEFICIARY_ROLES, 'owner witness self'],
  ['acts of the audit', audit.AUDIT_ACTS, 'looked changed exported erased opened'],
  ['kinds of an agreement', privacy.CONSENT_KINDS, 'privacy sensitive'],
  ['clients of a session', privacy.SESSION_CLIENTS, 'wechat browser'],
  ['devices of a session', privacy.SESSION_DEVICES, 'apple android computer other'],
  ['sessions to be ended', privacy.ENDED_SESSIONS, 'others all']
])('%s', (_what, names, known) => expect(names.join(' ')).toBe(known))

test('versions are a year and a month; how long a consent lasts is in months, the usual one first', () => {
  for (const version of [...consent.CONSENT_WORDS, ...Object.values(privacy.PRIVACY_VERSIONS)])
    expect(version).toMatch(/^20\d\d-(0[1-9]|1[0-2])$/)
  expect(consent.CONSENT_MONTHS).toEqual([12, 6, 24])
})

test('the slip’s code leads to the screen of the progress', () => expect(PROGRESS_SCREEN).toBe('/pages/progress/index'))

test('a photo may have 10 MiB, a recording 1 MiB and a minute', () => {
  expect(LIMITS).toMatchObject({ photoBytes: 10_485_760, voiceBytes: 1_048_576, voiceSeconds: 60 })
})

test.each(Object.entries(ERRORS))(
  'the error %s is a refusal in one or more Chinese sentences',
  (_code, { status, message }) => {
    expect(status).toBeGreaterThanOrEqual(400)
    expect(status).toBeLessThan(600)
    expect(message).toMatch(/^[\p{Script=Han}\d A-Z，、。]+。$/u)
  }
)

test.each(Object.entries(ID_NUMBER_FAULTS))('the fault %s of an identity number says what to do', (_fault, message) => {
  expect(message).toMatch(/^[\p{Script=Han}\d X，。]+请对着证看一看。$/u)
})
