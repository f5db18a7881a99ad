import mongoose from 'mongoose'
import sharp from 'sharp'
import { pathOf } from '../../../src/contract/endpoints'
import { AttachmentModel } from '../../../server/attachments/model'
import { attachmentSchema } from '../../../server/attachments/schema'
import { buildPerson } from '../../factories/people'
import { getPhoto, postPhoto } from '../../factories/photos'
import { gifBomb, jpeg, png, pngClaiming, telltaleJpeg, webp, zip } from '../../factories/pictures'
import { newKey } from '../../factories/serviceRequests'
import { buildApp, type TestApp } from '../../setup/app'

const MB = 1024 * 1024
let app: TestApp
let token: string
beforeAll(async () => { app = await buildApp() })
beforeEach(async () => { token = await app.signIn((await buildPerson()).phone) })
afterAll(() => app.stop())

const codeOf = async (bytes: Buffer, options = {}) => {
  const { status, body } = await postPhoto(app, token, bytes, options)
  return `${status} ${String(body.error?.code ?? 'kept')}`
}
const kept = async (bytes: Buffer, options = {}) => {
  const { body } = await postPhoto(app, token, bytes, options).expect(201)
  expect(attachmentSchema.strict().parse(body)).toBeTruthy()
  return (await getPhoto(app, token, body.id as string).expect(200)).body as Buffer
}

describe('what is taken', () => {
  test.each([
    ['JPEG', jpeg],
    ['PNG', png],
    ['WebP', webp]
  ])('%s, whatever it is called and said to be', async (_name, make) => {
    const bytes = await kept(await make(), { name: '证件.exe', type: 'application/x-msdownload' })
    expect((await sharp(bytes).metadata()).format).toBe('jpeg')
  })

  test('a big one comes back with no side over 2048 px, in small with none over 320', async () => {
    const { body } = await postPhoto(app, token, await jpeg({ width: 4000, height: 1500 })).expect(201)
    expect(body).toMatchObject({ width: 2048, height: 768 })
    const whole = (await getPhoto(app, token, body.id)).body as Buffer
    expect(whole.length).toBe(body.size)
    expect(await sharp(whole).metadata()).toMatchObject({ width: 2048, height: 768 })
    const small = (await getPhoto(app, token, body.id, 'getAttachmentThumbnail').expect(200)).body as Buffer
    expect(await sharp(small).metadata()).toMatchObject({ width: 320, height: 120, format: 'jpeg' })
  })

  test('a small one is not blown up, what is transparent becomes white', async () => {
    const clear = await sharp({
      create: { width: 20, height: 10, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } }
    })
      .png()
      .toBuffer()
    const { data, info } = await sharp(await kept(clear)).raw().toBuffer({ resolveWithObject: true })
    expect([info.width, info.height, data[0]]).toEqual([20, 10, 255])
  })

  test('of an animation the first picture', async () => {
    const frames = Buffer.concat([Buffer.alloc(16 * 16 * 3, 250), Buffer.alloc(16 * 16 * 3, 5)])
    const moving = await sharp(frames, { raw: { width: 16, height: 32, channels: 3, pageHeight: 16 } })
      .webp({ lossless: true })
      .toBuffer()
    expect((await sharp(moving, { animated: true }).metadata()).pages).toBe(2)
    const { data, info } = await sharp(await kept(moving)).raw().toBuffer({ resolveWithObject: true })
    expect([info.width, info.height]).toEqual([16, 16])
    expect(data[0]).toBeGreaterThan(240)
  })
})

