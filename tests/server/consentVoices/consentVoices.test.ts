import mongoose from 'mongoose'
import supertest from 'supertest'
import { createApp } from '../../../server/app'
import { voicePlace } from '../../../server/consentVoices/keep'
import { ConsentVoice } from '../../../server/consentVoices/model'
import { Matter } from '../../../server/matters/model'
import { sweep } from '../../../server/retention/sweep'
import { pathOf } from '../../../src/contract/endpoints'
import { buildPerson, buildTeam, type Team } from '../../factories/people'
import { jpeg } from '../../factories/pictures'
import { aac, getVoice, m4a, mp3, postVoice } from '../../factories/recordings'
import {
  buildServiceRequest,
  getOne,
  moveBody,
  postMove,
  postSubmit,
  buildInput,
  type Case
} from '../../factories/serviceRequests'
import { buildApp, type TestApp } from '../../setup/app'

const DAY = 24 * 3600_000
let app: TestApp
let team: Team
let officer: string
beforeAll(async () => {
  app = await buildApp()
  team = await buildTeam()
  officer = await app.signIn(team.officer.phone)
})
beforeEach(() => { app.clock.set('2026-11-24T09:02:00+08:00') })
afterAll(() => app.stop())

interface ForElder extends Case { elder: string }

/** A visit for an elder with a phone of her own, accepted. */
async function forElder(): Promise<ForElder> {
  const elder = await buildPerson({ name: '王奶奶' })
  const made = await buildServiceRequest(app, team, {
    beneficiary: { name: '王奶奶', kinship: 'parent', phone: elder.phone }
  })
  await postMove(app, officer, made.id, 'accept').expect(200)
  return { ...made, elder: await app.signIn(elder.phone) }
}

const looks = async (subject: string) => {
  const { body } = await app.http
    .get(pathOf('listAudit'))
    .query({ subject })
    .set('Authorization', await app.signIn(team.admin.phone))
    .expect(200)
  return (body.items as Array<{ act: string; fields: string[]; actor: { id: string } }>).filter(
    ({ act }) => act === 'looked'
  )
}

describe('what is taken', () => {
  test.each([
    ['MP3', mp3(5), 'audio/mpeg'],
    ['AAC', aac(5), 'audio/aac'],
    ['M4A', m4a(5), 'audio/mp4']
  ] as const)('%s, by its content', async (_name, bytes, type) => {
    const { id, applicant } = await forElder()
    const { body } = await postVoice(app, applicant.token, id, bytes).expect(201)
    expect(body).toEqual({ at: '2026-11-24T01:02:00.000Z', seconds: 5 })
    const heard = await getVoice(app, officer, id).expect(200)
    expect(heard.headers['content-type']).toBe(type)
    expect(bytes.equals(heard.body as Buffer)).toBe(true)
  })

  test.each([
    ['a photo', () => jpeg(), 415, 'voiceTypeNotAllowed'],
    ['text', () => Buffer.from('no recording at all, only words'), 415, 'voiceTypeNotAllowed'],
    [
      'MP3 with something behind it',
      () => Buffer.concat([mp3(5), Buffer.from('<script>alert(1)</script>')]),
      422,
      'voiceBroken'
    ],
    ['AAC with a hole', () => Buffer.concat([aac(1), Buffer.alloc(300), aac(1)]), 422, 'voiceBroken'],
    ['two frames', () => mp3(0.072), 422, 'voiceBroken'],
    ['M4A cut off', () => m4a(5).subarray(0, 200), 422, 'voiceBroken'],
    ['M4A without an end', () => Buffer.concat([m4a(5), Buffer.from([0, 0, 0, 1, 1, 1, 1, 1])]), 422, 'voiceBroken'],
    ['M4A that plays nothing', () => m4a(0), 422, 'voiceBroken'],
    ['longer than a minute', () => mp3(62), 413, 'voiceTooLarge'],
    ['M4A that says it plays an hour', () => m4a(3600), 413, 'voiceTooLarge'],
    ['more than a megabyte', () => Buffer.alloc(1024 * 1024 + 1, 0xff), 413, 'voiceTooLarge']
  ])('not %s', async (_name, make, status, code) => {
    const { id, applicant } = await forElder()
    const { body } = await postVoice(app, applicant.token, id, await make()).expect(status)
    expect(body.error).toMatchObject({ code, message: expect.stringMatching(/录音/) })
    expect(await ConsentVoice.findOne({ matter: id })).toBeNull()
    expect((await getOne(app, officer, id)).body.consent.voiceAt).toBeNull()
  })

  test('it lies sealed, one to a matter: a later one replaces it', async () => {
    const { id, applicant } = await forElder()
    await postVoice(app, applicant.token, id, mp3(3)).expect(201)
    app.clock.advance(60_000)
    await postVoice(app, applicant.token, id, mp3(4)).expect(201)
    const stored = await ConsentVoice.collection.find({ matter: new mongoose.Types.ObjectId(id) }).toArray()
    expect(stored).toHaveLength(1)
    expect(JSON.stringify(stored)).not.toContain(mp3(4).toString('base64').slice(0, 40))
    expect((await getVoice(app, officer, id)).body).toHaveLength(mp3(4).length)
  })

  test('one of an older version, which has the matter’s id, is heard and replaced like any other', async () => {
    const { id, applicant } = await forElder()
    const _id = new mongoose.Types.ObjectId(id)
    const at = new Date(app.clock.ms - DAY)
    const voice = await app.deps.fields.seal(mp3(3).toString('base64'), voicePlace(_id))
    await ConsentVoice.create({ _id, matter: _id, type: 'audio/mpeg', seconds: 3, voice, at })
    await Matter.collection.updateOne({ _id }, { $set: { voiceAt: at } })
    expect((await getVoice(app, officer, id).expect(200)).body).toHaveLength(mp3(3).length)
    await postVoice(app, applicant.token, id, mp3(4)).expect(201)
    expect((await getVoice(app, officer, id).expect(200)).body).toHaveLength(mp3(4).length)
    expect(await ConsentVoice.findById(_id)).toBeNull()
  })

  test('only from the applicant, only for somebody else, only while he is to be asked', async () => {
    const { id, applicant, elder } = await forElder()
    for (const other of [
      officer,
      elder,
      await app.signIn(team.dispatcher.phone),
      await app.signIn((await buildPerson()).phone)
    ]) {
      await postVoice(app, other, id).expect(404)
    }
    const own = await postSubmit(app, applicant.token, await buildInput(team)).expect(201)
    await postVoice(app, applicant.token, own.body.id as string).expect(404)
    await postMove(app, officer, id, 'recordConsent', moveBody('recordConsent', team)).expect(200)
    expect((await postVoice(app, applicant.token, id).expect(409)).body.error.code).toBe('voiceNotWanted')
    const over = await forElder()
    await postMove(app, over.applicant.token, over.id, 'cancel').expect(200)
    await postVoice(app, over.applicant.token, over.id).expect(409)
  })
})

