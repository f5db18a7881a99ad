import mongoose from 'mongoose'
import { LIMITS } from '../../../src/contract/limits'
import { pathOf } from '../../../src/contract/endpoints'
import { AttachmentModel } from '../../../server/attachments/model'
import { deleteAttachmentsOf, sweepAttachments } from '../../../server/attachments/sweep'
import { ServiceRequest } from '../../../server/serviceRequests/model'
import { buildPerson, buildTeam, nameFor, type Team } from '../../factories/people'
import { buildPhoto, getPhoto, postPhoto } from '../../factories/photos'
import { jpeg, png } from '../../factories/pictures'
import { buildInput, buildServiceRequest, getOne, newKey, postMove, postSubmit } from '../../factories/serviceRequests'
import { buildApp, type TestApp } from '../../setup/app'

const HOUR = 3600_000
let app: TestApp
let team: Team
beforeAll(async () => {
  app = await buildApp()
  team = await buildTeam()
})
afterAll(() => app.stop())

const someone = async () => app.signIn((await buildPerson()).phone)
const stored = (name: 'files' | 'chunks') => mongoose.connection.collection(`photos.${name}`).countDocuments({})

describe('sending', () => {
  test('the same key is one photo, however often and however many at once', async () => {
    const token = await someone()
    const bytes = await jpeg()
    const key = newKey()
    const before = await stored('files')
    const answers = await Promise.all(Array.from({ length: 4 }, () => postPhoto(app, token, bytes, { key })))
    answers.push(await postPhoto(app, token, bytes, { key, name: 'another name.jpg' }))
    expect(answers.map(({ status }) => status)).toEqual(Array(5).fill(201))
    expect(new Set(answers.map(({ body }) => body.id as string)).size).toBe(1)
    expect(await stored('files') - before).toBe(2)
  })

  test('the same key with another photo is refused; another person may have the same key', async () => {
    const token = await someone()
    const key = newKey()
    const { body } = await postPhoto(app, token, await jpeg(), { key }).expect(201)
    expect((await postPhoto(app, token, await png(), { key })).body.error.code).toBe('idempotencyKeyReused')
    const other = await postPhoto(app, await someone(), await jpeg(), { key }).expect(201)
    expect(other.body.id).not.toBe(body.id)
  })

  test('a stranger, somebody without a phone, a call without a key', async () => {
    const bytes = await jpeg()
    const call = () => app.http.post(pathOf('createAttachment')).attach('file', bytes, 'a.jpg')
    expect((await call().set('Idempotency-Key', newKey())).body.error.code).toBe('unauthenticated')
    const begun = await app.http
      .post('/api/v1/session')
      .send({ code: app.fakeWechat.issueCode('no-phone') })
      .expect(200)
    const unbound = await call()
      .set('Idempotency-Key', newKey())
      .set('Authorization', `Bearer ${String(begun.body.token)}`)
    expect(unbound.body.error.code).toBe('phoneNotBound')
    expect((await call().set('Authorization', await someone())).body.error.code).toBe('idempotencyKeyRequired')
  })

  test('no more unused ones than allowed, also when they come at once; using them makes room', async () => {
    const token = await someone()
    const bytes = await jpeg({ width: 32, height: 32 })
    const first = await buildPhoto(app, token)
    for (let sent = 1; sent < LIMITS.unusedPhotos - 2; sent++) await postPhoto(app, token, bytes).expect(201)
    const together = await Promise.all(Array.from({ length: 6 }, () => postPhoto(app, token, bytes)))
    const taken = together.filter(({ status }) => status === 201).length
    expect(taken).toBeLessThanOrEqual(2)
    expect(
      new Set(together.filter(({ status }) => status !== 201).map(({ body }) => body.error.code as string))
    ).toEqual(new Set(['tooManyAttachments']))
    for (let sent = taken; sent < 2; sent++) await postPhoto(app, token, bytes).expect(201)
    await postPhoto(app, token, bytes).expect(409)
    await postSubmit(app, token, await buildInput(team, { photos: [first] })).expect(201)
    await postPhoto(app, token, bytes).expect(201)
  })
})

