import mongoose from 'mongoose'
import supertest from 'supertest'
import { pathOf } from '../../../src/contract/endpoints'
import { createApp } from '../../../server/app'
import { AttachmentModel } from '../../../server/attachments/model'
import { buildPerson, buildTeam, type Team } from '../../factories/people'
import { buildPhoto, getPhoto } from '../../factories/photos'
import { buildInput, postSubmit } from '../../factories/serviceRequests'
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

describe('looking is recorded', () => {
  const looks = async (subject: string) => {
    const admin = await app.signIn(team.admin.phone)
    const { body } = await app.http.get(pathOf('listAudit')).query({ subject }).set('Authorization', admin).expect(200)
    return body.items as Array<{
      act: string
      fields: string[]
      station: string
      actor: { id: string; role: string; relation: string }
    }>
  }
  /** A photo in a matter for an elder. */
  async function shown() {
    const [person, elder] = [await buildPerson(), await buildPerson()]
    const token = await app.signIn(person.phone)
    const photo = await buildPhoto(app, token)
    const beneficiary = { name: elder.name, kinship: 'parent' as const, phone: elder.phone }
    await postSubmit(app, token, await buildInput(team, { photos: [photo], beneficiary })).expect(201)
    return { photo, token, elder, officer: await app.signIn(team.officer.phone) }
  }

  test('whoever opens somebody else’s photo is in the audit each time, with what he is to it', async () => {
    const { photo, elder, officer } = await shown()
    await getPhoto(app, officer, photo).expect(200)
    await getPhoto(app, officer, photo).expect(200)
    await getPhoto(app, await app.signIn(elder.phone), photo).expect(200)
    expect(await looks(photo)).toMatchObject([
      { act: 'looked', fields: ['photo'], actor: { id: String(elder._id), role: 'resident', relation: 'beneficiary' } },
      {
        act: 'looked',
        fields: ['photo'],
        station: team.stationCode,
        actor: { id: String(team.officer._id), role: 'officer', relation: 'staff' }
      },
      { act: 'looked' }
    ])
  })

  test('a thumbnail once a day for each who looks', async () => {
    const { photo, officer } = await shown()
    const dispatcher = await app.signIn(team.dispatcher.phone)
    for (const one of [officer, officer, dispatcher])
      await getPhoto(app, one, photo, 'getAttachmentThumbnail').expect(200)
    expect((await looks(photo)).map(({ fields, actor }) => [fields[0], actor.id]))
      .toEqual([['thumbnail', String(team.dispatcher._id)], ['thumbnail', String(team.officer._id)]])
    const before = app.clock.ms
    app.clock.advance(24 * HOUR)
    await getPhoto(app, officer, photo, 'getAttachmentThumbnail').expect(200)
    app.clock.ms = before
    expect(await looks(photo)).toHaveLength(3)
  })

  test('not one’s own, used or unused, and not what was refused', async () => {
    const { photo, token } = await shown()
    const unused = await buildPhoto(app, token)
    for (const id of [photo, unused]) await getPhoto(app, token, id).expect(200)
    await getPhoto(app, await someone(), photo).expect(404)
    expect([...await looks(photo), ...await looks(unused)]).toEqual([])
  })

  test('a look is recorded even when the bytes are gone then; what can’t be recorded isn’t shown', async () => {
    const { photo, officer } = await shown()
    const broken = createApp({
      ...app.deps,
      audit: { ...app.deps.audit, before: () => Promise.reject(new Error('no room')) }
    })
    for (const which of ['getAttachment', 'getAttachmentThumbnail'] as const) {
      await supertest(broken.koa.callback()).get(pathOf(which, { id: photo })).set('Authorization', officer).expect(500)
    }
    expect(await looks(photo)).toEqual([])
    const { photo: file } = await AttachmentModel.findById(photo).orFail()
    await mongoose.connection.collection('photos.files').deleteOne({ _id: file! })
    await getPhoto(app, officer, photo).expect(404)
    expect(await looks(photo)).toHaveLength(1)
  })
})