describe('who hears it', () => {
  test('the assignee, on record, and the one who speaks; to everybody else it isn’t there', async () => {
    const { id, applicant, elder } = await forElder()
    await postVoice(app, applicant.token, id).expect(201)
    const { headers } = await getVoice(app, officer, id).expect(200)
    expect(headers).toMatchObject({
      'cache-control': 'private, no-store',
      'content-disposition': expect.stringMatching(/^attachment/)
    })
    await getVoice(app, elder, id).expect(200)
    const others = [
      team.dispatcher,
      team.chief,
      team.backup,
      team.agent,
      team.admin,
      (await buildTeam()).officer,
      await buildPerson()
    ]
    for (const token of [applicant.token, ...(await Promise.all(others.map(({ phone }) => app.signIn(phone))))])
      await getVoice(app, token, id).expect(404)
    await app.http.get(pathOf('hearConsentVoice', { id })).expect(401)
    expect(await looks(id)).toMatchObject([{ fields: ['consentVoice'], actor: { id: String(team.officer._id) } }])
  })

  test('what can’t be recorded isn’t played; that he wanted to hear it is recorded even when it can’t be opened', async () => {
    const { id, applicant } = await forElder()
    await postVoice(app, applicant.token, id).expect(201)
    const broken = createApp({
      ...app.deps,
      audit: { ...app.deps.audit, before: () => Promise.reject(new Error('no room')) }
    })
    await supertest(broken.koa.callback())
      .get(pathOf('hearConsentVoice', { id }))
      .set('Authorization', officer)
      .expect(500)
    expect(await looks(id)).toEqual([])
    await ConsentVoice.updateOne({ matter: id }, { $set: { voice: 'spoiled' } })
    await getVoice(app, officer, id).expect(500)
    expect(await looks(id)).toHaveLength(1)
  })
})

