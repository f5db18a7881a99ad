import { grants, mayCall, mayList, PERMISSIONS } from '../../../src/contract/permissions'
import { API_BASE, pathOf } from '../../../src/contract/endpoints'
import { openChannels } from '../../../src/contract/catalogue'
import { ANSWERING_ROLES, ROLES, STATION_ROLES, type Role } from '../../../src/contract/roles'

const having = (allowed: (role: Role) => boolean): Role[] => ROLES.filter(allowed)

describe('who may call', () => {
  test.each([['createSession'], ['bindPhone'], ['getMe'], ['accept'], ['getServiceRequest']] as const)(
    '%s: no role is needed', name => expect(mayCall([], name)).toBe(true))

  test('the audit: administrators and chiefs', () => {
    expect(having(role => mayCall([role], 'listAudit'))).toEqual(['chief', 'admin'])
    expect(mayCall([], 'listAudit')).toBe(false)
    expect(mayCall(['resident', 'chief'], 'listAudit')).toBe(true)
  })

  test('a search by identity number and the list of colleagues: the station', () => {
    expect(having(role => mayCall([role], 'findByIdNumber'))).toEqual(['dispatcher', 'chief'])
    expect(having(role => mayCall([role], 'listColleagues'))).toEqual(['dispatcher', 'chief'])
  })
})

describe('who may ask for which part of a list', () => {
  test('service requests', () => {
    expect(mayList([], 'listServiceRequests', 'mine')).toBe(true)
    expect(having(role => mayList([role], 'listServiceRequests', 'inbox'))).toEqual([
      'agent',
      'officer',
      'dispatcher',
      'chief',
      'admin'
    ])
    expect(having(role => mayList([role], 'listServiceRequests', 'station'))).toEqual(['dispatcher', 'chief'])
    expect([ANSWERING_ROLES, STATION_ROLES]).toEqual([
      ['agent', 'officer', 'dispatcher', 'chief', 'admin'],
      ['dispatcher', 'chief']
    ])
  })

  test('family members', () => {
    expect(mayList([], 'listBeneficiaries', 'owner')).toBe(true)
    expect(mayList([], 'listBeneficiaries', 'self')).toBe(true)
    expect(having(role => mayList([role], 'listBeneficiaries', 'witness'))).toEqual(['agent'])
  })
})

test('what being somebody to a family member grants', () => {
  const granted = (
    ['getBeneficiary', 'updateBeneficiary', 'deleteBeneficiary', 'askConsent', 'giveConsent', 'endConsent'] as const
  ).map(name => [name, (['owner', 'witness', 'self'] as const).filter(role => grants(name, role))])
  expect(Object.fromEntries(granted)).toEqual({
    getBeneficiary: ['owner', 'witness', 'self'],
    updateBeneficiary: ['owner'],
    deleteBeneficiary: ['owner'],
    askConsent: ['owner'],
    giveConsent: ['witness'],
    endConsent: ['owner', 'witness', 'self']
  })
})

test('who sees a matter, and a photo of it', () => {
  const ofTheMatter = ['applicant', 'beneficiary', 'assignee', 'namedOfficer', 'namedAgent', 'dispatcher', 'chief', 'bearer']
  expect(PERMISSIONS.getServiceRequest).toEqual({ access: 'user', of: 'serviceRequest', by: ofTheMatter })
  expect(PERMISSIONS.getAttachment).toEqual({ access: 'user', of: 'attachment', by: ['sender', ...ofTheMatter] })
  expect(PERMISSIONS.rate).toEqual({ access: 'user', of: 'serviceRequest', by: ['applicant'] })
  expect(PERMISSIONS.markReceived).toEqual({ access: 'user', of: 'serviceRequest', by: ['currentAssignee'] })
})

describe('the path of an endpoint', () => {
  test('stands below the base, with its parameters encoded', () => {
    expect(API_BASE).toBe('/api/v1')
    expect(pathOf('getMe')).toBe('/api/v1/me')
    expect(pathOf('getServiceRequest', { id: 'a/b 中' })).toBe('/api/v1/service-requests/a%2Fb%20%E4%B8%AD')
    expect(pathOf('triage', { code: 'x', other: 'y' })).toBe('/api/v1/catalogue/x/triage')
  })

  test('needs every parameter', () => {
    expect(() => pathOf('getServiceRequest')).toThrow('getServiceRequest needs the parameter id')
  })
})

test.each([
  [['paperwork', 'homeVisit'], true, ['homeVisit']],
  [['paperwork', 'homeVisit'], false, ['paperwork', 'homeVisit']],
  [['paperwork'], true, []],
  [['homeVisit'], true, ['homeVisit']],
  [[], false, []]
] as const)('the channels %j, presence required %p: open are %j', (channels, presenceRequired, open) => {
  expect(openChannels({ channels: [...channels], presenceRequired })).toEqual(open)
})
