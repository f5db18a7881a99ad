/** `npm run permissions:document`: writes docs/PERMISSIONS.md from the table of rights. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describePermissions } from './permissionsText'

writeFileSync(join(__dirname, '../../docs/PERMISSIONS.md'), describePermissions())
