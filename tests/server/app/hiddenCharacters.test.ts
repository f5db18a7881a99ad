/** Names and texts with invisible characters, or with characters that look like others. */
import type { BeneficiaryFields } from '../../../src/contract/beneficiary'
import { familyMember, postFamily } from '../../factories/beneficiaries'
import { buildPerson, buildTeam, type Team } from '../../factories/people'
import { buildInput, getOne, postSubmit } from '../../factories/serviceRequests'
import { buildApp, type TestApp } from '../../setup/app'

let app: TestApp
let token: string
let team: Team
beforeAll(async () => {
  app = await buildApp()
  team = await buildTeam()
  token = await app.signIn((await buildPerson()).phone)
})
afterAll(() => app.stop())

/** Every place that accepts a person's name, with the path that an error names. */
const NAMES: ReadonlyArray<readonly [string, string, (name: string) => PromiseLike<Answer>]> = [
  ['my own', 'name', name => app.http.patch('/api/v1/me').set('Authorization', token).send({ name })],
  ['a family member’s', 'name', name => postFamily(app, token, familyMember(team, { name }))],
  ['a beneficiary’s in words', 'beneficiary.name', async name =>
    postSubmit(app, token, await buildInput(team, { beneficiary: { name, kinship: 'parent', phone: null } }))]
]
interface Answer {
  status: number
  body: { error?: { code: string; fields?: Array<{ path: string; message: string }> } }
}

describe.each(NAMES)('a name: %s', (_where, path, give) => {
  test.each([
    ['a blank of no width', '王\u200b秀兰', '看不见'],
    ['a joiner', '王\u200d秀兰', '看不见'],
    ['a byte order mark inside', '王\ufeff秀兰', '看不见'],
    ['the direction turned', '\u202e兰秀王', '看不见'],
    ['an isolate', '\u2066王秀兰\u2069', '看不见'],
    ['a soft hyphen', '王\u00ad秀兰', '看不见'],
    ['a filler', '\u3164', '看不见'],
    ['a control character', '王\u0007秀兰', '看不见'],
    ['NUL', '王\u0000', '看不见'],
    ['half a character', '王\ud800', '看不见'],
    ['a tag character', '王\u{e0041}', '看不见'],
    ['only blanks', '  \u3000\u00a0 ', '请填写'],
    ['only marks', '\u0301\u0301', '文字'],
    ['only digits', '12345', '文字'],
    ['a tag of HTML', '<b>王</b>', '文字'],
    ['a smile', '王😀', '文字'],
    ['a line break', '王\n秀兰', '看不见'],
    ['Cyrillic among Latin', 'Wаng Li', '长得一样'],
    ['Greek among Latin', 'Wαng', '长得一样'],
    ['too long', '王'.repeat(21), '太长']
  ])('%s is refused in words, at its field', async (_what, name, said) => {
    const { status, body } = await give(name)
    expect(status).toBe(400)
    expect(body.error).toMatchObject({ code: 'validationFailed' })
    expect(body.error!.fields![0]).toEqual({ path, message: expect.stringContaining(said) as string })
  })

  test.each(['王秀兰', '𠮷田', '阿依古丽·买买提', 'Әлия', 'ئايگۈل', '扎西 དཀར', "O'Neil", 'Li Ming'])('%s is taken', async name => {
    expect((await give(name)).status).toBeLessThan(300)
  })
})

test('the same name in other code points becomes the same text', async () => {
  const kept = async (name: string): Promise<string> =>
    (await app.http.patch('/api/v1/me').set('Authorization', token).send({ name }).expect(200)).body.name as string
  expect(await kept('Rene\u0301')).toBe('Ren\u00e9')
  expect(await kept('阿依古丽•买买提')).toBe('阿依古丽·买买提')
  expect(await kept('阿依古丽・买买提')).toBe('阿依古丽·买买提')
  expect(await kept('Ｌｉ\u3000Ｍｉｎｇ')).toBe('Li Ming')
  expect(await kept('\u3000王秀兰\u00a0')).toBe('王秀兰')
})

describe('a text', () => {
  const send = async (fields: object) => postSubmit(app, token, { ...await buildInput(team), ...fields })

  test.each([
    ['a blank of no width', '村东\u200b头'],
    ['the direction turned', '村东\u202e头'],
    ['an escape sequence', '\u001b[2J村东头'],
    ['half a character', '村东\ud83d'],
    ['a paragraph separator', '村东\u2029头']
  ])('with %s is refused, at its field', async (_what, words) => {
    for (const field of ['remark', 'address']) {
      const { body } = await send({ [field]: words }).then(answer => {
        expect(answer.status).toBe(400)
        return answer
      })
      expect(body.error.fields).toEqual([{ path: field, message: expect.stringContaining('看不见') as string }])
    }
  })

  test('keeps its lines and its emoji, and is composed', async () => {
    const { body } = await send({ remark: '  早上来\n谢谢👨‍👩‍👧 cafe\u0301  ' }).then(answer => {
      expect(answer.status).toBe(201)
      return answer
    })
    expect((await getOne(app, token, body.id as string).expect(200)).body.remark).toBe('早上来\n谢谢👨‍👩‍👧 caf\u00e9')
  })

  test('an answer that must say something isn’t joiners alone', async () => {
    const member: Partial<BeneficiaryFields> = { address: '\u200d' }
    await postFamily(app, token, familyMember(team, member)).expect(201)
    const { body } = await send({}).then(answer => { expect(answer.status).toBe(201); return answer })
    const answer = await app.http
      .post(`/api/v1/service-requests/${body.id as string}/hand-back`)
      .set('Authorization', await app.signIn(team.officer.phone))
      .set('Idempotency-Key', 'abcdefgh')
      .send({ reason: '\u200d\u200c' })
      .expect(400)
    expect(answer.body.error.fields).toEqual([{ path: 'reason', message: '请填写这一项。' }])
  })
})
