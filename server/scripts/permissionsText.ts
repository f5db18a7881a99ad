import type { BeneficiaryRole } from '../../src/contract/beneficiary'
import { ENDPOINTS, type EndpointName } from '../../src/contract/endpoints'
import { PERMISSIONS, type Access, type AttachmentRelation, type PermissionRow } from '../../src/contract/permissions'
import { ROLES, type Role } from '../../src/contract/roles'
import { ACTIONS } from '../../src/contract/serviceRequest'

/** The roles as the screens name them. */
export const ROLE_NAMES: Record<Role, string> = {
  resident: '居民', agent: '帮代办员', officer: '包村民警', mediator: '特邀调解员', volunteer: '崮乡义警', dispatcher: '派出所值班',
  chief: '派出所所长',
  admin: '分局管理员'
}

const TO_A_MATTER: Record<AttachmentRelation, string> = {
  applicant: 'who asked',
  beneficiary: 'for whom it was asked: his phone stands in it',
  assignee: 'to whom it is assigned and who still has a role that answers; while it is `assigned`, also the backups ' +
    'whose turn has come',
  agentAssignee: 'the assignee of paperwork who is an agent',
  policeAssignee: 'the assignee who is a sworn officer',
  currentAssignee: 'the assignee himself, not those it is only offered to',
  namedOfficer: 'an officer named for its village today',
  namedAgent: 'an agent named for its village today; paperwork only',
  dispatcher: 'the desk of the station its village belongs to',
  chief: 'the chief of that station',
  sender: 'who sent the photo, while no matter holds it; after that the relations to the matter count'
}
const TO_A_MEMBER: Record<BeneficiaryRole, string> = {
  owner: 'who keeps him as his family',
  self: 'he himself: his phone stands in it',
  witness: 'an agent named for his village, while he is asked to hear him or a consent he or another ' +
    'agent heard is running'
}

const RULES = [
  'Access is judged first: no session is `unauthenticated` (401), one that has ended `sessionExpired` (401), one ' +
    'without a phone `phoneNotBound` (403), a missing role `forbidden` (403), whatever the call is about.',
  'Then the thing: whoever is nothing to it, or not what the row asks for, gets the very answer of an id that ' +
    'doesn\'t exist (404).',
  'A move is answered so to those who don\'t see the matter. Those who see it but may not make the move are told ' +
    '`forbidden` (403) when it concerns them, `alreadyTaken` (409) when they answer for the village or station.',
  'Whoever a matter concerns is nothing else to it: an officer who asks for himself, or is named in it, has no say ' +
    'in it as an officer.',
  'Roles are read anew at every call, and so is who is named for a village: what the roster takes ' +
    'away is gone at once.',
  'The district desk (`admin`) keeps catalogue, roster, statistics and audit and sees no matter, unless routing has ' +
    'come to the last resort and assigned it to him.',
  'What a body names, a family member or photos, must be the caller\'s own; somebody else\'s and one that isn\'t ' +
    'there are the same answer.',
  'A relative who asked for somebody else sees date, officer and result; what was seen and said in that home, and ' +
    'its papers, are left out for him. An agent who hears a family member sees whom and where, not age or health.'
]

/** The text of docs/PERMISSIONS.md, from the table of rights. */
export function describePermissions(): string {
  const rows = Object.entries(PERMISSIONS) as Array<[EndpointName, PermissionRow]>
  const of = (thing: string) => rows.filter(([, row]) => 'of' in row && row.of === thing)
  const moves = (name: string) => (ACTIONS as readonly string[]).includes(name)
  return [
    '# Who may see and do what',
    'Made by `npm run permissions:document` from `src/contract/permissions.ts` (the moves from '
      + '`src/contract/serviceRequest.ts`); a test fails where this page says something else. '
      + '`tests/server/permissions` calls every endpoint as everybody on everything and compares.',
    '## Rules of every row', RULES.map(rule => `- ${rule}`).join('\n'),
    '## Roles', table(['role', 'on the screen'], ROLES.map(role => [code(role), ROLE_NAMES[role]])),
    '## Calls about nothing, or about the caller himself',
    table(
      ['endpoint', 'call', 'who'],
      rows.filter(([, row]) => !('of' in row) && !('scopes' in row)).map(([name, { access }]) =>
        [...callOf(name), whoOf(access)])
    ),
    '## Lists', 'Each part holds exactly what the asker is one of these to.', listTable(rows),
    '## One service request', meanings(TO_A_MATTER, 'sender'),
    grid(of('serviceRequest').filter(([name]) => !moves(name))),
    '## Moves of a service request',
    'From which status: `src/contract/serviceRequest.ts`. The caller must see it, too.',
    grid(of('serviceRequest').filter(([name]) => moves(name))),
    '## One photo', `\`sender\`: ${TO_A_MATTER.sender}.`, grid(of('attachment')),
    '## One family member', meanings(TO_A_MEMBER), grid(of('beneficiary'))
  ].join('\n\n') + '\n'
}

function listTable(rows: ReadonlyArray<[EndpointName, PermissionRow]>): string {
  return table(['endpoint', 'part', 'who', 'what he is to them'], rows.flatMap(([name, row]) => 'scopes' in row
    ? Object.entries(row.scopes as Record<string, { access: Access; by: readonly string[] }>)
      .map(([scope, { access, by }]) => [code(name), code(scope), whoOf(access), by.map(code).join(', ')])
    : []))
}

/** One line for each endpoint, one column for each relation that occurs. */
function grid(rows: ReadonlyArray<[EndpointName, PermissionRow]>): string {
  const granting = (row: PermissionRow): readonly string[] => 'by' in row ? row.by : []
  const occurring = Object.keys({ ...TO_A_MATTER, ...TO_A_MEMBER }).filter(relation =>
    rows.some(([, row]) => granting(row).includes(relation)))
  return table(['endpoint', 'call', 'who', ...occurring], rows.map(([name, row]) =>
    [...callOf(name), whoOf(row.access), ...occurring.map(relation => granting(row).includes(relation) ? '●' : '')]))
}

function meanings(texts: Record<string, string>, ...without: string[]): string {
  return table(
    ['relation', 'means'],
    Object.entries(texts).filter(([relation]) => !without.includes(relation)).map(([relation, text]) =>
      [code(relation), text])
  )
}

function callOf(name: EndpointName): [string, string] {
  const { method, path } = ENDPOINTS[name]
  return [code(name), code(`${method} ${path}`)]
}

function whoOf(access: Access): string {
  if (access === 'public') return 'anybody'
  if (access === 'session') return 'signed in'
  return access === 'user' ? 'phone bound' : access.map(role => `${code(role)} ${ROLE_NAMES[role]}`).join(', ')
}

const code = (text: string): string => `\`${text}\``

function table(columns: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
  return [columns, columns.map(() => '---'), ...rows].map(cells => `| ${cells.join(' | ')} |`).join('\n')
}
