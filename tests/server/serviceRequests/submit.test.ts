import { Serial } from '../../../server/numbers/serialModel'
import { ServiceRequest } from '../../../server/serviceRequests/model'
import { checkDigit } from '../../../src/contract/number'
import { Person } from '../../../server/people/model'
import { receiptSchema } from '../../../server/serviceRequests/schema'
import { buildFamily } from '../../factories/beneficiaries'
import { buildPerson, buildTeam, nameFor, type Team } from '../../factories/people'
import { buildInput, buildItem, getOne, moveBody, newKey, postMove, postSubmit } from '../../factories/serviceRequests'
import { buildApp, type TestApp } from '../../setup/app'
import { groundChanged } from '../../setup/groundChanged'

let app: TestApp
let team: Team
let token: string
beforeAll(async () => {
  app = await buildApp()
  team = await buildTeam()
  token = await app.signIn((await buildPerson()).phone)
})
afterAll(() => app.stop())

describe('POST /service-requests', () => {
  test('a home visit goes to the village’s officer, with the steps and the promised day', async () => {
    const { body } = await postSubmit(app, token, await buildInput(team)).expect(201)
    expect(receiptSchema.strict().parse(body)).toBeTruthy()
    expect(body).toMatchObject({
      status: 'assigned', assignee: { id: String(team.officer._id), level: 'named', kind: 'officer' },
      routing: [{ level: 'named', outcome: 'chosen' }]
    })
    expect(body.number).toMatch(/^261124-\d{4}-\d$/)
    // 5 working days until a usual visit and 3 for the item, from Tuesday 24 November: Friday 4 December, end of work.
    expect(body.expectedBy).toBe(new Date('2026-12-04T17:30:00+08:00').toISOString())
  })

  test('paperwork goes to the agent', async () => {
    const { body } = await postSubmit(app, token, await buildInput(team, { channel: 'paperwork', address: '' })).expect(
      201
    )
    expect(body.assignee).toMatchObject({ id: String(team.agent._id), kind: 'agent' })
  })

  test('an officer who backs the agent answers as an officer, with an officer’s rights', async () => {
    const away = await buildTeam()
    const stand = await buildPerson({ roles: ['resident', 'officer'], rank: 'police', stationCode: away.stationCode })
    await nameFor(away.villageCode, 'agent', stand, 1)
    await Person.updateOne({ _id: away.agent._id }, { leave: [{ from: '2026-11-20', until: '2026-11-30' }] })
    await groundChanged()
    const { body } = await postSubmit(app, token, await buildInput(away, { channel: 'paperwork', address: '' })).expect(
      201
    )
    expect(body.assignee).toMatchObject({ id: String(stand._id), level: 'backup', kind: 'officer' })
    const own = await app.signIn(stand.phone)
    expect((await getOne(app, own, body.id).expect(200)).body.actions).toEqual(['accept', 'handBack', 'decline', 'noteCall'])
    expect((await postMove(app, own, body.id, 'accept').expect(200)).body.actions).not.toContain('escalate')
  })

  test('an officer on leave is passed over for his backup, and the steps say so', async () => {
    const away = await buildTeam()
    await Person.updateOne({ _id: away.officer._id }, { leave: [{ from: '2026-11-20', until: '2026-11-30' }] })
    await groundChanged()
    const { body } = await postSubmit(app, token, await buildInput(away)).expect(201)
    expect(body.assignee.id).toBe(String(away.backup._id))
    expect(body.routing.map((step: { outcome: string }) => step.outcome)).toEqual(['onLeave', 'chosen'])
  })

  test('an item that needs a sworn officer passes over the auxiliary', async () => {
    const away = await buildTeam()
    await Person.updateOne({ _id: away.officer._id }, { leave: [{ from: '2026-11-20', until: '2026-11-30' }] })
    await groundChanged()
    const itemCode = await buildItem({ requiresPolice: true })
    const { body } = await postSubmit(app, token, await buildInput(away, { itemCode })).expect(201)
    expect(body.assignee).toMatchObject({ id: String(away.dispatcher._id), level: 'stationDuty' })
    expect(body.routing.map((step: { outcome: string }) => step.outcome)).toEqual(['onLeave', 'needsPolice', 'chosen'])
  })

  test('paperwork of such an item may go to an agent and to an auxiliary who backs the agent, its visit to neither', async () => {
    const away = await buildTeam()
    await nameFor(away.villageCode, 'agent', away.backup, 1)
    const itemCode = await buildItem({ requiresPolice: true })
    const paperwork = await buildInput(away, { itemCode, channel: 'paperwork', address: '' })
    const { body } = await postSubmit(app, token, paperwork).expect(201)
    expect(body.assignee).toMatchObject({ id: String(away.agent._id), kind: 'agent', rank: null })
    const [agent, auxiliary, desk] = (await Promise.all(
      [away.agent, away.backup, away.dispatcher].map(({ phone }) => app.signIn(phone))
    )) as [string, string, string]
    const { body: passed } = await postMove(app, agent, body.id, 'handBack', moveBody('handBack', away)).expect(200)
    expect(passed.assignee).toMatchObject({ id: String(away.backup._id), rank: 'auxiliary', kind: 'officer' })
    await postMove(app, auxiliary, body.id, 'accept').expect(200)

    const second = (await postSubmit(app, token, paperwork).expect(201)).body.id as string
    await postMove(app, agent, second, 'accept').expect(200)
    await Person.updateOne({ _id: away.officer._id }, { leave: [{ from: '2026-11-20', until: '2026-11-30' }] })
    await groundChanged()
    const outcomes = ({ routing }: { routing: Array<{ steps: Array<{ outcome: string }> }> }) =>
      routing.at(-1)!.steps.map(({ outcome }) => outcome)
    const { body: visit } = await postMove(app, agent, second, 'escalate', moveBody('escalate', away)).expect(200)
    expect(visit.assignee).toMatchObject({ id: String(away.dispatcher._id), rank: 'police' })
    expect(outcomes(visit)).toEqual(['onLeave', 'needsPolice', 'chosen'])
    const { body: refused } = await postMove(app, desk, second, 'reassign', moveBody('reassign', away)).expect(400)
    expect(refused.error).toMatchObject({ code: 'assigneeNotEligible', fields: [{ path: 'personId' }] })
    const { body: back } = await postMove(app, desk, second, 'handBack', moveBody('handBack', away)).expect(200)
    expect(back.assignee.id).toBe(String(away.chief._id))
    expect(outcomes(back)).toEqual(['onLeave', 'needsPolice', 'handedBack', 'chosen'])
  })

  test('an officer who asks for himself is not his own officer', async () => {
    const own = await app.signIn(team.officer.phone)
    const { body } = await postSubmit(app, own, await buildInput(team)).expect(201)
    expect(body.routing[0]).toMatchObject({ outcome: 'conflictOfInterest' })
    expect(body.assignee.id).toBe(String(team.backup._id))
  })

  test('the same key twice, and eight times at once, makes one; another body under it is refused', async () => {
    const before = await ServiceRequest.countDocuments()
    const input = await buildInput(team)
    const key = newKey()
    const answers = await Promise.all(Array.from({ length: 8 }, (_, i) =>
      postSubmit(app, token, { ...input, phoneTime: `2026-11-24T09:0${i}:00+08:00` }, key)))
    expect(answers.map(answer => answer.status)).toEqual(Array(8).fill(201))
    expect(new Set(answers.map(answer => answer.body.id)).size).toBe(1)
    const refused = await postSubmit(app, token, { ...input, remark: '另一件事' }, key).expect(422)
    expect(refused.body.error.code).toBe('idempotencyKeyReused')
    expect(await ServiceRequest.countDocuments()).toBe(before + 1)
  })

  test('the same key of another person is another intent', async () => {
    const other = await app.signIn((await buildPerson()).phone)
    const input = await buildInput(team)
    const key = newKey()
    const [mine, theirs] = [await postSubmit(app, token, input, key), await postSubmit(app, other, input, key)]
    expect(theirs.status).toBe(201)
    expect(theirs.body.id).not.toBe(mine.body.id)
  })

  test('numbers that are taken already lead to the next free one', async () => {
    const { body: first } = await postSubmit(app, token, await buildInput(team)).expect(201)
    const { body: second } = await postSubmit(app, token, await buildInput(team)).expect(201)
    // The counter was reset by hand, and this process starts a new block: its first numbers are taken.
    await Serial.updateOne({ _id: '261124' }, { $set: { last: 0 } })
    app.deps.numbers.skipBlock()
    const { body: third } = await postSubmit(app, token, await buildInput(team)).expect(201)
    const serialOf = (number: string) => Number(number.split('-')[1])
    expect(serialOf(second.number) - serialOf(first.number)).toBe(1)
    expect(serialOf(third.number)).toBeGreaterThan(serialOf(second.number))
    const numbers = (await ServiceRequest.find().select({ number: 1 }).lean()).map(({ number }) => number)
    expect(new Set(numbers).size).toBe(numbers.length)
  })

  test('the number carries a check digit that notices a wrong digit and swapped neighbours', async () => {
    const { body } = await postSubmit(app, token, await buildInput(team)).expect(201)
    const [day, serial, digit] = body.number.split('-') as [string, string, string]
    expect(checkDigit(day + serial)).toBe(Number(digit))
    expect(checkDigit('2611240007')).not.toBe(checkDigit('2611240008'))
    expect(checkDigit('2611240012')).not.toBe(checkDigit('2611240021'))
  })
})

