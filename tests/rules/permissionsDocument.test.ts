import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describePermissions, ROLE_NAMES } from '../../server/scripts/permissionsText'
import { ENDPOINTS } from '../../src/contract/endpoints'
import { PERMISSIONS } from '../../src/contract/permissions'
import { ROLES } from '../../src/contract/roles'
import { roleWord } from '../../src/i18n/zh/people'

const page = readFileSync(join(__dirname, '../../docs/PERMISSIONS.md'), 'utf8')

test('docs/PERMISSIONS.md says what the table says; else run npm run permissions:document', () => {
  expect(page).toBe(describePermissions())
})

test('every endpoint has its row, and stands on the page with its path', () => {
  expect(Object.keys(PERMISSIONS).sort()).toEqual(Object.keys(ENDPOINTS).sort())
  for (const [name, { method, path }] of Object.entries(ENDPOINTS)) {
    expect(page).toContain(`\`${name}\``)
    if (!('scopes' in PERMISSIONS[name as keyof typeof PERMISSIONS])) {
      expect(page).toContain(`| \`${name}\` | \`${method} ${path}\` |`)
    }
  }
})

test('it names the roles as the screens do', () => {
  expect(Object.values(ROLE_NAMES)).toEqual(ROLES.map(role => roleWord(role, null)))
})