describe('using', () => {
  test('they go with a submission and with an answer, and the timeline names the latter', async () => {
    const person = await buildPerson()
    const token = await app.signIn(person.phone)
    const photos = [await buildPhoto(app, token), await buildPhoto(app, token)]
    const { body } = await postSubmit(app, token, await buildInput(team, { photos })).expect(201)
    expect((await getOne(app, token, body.id)).body.photos).toEqual(photos)
    const officer = await app.signIn(team.officer.phone)
    await postMove(app, officer, body.id, 'accept').expect(200)
    await postMove(app, officer, body.id, 'askMaterial', { papers: ['户口簿'], text: '' }).expect(200)
    const later = await buildPhoto(app, token)
    const answered = await postMove(app, token, body.id, 'provideMaterial', { text: '拍好了', photos: [later] }).expect(
      200
    )
    expect(answered.body.photos).toEqual([...photos, later])
    expect(answered.body.timeline.at(-1)).toMatchObject({ action: 'provideMaterial', photos: [later] })
    expect((await getPhoto(app, officer, later)).status).toBe(200)
  })

  test('sent again with the same key it is still one, with its photos', async () => {
    const token = await someone()
    const input = await buildInput(team, { photos: [await buildPhoto(app, token)] })
    const key = newKey()
    const answers = await Promise.all([
      postSubmit(app, token, input, key),
      postSubmit(app, token, input, key),
      postSubmit(app, token, input, key)
    ])
    answers.push(await postSubmit(app, token, input, key))
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201])
    expect(new Set(answers.map(({ body }) => body.id as string)).size).toBe(1)
    expect((await getOne(app, token, answers[0]!.body.id)).body.photos).toEqual(input.photos)
  })

  test('a try that was cut off after taking them goes on with the same key', async () => {
    const token = await someone()
    const photo = await buildPhoto(app, token)
    const input = await buildInput(team, { photos: [photo] })
    const key = newKey()
    const { body } = await postSubmit(app, token, input, key).expect(201)
    await ServiceRequest.deleteOne({ _id: body.id })
    expect((await postSubmit(app, token, input, key).expect(201)).body.id).toBe(body.id)
  })

  test.each([
    ['one of somebody else’s', async (_own: string) => buildPhoto(app, await someone())],
    ['one that never was', async (_own: string) => String(new mongoose.Types.ObjectId())],
    ['one that is used', async (own: string) => {
      const photo = await buildPhoto(app, own)
      await postSubmit(app, own, await buildInput(team, { photos: [photo] })).expect(201)
      return photo
    }]
  ])('%s is refused by its place', async (_name, make) => {
    const token = await someone()
    const good = await buildPhoto(app, token)
    const { status, body } = await postSubmit(app, token, await buildInput(team, { photos: [good, await make(token)] }))
    expect([status, body.error.code, body.error.fields[0].path]).toEqual([400, 'attachmentUnknown', 'photos.1'])
  })

  test('seven, and an id that is none, are refused by their field', async () => {
    const token = await someone()
    const seven = Array.from({ length: 7 }, () => String(new mongoose.Types.ObjectId()))
    for (const photos of [seven, ['../../etc']]) {
      const { status, body } = await postSubmit(app, token, await buildInput(team, { photos }))
      expect([status, body.error.code, String(body.error.fields[0].path).split('.')[0]]).toEqual([
        400,
        'validationFailed',
        'photos'
      ])
    }
  })

  test('an answer can not take a matter beyond its limit', async () => {
    const { id, applicant } = await buildServiceRequest(app, team)
    const officer = await app.signIn(team.officer.phone)
    await postMove(app, officer, id, 'accept').expect(200)
    await postMove(app, officer, id, 'askMaterial', { papers: ['户口簿'], text: '' }).expect(200)
    await ServiceRequest.updateOne(
      { _id: id },
      { $set: { photos: Array.from({ length: LIMITS.photosOfMatter }, () => new mongoose.Types.ObjectId()) } }
    )
    const photos = [await buildPhoto(app, applicant.token)]
    const { body } = await postMove(app, applicant.token, id, 'provideMaterial', { text: '拍好了', photos })
    expect(body.error.code).toBe('tooManyAttachments')
  })
})