describe('what must not survive', () => {
  test('place, device, profile and description are gone, and it stands upright', async () => {
    const planted = await telltaleJpeg()
    const before = await sharp(planted).metadata()
    expect([before.exif, before.xmp, before.icc].every(Boolean)).toBe(true)
    expect(planted.includes('TestPhone')).toBe(true)
    const { body } = await postPhoto(app, token, planted).expect(201)
    expect([body.width, body.height]).toEqual([480, 640])
    for (const which of ['getAttachment', 'getAttachmentThumbnail'] as const) {
      const bytes = (await getPhoto(app, token, body.id, which)).body as Buffer
      const after = await sharp(bytes).metadata()
      expect([after.exif, after.xmp, after.icc, after.iptc, after.orientation, after.comments]).toEqual(
        Array(6).fill(undefined)
      )
      for (const word of ['Exif', 'TestPhone', 'planted', 'secret', 'GPS', 'ICC_PROFILE', 'http'])
        expect(bytes.includes(word)).toBe(false)
    }
  })

  test.each([
    ['a script behind the picture', Buffer.from('<script>alert(1)</script>')],
    ['an archive behind the picture', zip()],
    ['a page in a comment of the picture', null]
  ])('%s', async (_name, tail) => {
    const plain = await jpeg()
    const html = Buffer.from('<html><script>alert(1)</script></html>')
    const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, html.length + 2]), html])
    const polyglot = tail
      ? Buffer.concat([plain, tail])
      : Buffer.concat([plain.subarray(0, 2), comment, plain.subarray(2)])
    expect(polyglot.includes(tail ?? html)).toBe(true)
    const bytes = await kept(polyglot)
    for (const word of ['<script', '<html', 'PK\u0003\u0004', 'PK\u0005\u0006'])
      expect(bytes.includes(Buffer.from(word, 'latin1'))).toBe(false)
    expect(bytes.subarray(-2)).toEqual(Buffer.from([0xff, 0xd9]))
  })

  test('nothing of the sent bytes or their name lies in the database', async () => {
    const { body } = await postPhoto(app, token, await telltaleJpeg(), { name: '张三身份证.jpg' }).expect(201)
    const attachment = await AttachmentModel.findById(body.id).orFail()
    const files = await mongoose.connection
      .collection('photos.files')
      .find({ _id: { $in: attachment.files } })
      .toArray()
    expect(files).toHaveLength(2)
    expect(JSON.stringify([attachment, files])).not.toContain('张三')
    const chunks = await mongoose.connection
      .collection('photos.chunks')
      .find({ files_id: { $in: attachment.files } })
      .toArray()
    const stored = Buffer.concat(chunks.map(chunk => Buffer.from((chunk.data as { buffer: Uint8Array }).buffer)))
    expect(stored.includes('TestPhone')).toBe(false)
  })
})