describe('what it is worth', () => {
  test('nothing until the assignee has heard it; then the matter may be finished', async () => {
    const { id, applicant } = await forElder()
    const { body } = await postVoice(app, applicant.token, id).expect(201)
    expect((await getOne(app, officer, id)).body.consent).toMatchObject({ state: 'pending', voiceAt: body.at })
    for (const action of ['schedule', 'setOut'] as const)
      await postMove(app, officer, id, action, moveBody(action, team)).expect(200)
    expect((await postMove(app, officer, id, 'finish', moveBody('finish', team)).expect(409)).body.error.code).toBe(
      'consentMissing'
    )
    const given = await postMove(app, officer, id, 'recordConsent', {
      agreed: true,
      words: '2026-11',
      voiceAt: body.at
    }).expect(200)
    expect(given.body.consent).toMatchObject({
      state: 'given',
      way: 'voice',
      by: { name: team.officer.name },
      until: null,
      voiceAt: null
    })
    await postMove(app, officer, id, 'finish', moveBody('finish', team)).expect(200)
  })

  test('one that is not there, or was replaced after it was heard, counts for nothing', async () => {
    const { id, applicant } = await forElder()
    const record = (voiceAt: string) =>
      postMove(app, officer, id, 'recordConsent', { agreed: true, words: '2026-11', voiceAt })
    expect((await record('2026-11-24T09:02:00+08:00').expect(409)).body.error.code).toBe('voiceMissing')
    const first = await postVoice(app, applicant.token, id, mp3(3)).expect(201)
    app.clock.advance(60_000)
    await postVoice(app, applicant.token, id, mp3(4)).expect(201)
    expect((await record(first.body.at as string).expect(409)).body.error.code).toBe('voiceMissing')
    expect((await getOne(app, officer, id)).body.consent.state).toBe('pending')
  })

  /** Makes `between` happen once, after a call has read the matter and before it writes to it. */
  function onceBeforeWrite(between: () => Promise<unknown>): void {
    const write = Matter.collection.findOneAndUpdate.bind(Matter.collection)
    jest.spyOn(Matter.collection, 'findOneAndUpdate').mockImplementationOnce((async (...call: Parameters<typeof write>) => {
      await between()
      return write(...call)
    }) as never)
  }

  test('one that arrives while the consent is recorded is refused, and what was heard stays', async () => {
    const { id, applicant, elder } = await forElder()
    const first = await postVoice(app, applicant.token, id, mp3(3)).expect(201)
    app.clock.advance(60_000)
    onceBeforeWrite(() =>
      postMove(app, officer, id, 'recordConsent', { agreed: true, words: '2026-11', voiceAt: first.body.at }).expect(200)
    )
    const late = await postVoice(app, applicant.token, id, mp3(4)).expect(409)
    expect(late.body.error.code).toBe('voiceNotWanted')
    for (const token of [officer, elder])
      expect((await getVoice(app, token, id).expect(200)).body).toHaveLength(mp3(3).length)
    expect(await ConsentVoice.countDocuments({ matter: id })).toBe(1)
  })

  test('of two at once the later one counts, and it alone is kept', async () => {
    const { id, applicant } = await forElder()
    app.clock.advance(60_000)
    onceBeforeWrite(async () => {
      app.clock.advance(1000)
      await postVoice(app, applicant.token, id, mp3(4)).expect(201)
    })
    expect((await postVoice(app, applicant.token, id, mp3(3)).expect(409)).body.error.code).toBe('changedMeanwhile')
    expect((await getVoice(app, officer, id)).body).toHaveLength(mp3(4).length)
    expect(await ConsentVoice.countDocuments({ matter: id })).toBe(1)
  })

  test('two at the same instant have different times, or one of them is refused', async () => {
    const { id, applicant } = await forElder()
    const [one, next] = [
      await postVoice(app, applicant.token, id, mp3(3)).expect(201),
      await postVoice(app, applicant.token, id, mp3(4)).expect(201)
    ]
    expect(next.body.at).not.toBe(one.body.at)
    expect((await getVoice(app, officer, id)).body).toHaveLength(mp3(4).length)
    const other = await forElder()
    onceBeforeWrite(() => postVoice(app, other.applicant.token, other.id, mp3(4)).expect(409))
    await postVoice(app, other.applicant.token, other.id, mp3(3)).expect(201)
    expect((await getVoice(app, officer, other.id)).body).toHaveLength(mp3(3).length)
  })

  test('what she said to paperwork is not said to a visit: it goes with the passing on', async () => {
    const agent = await app.signIn(team.agent.phone)
    const elder = await buildPerson({ name: '王奶奶' })
    const beneficiary = { name: '王奶奶', kinship: 'parent' as const, phone: elder.phone }
    const { id, applicant } = await buildServiceRequest(app, team, { channel: 'paperwork', beneficiary })
    await postMove(app, agent, id, 'accept').expect(200)
    const { body } = await postVoice(app, applicant.token, id).expect(201)
    await postMove(app, agent, id, 'escalate', moveBody('escalate', team)).expect(200)
    await postMove(app, officer, id, 'accept').expect(200)
    expect((await getOne(app, officer, id)).body.consent).toMatchObject({ state: 'pending', voiceAt: null })
    await getVoice(app, officer, id).expect(404)
    await postMove(app, officer, id, 'recordConsent', { agreed: true, words: '2026-11', voiceAt: body.at }).expect(409)
  })

  test('it goes when the matter’s time is over', async () => {
    const { id, applicant } = await forElder()
    await postVoice(app, applicant.token, id).expect(201)
    await postMove(app, applicant.token, id, 'cancel').expect(200)
    app.clock.advance(3 * 365 * DAY + DAY)
    await sweep(app.deps)
    expect(await ConsentVoice.findOne({ matter: id })).toBeNull()
  })
})