describe('seeing', () => {
  test('an unused one is seen by its sender alone', async () => {
    const token = await someone()
    const photo = await buildPhoto(app, token)
    await getPhoto(app, token, photo).expect(200)
    const admin = await app.signIn(team.admin.phone)
    for (const other of [await someone(), await app.signIn(team.officer.phone), admin]) {
      for (const which of ['getAttachment', 'getAttachmentThumbnail'] as const)
        await getPhoto(app, other, photo, which).expect(404)
    }
    await app.http.get(pathOf('getAttachment', { id: photo })).expect(401)
  })

  test('of a matter: by everybody of it, by nobody else', async () => {
    const person = await buildPerson()
    const elder = await buildPerson()
    const token = await app.signIn(person.phone)
    const photo = await buildPhoto(app, token)
    const beneficiary = { name: elder.name, kinship: 'parent' as const, phone: elder.phone }
    await postSubmit(app, token, await buildInput(team, { photos: [photo], beneficiary })).expect(201)
    const elsewhere = await buildTeam()
    const neighbour = await buildPerson({
      roles: ['resident', 'officer'],
      rank: 'police',
      stationCode: team.stationCode
    })
    const namedLater = await buildPerson({
      roles: ['resident', 'officer'],
      rank: 'police',
      stationCode: team.stationCode
    })
    await nameFor(team.villageCode, 'officer', namedLater, 5)
    const may = {
      applicant: person,
      beneficiary: elder,
      officer: team.officer,
      dispatcher: team.dispatcher,
      chief: team.chief,
      backup: team.backup,
      namedLater
    }
    const mayNot = {
      agentOfAHomeVisit: team.agent, stranger: await buildPerson(), admin: team.admin, neighbour,
      otherOfficer: elsewhere.officer, otherDesk: elsewhere.dispatcher, otherChief: elsewhere.chief
    }
    const seen = async (people: Record<string, { phone: string }>) =>
      Object.fromEntries(
        await Promise.all(
          Object.entries(people).map(
            async ([name, { phone }]) => [name, (await getPhoto(app, await app.signIn(phone), photo)).status] as const
          )
        )
      )
    expect(await seen(may)).toEqual(Object.fromEntries(Object.keys(may).map(name => [name, 200])))
    expect(await seen(mayNot)).toEqual(Object.fromEntries(Object.keys(mayNot).map(name => [name, 404])))
  })

  test('not yours, not there and not an id are the same answer', async () => {
    const token = await someone()
    const others = await buildPhoto(app, await someone())
    const answers = await Promise.all(
      [others, String(new mongoose.Types.ObjectId()), 'x'.repeat(24), '%2e%2e'].map(async id => {
        const { status, body } = await app.http.get(pathOf('getAttachment', { id })).set('Authorization', token)
        return [status, body.error.code, body.error.message]
      })
    )
    expect(new Set(answers.map(String)).size).toBe(1)
    expect(answers[0]![0]).toBe(404)
  })

  test('no browser and no proxy keeps it or takes it for anything but a picture', async () => {
    const token = await someone()
    const { headers } = await getPhoto(app, token, await buildPhoto(app, token)).expect(200)
    expect(headers).toMatchObject({
      'content-type': 'image/jpeg',
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin'
    })
    expect(headers['content-disposition']).toMatch(/^attachment; filename="photo-[0-9a-f]{24}\.jpg"$/)
    expect(headers['content-encoding']).toBeUndefined()
  })
})