describe('what is refused', () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>'
  test.each([
    ['a page called photo.jpg', Buffer.from('<!doctype html><html><body>not a photo</body></html>')],
    ['a drawing with a script', Buffer.from(svg)],
    ['a drawing that declares itself', Buffer.from(`<?xml version="1.0"?>${svg}`)],
    ['a GIF of a thousand frames', gifBomb()],
    ['an archive', zip()],
    ['a PDF', Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n')],
    ['a program', Buffer.concat([Buffer.from('7f454c4602010100', 'hex'), Buffer.alloc(64)])],
    [
      'a HEIC',
      Buffer.concat([Buffer.from('000000186674797068656963000000006d69663168656963', 'hex'), Buffer.alloc(64)])
    ],
    ['plain words', Buffer.from('你好'.repeat(50))],
    ['a single byte', Buffer.from([0xff])]
  ])('%s', async (_name, bytes) => {
    expect(await codeOf(bytes)).toBe('415 attachmentTypeNotAllowed')
  })

  test.each([
    [
      'a JPEG cut off in the middle',
      async () => {
        const whole = await jpeg()
        return whole.subarray(0, whole.length / 2)
      }
    ],
    ['a JPEG cut off in its head', async () => (await jpeg()).subarray(0, 40)],
    [
      'a PNG cut off',
      async () => {
        const whole = await png()
        return whole.subarray(0, whole.length / 2)
      }
    ],
    ['a PNG with rows missing', async () => pngClaiming(100, 100, 3)],
    [
      'a WebP cut off',
      async () => {
        const whole = await webp()
        return whole.subarray(0, whole.length / 2)
      }
    ],
    [
      'a head and then chance',
      async () =>
        Buffer.concat([
          Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'),
          Buffer.from('no picture at all '.repeat(99))
        ])
    ]
  ])('%s', async (_name, make) => {
    expect(await codeOf(await make())).toBe('422 attachmentBroken')
  })

  test.each([['60000 × 60000', 60000, 60000], ['a very long strip', 500, 200000]])(
    'a small file that claims %s is not unpacked', async (_name, width, height) => {
      const bomb = pngClaiming(width, height)
      expect(bomb.length).toBeLessThan(MB)
      const before = process.memoryUsage().rss
      expect(await codeOf(bomb)).toBe('413 attachmentTooLarge')
      expect(process.memoryUsage().rss - before).toBeLessThan(100 * MB)
    }
  )

  test('more than 10 MB, also where the length is not told beforehand', async () => {
    const big = Buffer.concat([await jpeg(), Buffer.alloc(10 * MB)])
    expect(await codeOf(big)).toBe('413 attachmentTooLarge')
    const boundary = 'xx'
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n`
    const call = app.http.post(pathOf('createAttachment')).set('Authorization', token).set('Idempotency-Key', newKey())
      .set('Content-Type', `multipart/form-data; boundary=${boundary}`).set('Transfer-Encoding', 'chunked')
    call.write(head)
    call.write(big)
    const { status, body } = await call.send(`\r\n--${boundary}--\r\n`)
    expect([status, body.error.code]).toEqual([413, 'attachmentTooLarge'])
  })

  test('exactly at the limit it is taken', async () => {
    const picture = await jpeg()
    expect(await codeOf(Buffer.concat([picture, Buffer.alloc(10 * MB - picture.length)]))).toBe('201 kept')
  })

  test('refused ones leave nothing behind', async () => {
    const person = await buildPerson()
    const own = await app.signIn(person.phone)
    await postPhoto(app, own, Buffer.from('no photo')).expect(415)
    await postPhoto(app, own, pngClaiming(100, 100, 3)).expect(422)
    expect(await AttachmentModel.countDocuments({ owner: person._id })).toBe(0)
  })
})

describe('names of a file mean nothing', () => {
  test.each([
    ['a way up', '../../../etc/passwd', 201],
    ['a way up on Windows', '..\\..\\windows\\win.ini', 201],
    ['a place', '/etc/shadow', 201],
    ['a dot', '.', 201],
    ['any script', '证件 照片 📷.jpg', 201],
    ['a long one', 'x'.repeat(4000), 201],
    ['two in one', 'a"; filename="b.jpg', 201],
    ['none', '', 400],
    ['a byte no header may have', 'a\u0000.jpg', 400]
  ])('%s', async (_name, name, status) => {
    const bytes = await jpeg({ width: 32, height: 32 })
    const answer = await postForm([`name="file"; filename="${name}"`, bytes])
    expect(answer.status).toBe(status)
    if (status !== 201) return
    const { headers } = await getPhoto(app, token, answer.body.id as string).expect(200)
    expect(headers['content-disposition']).toBe(`attachment; filename="photo-${String(answer.body.id)}.jpg"`)
  })
})

describe('a form that is not one photo', () => {
  const code = (answer: { status: number; body: { error: { code: string } } }) =>
    `${answer.status} ${answer.body.error.code}`

  test('no file, an empty one, two, another name, a field beside it', async () => {
    const bytes = await jpeg({ width: 32, height: 32 })
    const file: [string, Buffer] = ['name="file"; filename="a.jpg"', bytes]
    for (const parts of [
      [],
      [['name="file"; filename="a.jpg"', Buffer.alloc(0)]],
      [file, file],
      [['name="photo"; filename="a.jpg"', bytes]],
      [file, ['name="owner"', Buffer.from('me')]]
    ] as Array<Array<[string, Buffer]>>)
      expect(code(await postForm(...parts))).toBe('400 validationFailed')
  })

  test('broken off, without an edge, no form at all', async () => {
    const broken = Buffer.from('--edge\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\nhalf')
    expect(code(await postRaw('multipart/form-data; boundary=edge', broken))).toBe('400 malformedJson')
    expect(code(await postRaw('multipart/form-data', broken))).toBe('400 malformedJson')
    expect(code(await postRaw('image/jpeg', await jpeg()))).toBe('415 unsupportedMediaType')
    expect(code(await postRaw('application/json', Buffer.from('{}')))).toBe('415 unsupportedMediaType')
  })
})

function postRaw(type: string, body: Buffer) {
  return app.http
    .post(pathOf('createAttachment'))
    .set('Authorization', token)
    .set('Idempotency-Key', newKey())
    .set('Content-Type', type)
    .serialize(raw => raw as string)
    .send(body)
}

function postForm(...parts: Array<[string, Buffer]>) {
  const pieces = parts.flatMap(([disposition, bytes]) => [
    Buffer.from(`--edge\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n`),
    bytes,
    Buffer.from('\r\n')
  ])
  return postRaw('multipart/form-data; boundary=edge', Buffer.concat([...pieces, Buffer.from('--edge--\r\n')]))
}
