/** `npm run permissions:document`: writes docs/PERMISSIONS.md as the table of rights says it. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describePermissions } from './permissionsText'

writeFileSync(join(__dirname, '../../docs/PERMISSIONS.md'), describePermissions())