describe('bad submissions are refused in words, and nothing is written', () => {
  const long = (n: number) => '长'.repeat(n)
  const cases: Array<[string, (base: Record<string, unknown>) => unknown, string, string]> = [
    ['an unknown village', base => ({ ...base, villageCode: '370406999999' }), 'villageUnknown', 'villageCode'],
    ['a village by name', base => ({ ...base, villageCode: '刘庄村委会' }), 'validationFailed', 'villageCode'],
    ['no village', ({ villageCode: _, ...base }) => base, 'validationFailed', 'villageCode'],
    ['an unknown item', base => ({ ...base, itemCode: 'XX99' }), 'itemUnknown', 'itemCode'],
    [
      'a time in the past',
      base => ({ ...base, preferredTimes: [{ date: '2026-11-23', part: 'afternoon' }] }),
      'timeInPast',
      'preferredTimes.0.date'
    ],
    [
      'a time years ahead',
      base => ({ ...base, preferredTimes: [{ date: '2029-01-01', part: 'morning' }] }),
      'timeTooFar',
      'preferredTimes.0.date'
    ],
    [
      'a day that does not exist',
      base => ({ ...base, preferredTimes: [{ date: '2026-02-30', part: 'morning' }] }),
      'validationFailed',
      'preferredTimes.0.date'
    ],
    [
      'four preferred times',
      base => ({ ...base, preferredTimes: Array(4).fill({ date: '2026-11-25', part: 'morning' }) }),
      'validationFailed',
      'preferredTimes'
    ],
    ['a remark that is too long', base => ({ ...base, remark: long(501) }), 'validationFailed', 'remark'],
    ['an address that is too long', base => ({ ...base, address: long(61) }), 'validationFailed', 'address'],
    ['a home visit without an address', base => ({ ...base, address: '  ' }), 'validationFailed', 'address'],
    ['a number where text belongs', base => ({ ...base, remark: 5 }), 'validationFailed', 'remark'],
    ['an object where text belongs', base => ({ ...base, itemCode: { $ne: null } }), 'validationFailed', 'itemCode'],
    ['an operator for a village', base => ({ ...base, villageCode: { $gt: '' } }), 'validationFailed', 'villageCode'],
    ['a field nobody knows', base => ({ ...base, status: 'completed' }), 'validationFailed', 'status'],
    ['an unknown channel', base => ({ ...base, channel: 'drone' }), 'validationFailed', 'channel'],
    [
      'a beneficiary with an impossible phone',
      base => ({ ...base, beneficiary: { name: '王奶奶', kinship: 'parent', phone: '12345' } }),
      'validationFailed',
      'beneficiary.phone'
    ],
    ['a control character', base => ({ ...base, remark: '你好\u0000' }), 'validationFailed', 'remark'],
    ['an array instead of an object', base => [base], 'validationFailed', '']
  ]

  test.each(cases)('%s', async (_name, spoil, code, path) => {
    const before = await ServiceRequest.countDocuments()
    const answer = await postSubmit(app, token, spoil({ ...await buildInput(team) }) as object).expect(400)
    expect(answer.body.error).toMatchObject({ code, fields: [{ path }] })
    expect(answer.body.error.fields[0].message).toMatch(/[\u4e00-\u9fff]/)
    expect(await ServiceRequest.countDocuments()).toBe(before)
  })

  test.each([
    ['presence required but paperwork chosen', { presenceRequired: true }, 'paperwork', 'presenceRequired'],
    ['paperwork that no agent may do', { channels: ['homeVisit'] }, 'paperwork', 'channelNotAllowed'],
    ['a visit for an item that is not done at home', { channels: ['paperwork'] }, 'homeVisit', 'channelNotAllowed']
  ] as const)('%s', async (_name, fields, channel, code) => {
    const itemCode = await buildItem(fields)
    const answer = await postSubmit(app, token, await buildInput(team, { itemCode, channel })).expect(400)
    expect(answer.body.error).toMatchObject({ code, fields: [{ path: 'channel' }] })
  })

  test('somebody else for what one has to ask for oneself, told in words or of the family; for oneself it is taken', async () => {
    const itemCode = await buildItem({ relativeMayBook: false })
    const member = await buildFamily(app, token, team)
    for (const beneficiary of [{ name: '王奶奶', kinship: 'parent' as const, phone: null }, { id: member }]) {
      const { body } = await postSubmit(app, token, await buildInput(team, { itemCode, beneficiary })).expect(400)
      expect(body.error).toMatchObject({
        code: 'relativeNotAllowed',
        fields: [{ path: 'beneficiary', message: expect.stringMatching(/自己申请/) }]
      })
    }
    await postSubmit(app, token, await buildInput(team, { itemCode })).expect(201)
  })

  test.each([[undefined], ['short'], ['spaces are not allowed'], ['x'.repeat(65)]])(
    'the idempotency key %s',
    async key => {
      const call = app.http
        .post('/api/v1/service-requests')
        .set('Authorization', token)
        .send(await buildInput(team))
      const answer = await (key === undefined ? call : call.set('Idempotency-Key', key)).expect(400)
      expect(answer.body.error.code).toBe('idempotencyKeyRequired')
    }
  )

  test('the thirty-first open one', async () => {
    const busy = await app.signIn((await buildPerson()).phone)
    const input = await buildInput(team)
    for (let i = 0; i < 30; i++) await postSubmit(app, busy, input).expect(201)
    expect((await postSubmit(app, busy, input).expect(409)).body.error.code).toBe('tooManyOpen')
  })
})