describe('what is not used goes', () => {
  const later = () => sweepAttachments({ now: () => app.clock.now() + 25 * HOUR })

  test('after a day, with its bytes; what a matter holds stays', async () => {
    const token = await someone()
    const [used, unused] = [await buildPhoto(app, token), await buildPhoto(app, token)]
    await postSubmit(app, token, await buildInput(team, { photos: [used] })).expect(201)
    const { files } = await AttachmentModel.findById(unused).orFail()
    expect(await sweepAttachments({ now: () => app.clock.now() + 23 * HOUR })).toBe(0)
    await later()
    await getPhoto(app, token, unused).expect(404)
    await getPhoto(app, token, used).expect(200)
    for (const name of ['files', 'chunks'] as const) {
      const key = name === 'files' ? '_id' : 'files_id'
      expect(await mongoose.connection.collection(`photos.${name}`).countDocuments({ [key]: { $in: files } })).toBe(0)
    }
    expect(await later()).toBe(0)
  })

  test('what was half written, half deleted, or taken for a matter that never came', async () => {
    const token = await someone()
    const ids = [
      await buildPhoto(app, token),
      await buildPhoto(app, token),
      await buildPhoto(app, token),
      await buildPhoto(app, token)
    ]
    const [writing, deleting, taken, halfGone] = ids
    await AttachmentModel.updateOne({ _id: writing }, { $set: { state: 'storing', photo: null } })
    await AttachmentModel.updateOne({ _id: deleting }, { $set: { state: 'deleting', settled: false } })
    await AttachmentModel.updateOne(
      { _id: taken },
      { $set: { usedBy: new mongoose.Types.ObjectId(), usedAt: new Date(app.clock.now()) } }
    )
    const { files } = await AttachmentModel.findById(halfGone).orFail()
    await mongoose.connection.collection('photos.files').deleteMany({ _id: { $in: files } })
    await later()
    expect(await AttachmentModel.countDocuments({ _id: { $in: ids } })).toBe(0)
    const orphans = await mongoose.connection.collection('photos.chunks').countDocuments({ files_id: { $in: files } })
    expect(orphans).toBe(0)
  })

  test('one that is taken while it is judged stays', async () => {
    const token = await someone()
    const photo = await buildPhoto(app, token)
    await AttachmentModel.updateOne({ _id: photo }, { $set: { createdAt: new Date(app.clock.now() - 30 * HOUR) } })
    await postSubmit(app, token, await buildInput(team, { photos: [photo] })).expect(201)
    await sweepAttachments(app.clock)
    await getPhoto(app, token, photo).expect(200)
  })

  test('more than one batch, by two at once, and nothing else with it', async () => {
    const keeper = await someone()
    const kept = await buildPhoto(app, keeper)
    const person = await buildPerson()
    const old = new Date(app.clock.now() - 48 * HOUR)
    await AttachmentModel.insertMany(
      Array.from({ length: 130 }, () => ({
        owner: person._id,
        key: newKey(),
        contentHash: 'x',
        state: 'ready',
        createdAt: old
      }))
    )
    const deleted = await Promise.all([sweepAttachments(app.clock), sweepAttachments(app.clock)])
    expect(deleted[0]! + deleted[1]!).toBeGreaterThanOrEqual(130)
    expect(await AttachmentModel.countDocuments({ owner: person._id })).toBe(0)
    await getPhoto(app, keeper, kept).expect(200)
  })

  test('with the matter go its photos, and only they', async () => {
    const token = await someone()
    const [gone, stays] = [await buildPhoto(app, token), await buildPhoto(app, token)]
    const { body } = await postSubmit(app, token, await buildInput(team, { photos: [gone] })).expect(201)
    const matter = new mongoose.Types.ObjectId(body.id as string)
    expect(await deleteAttachmentsOf(matter)).toBe(1)
    expect(await deleteAttachmentsOf(matter)).toBe(0)
    await getPhoto(app, token, gone).expect(404)
    await getPhoto(app, token, stays).expect(200)
  })
})
