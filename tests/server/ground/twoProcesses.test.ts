/** A change by one process applies to the very next call to another process. */
import { once } from 'node:events'
import { join } from 'node:path'
import mongoose from 'mongoose'
import supertest from 'supertest'
import { pathOf } from '../../../src/contract/endpoints'
import { readVersion } from '../../../server/ground/version'
import { Person } from '../../../server/people/model'
import { buildPerson, withPhone } from '../../factories/people'
import { newKey } from '../../factories/serviceRequests'
import { buildApp, type TestApp } from '../../setup/app'
import type { GroundCommands } from '../../setup/groundProcess'
import { startChild, type Child } from '../../setup/town'
import { DataCopy } from '../import/dataCopy'

const VILLAGE = '370406001002'
const FIRST = `${VILLAGE},officer,0,13900000006`
const SECOND = '13900000009'
const NEW = '13812340001'

let here: TestApp
let there: Child<GroundCommands>
let copy: DataCopy
let resident: string

const startThere = (): Promise<Child<GroundCommands>> =>
  startChild<GroundCommands>(join(__dirname, '../../setup/groundProcess.ts'), {
    env: { TEST_DB_NAME: mongoose.connection.name }
  })

beforeAll(async () => {
  here = await buildApp()
  there = await startThere()
  copy = new DataCopy()
  await there.ask('importFrom', copy.directory)
  resident = await here.signIn((await buildPerson()).phone)
})
afterAll(async () => {
  copy.remove()
  await there.stop()
  await here.stop()
})

const officerOf = async (token: string | null): Promise<string> => {
  const call = here.http.get(pathOf('getVillage', { code: VILLAGE }))
  const { body } = await (token ? call.set('Authorization', token) : call).expect(200)
  return body.officer.name as string
}

/** The assignee of a submission made now. */
const assigneeNow = async (): Promise<string> => {
  const { body } = await here.http
    .post(pathOf('createServiceRequest'))
    .set('Authorization', resident)
    .set('Idempotency-Key', newKey())
    .send({
      itemCode: 'HZ01',
      channel: 'homeVisit',
      villageCode: VILLAGE,
      beneficiary: null,
      specialGroups: [],
      address: '村东头第一家',
      preferredTimes: [{ date: '2026-11-25', part: 'morning' }],
      remark: ''
    })
    .expect(201)
  return body.assignee.name as string
}

const me = (token: string): supertest.Test => here.http.get('/api/v1/me').set('Authorization', token)

it('a session ended there is over here', async () => {
  const token = await here.signIn((await buildPerson()).phone)
  await me(token).expect(200)
  await supertest(there.address).delete('/api/v1/session').set('Authorization', token).expect(204)
  await me(token).expect(401)
})

it('a new officer to whom a village is given there has its matters here', async () => {
  expect([await officerOf(null), await officerOf(resident), await assigneeNow()]).toEqual(['曾传玲', '曾传玲', '曾传玲'])
  copy.append('people.csv', `${NEW},周新,resident;officer,police,SC,,`)
  copy.replace('responsibilities.csv', FIRST, `${VILLAGE},officer,0,${NEW}`)
  await there.ask('importFrom', copy.directory)
  expect([await officerOf(null), await officerOf(resident), await assigneeNow()]).toEqual(['周新', '周新', '周新'])
})

it('an officer whose role is taken away there has no rights here and is passed over', async () => {
  const officer = await here.signIn(NEW)
  const inbox = (): supertest.Test =>
    here.http.get(`${pathOf('listServiceRequests')}?role=inbox`).set('Authorization', officer)
  await inbox().expect(200)
  copy.replace('people.csv', `${NEW},周新,resident;officer,police`, `${NEW},周新,resident,`)
  copy.replace('responsibilities.csv', `${VILLAGE},officer,0,${NEW}`, FIRST)
  await there.ask('importFrom', copy.directory)
  await inbox().expect(401)
  const { body } = await me(await here.signIn(NEW)).expect(200)
  expect(body.roles).toEqual(['resident'])
  expect([await officerOf(resident), await assigneeNow()]).toEqual(['曾传玲', '曾传玲'])
})

describe('an import that is killed there', () => {
  beforeAll(async () => {
    copy.replace('people.csv', '13900000006,曾传玲,', '13900000006,曾传铃,')
    copy.replace('responsibilities.csv', FIRST, `${VILLAGE},officer,0,${SECOND}`)
    const killed = once(there.process, 'exit')
    void there.ask('beKilledImporting', copy.directory)
    expect((await killed)[1]).toBe('SIGKILL')
    there = await startThere()
  })

  it('leaves nothing old in memory here, and nothing is kept until an import has ended', async () => {
    expect((await readVersion()).changing).toBe(true)
    expect([await officerOf(resident), await assigneeNow()]).toEqual(['曾传铃', '曾传铃'])
    await Person.updateOne(await withPhone('13900000006'), { $set: { name: '曾传灵' } })
    expect([await officerOf(resident), await assigneeNow()]).toEqual(['曾传灵', '曾传灵'])
  })

  it('is finished by the next one, after which all is kept again', async () => {
    await there.ask('importFrom', copy.directory)
    expect((await readVersion()).changing).toBe(false)
    expect([await officerOf(resident), await assigneeNow()]).toEqual(['郭志柏', '郭志柏'])
    await Person.updateOne(await withPhone(SECOND), { $set: { name: '郭志百' } })
    expect(await officerOf(resident)).toBe('郭志柏')
    here.clock.advance(10_000)
    expect(await officerOf(resident)).toBe('郭志百')
  })

  it('that was killed after its last write is ended by one that has nothing to write', async () => {
    await mongoose.connection.collection('groundVersions').updateOne({}, { $set: { changing: true } })
    const { version } = await readVersion()
    await there.ask('importFrom', copy.directory)
    expect(await readVersion()).toMatchObject({ version: version + 1, changing: false })
  })
})
