import { importData } from '../../../server/import/importData'
import { Person } from '../../../server/people/model'
import { buildPerson } from '../../factories/people'
import { buildApp, type TestApp } from '../../setup/app'
import { DATA, DataCopy } from './dataCopy'

let app: TestApp
beforeAll(async () => { app = await buildApp() })
afterAll(() => app.stop())

it('a roster that takes somebody’s role ends the session on his phone; who keeps his stays signed in', async () => {
  const copy = new DataCopy()
  try {
    await importData({ directory: DATA, fields: app.deps.fields, today: '2026-11-24' })
    // A person who can leave without a gap: an officer named for no village.
    const line = copy.append('people.csv', '13812340001,周新,resident;officer,police,SHC,,')
    expect(line).toBeGreaterThan(1)
    const station = (await Person.findOne({ roles: 'officer', stationCode: { $ne: null } }).lean())!.stationCode!
    copy.replace('people.csv', ',SHC,,', `,${station},,`)
    await importData({ directory: copy.directory, fields: app.deps.fields, today: '2026-11-24' })
    const leaving = await app.signIn('13812340001')
    const staying = await app.signIn((await buildPerson({ roles: ['resident', 'officer'], rank: 'police' })).phone)
    copy.replace('people.csv', '13812340001,周新,resident;officer,police', '13812340001,周新,resident,')
    await importData({ directory: copy.directory, fields: app.deps.fields, today: '2026-11-24', dryRun: true })
    await app.http.get('/api/v1/me').set('Authorization', leaving).expect(200)
    await importData({ directory: copy.directory, fields: app.deps.fields, today: '2026-11-24' })
    await app.http.get('/api/v1/me').set('Authorization', leaving).expect(401)
    await app.http.get('/api/v1/me').set('Authorization', staying).expect(200)
  } finally {
    copy.remove()
  }
})
