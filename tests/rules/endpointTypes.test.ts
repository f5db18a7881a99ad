/** Calls and mounts that contradict the contract do not compile: the compiler is run on small pieces of code. */
import { join } from 'node:path'
import ts from 'typescript'

const ROOT = join(__dirname, '../..')

const PHONE = 'import { call, downloadFile, uploadFile } from \'../../src/api/http\'\n'
const SERVER = `
import { z } from 'zod'
import type { SessionView, User } from '../../src/contract/person'
import type { Deps } from '../../server/deps'
import type { Endpoints } from '../../server/endpoint'
import type { SameAnswer } from '../../server/endpointSpec'
import { sessionSchema, userSchema } from '../../server/session/schema'
import { idParams } from '../../server/typed'
declare const endpoints: Endpoints<Deps>
declare const view: SessionView
declare const user: User
const summary = ''
const codeBody = z.strictObject({ code: z.string() })
`

const MOVE = `
import { z } from 'zod'
import { CONSENT_WORDS } from '../../src/contract/consent'
import type { FittingBody } from '../../server/endpointSpec'
`

const RIGHT: Record<string, string> = {
  'a call with what its endpoint needs': `${PHONE}
    export const right = [
      call('getMe').then(user => user.roles),
      call('createSession', { body: { code: 'a' } }).then(({ token }) => token.length),
      call('getVillage', { params: { code: '1' } }).then(({ station }) => station.phone),
      call('listBeneficiaries').then(({ items }) => items[0]?.owner.name),
      call('accept', { params: { id: '1' }, body: {}, idempotencyKey: 'k' }).then(({ number }) => number)
    ]
    void uploadFile('createAttachment', { path: 'a', idempotencyKey: 'k' }).then(({ width }) => width)
    void uploadFile('sendConsentVoice', { path: 'a', params: { id: '1' } }).then(({ seconds }) => seconds)
    void downloadFile('getAttachment', { id: '1' })`,
  'a mount with the contract\'s schemas, where defaults make no difference': `${SERVER}
    endpoints.mount({ name: 'createSession', summary, body: codeBody, response: sessionSchema },
      async ({ body }) => ({ ...view, token: body.code }))
    endpoints.mount({ name: 'endSession', summary }, async ({ session }) => { void session.id })
    endpoints.mount({ name: 'endMySessions', summary,
      query: z.strictObject({ which: z.enum(['others', 'all']).default('all') }) },
      async ({ query, viewer }) => { void [query.which.length, viewer.id] })
    endpoints.mount({ name: 'getAttachment', summary, params: idParams, mediaType: 'image/jpeg' },
      async ({ params }) => Buffer.from(params.id))`
}

/** Description of the fault → the code, and what the compiler's message has to name. */
const WRONG: Record<string, [code: string, named: RegExp]> = {
  'a call without the body': [
    `${PHONE} export const a = call('createSession')`,
    /Expected 2 arguments/
  ],
  'a call with another body': [
    `${PHONE} export const a = call('createSession', { body: { word: 'a' } })`,
    /'word' does not exist/
  ],
  'a body where there is none': [
    `${PHONE} export const a = call('getMe', { body: {} })`,
    /undefined/
  ],
  'a call without the path\'s parameter': [
    `${PHONE} export const a = call('getVillage', { params: {} })`,
    /'code' is missing/
  ],
  'a parameter of another path': [
    `${PHONE} export const a = call('getVillage', { params: { id: '1' } })`,
    /'id' does not exist/
  ],
  'a query that is not the endpoint\'s': [
    `${PHONE} export const a = call('searchVillages', { query: { role: 'mine' } })`,
    /'role' does not exist/
  ],
  'a word of the query that does not exist': [
    `${PHONE} export const a = call('listBeneficiaries', { query: { role: 'mine' } })`,
    /"owner" \| "witness"/
  ],
  'a move without a key': [
    `${PHONE} export const a = call('accept', { params: { id: '1' }, body: {} })`,
    /'idempotencyKey' is missing/
  ],
  'a key where none is kept': [
    `${PHONE} export const a = call('getMe', { idempotencyKey: 'k' })`,
    /'string' is not assignable to type 'undefined'/
  ],
  'an answer taken for something else': [
    `${PHONE} export const a: Promise<{ seconds: number }> = call('getMe')`,
    /Promise<User>/
  ],
  'an answer\'s type given by the caller': [
    `${PHONE} export const a = call<{ seconds: number }>('getMe')`,
    /does not satisfy the constraint/
  ],
  'a file called as JSON': [
    `${PHONE} export const a = call('getAttachment', { params: { id: '1' } })`,
    /getAttachment/
  ],
  'an upload to an endpoint that takes no file': [
    `${PHONE} export const a = uploadFile('getMe', { path: 'a' })`,
    /"getMe"/
  ],
  'a download of JSON': [
    `${PHONE} export const a = downloadFile('getMe', {})`,
    /"getMe"/
  ],

  'a body schema that lacks a field': [
    `${SERVER}
    endpoints.mount({ name: 'updateMe', summary, body: z.strictObject({ name: z.string().optional() }),
      response: userSchema }, async () => user)`,
    /ContractSaysOtherwise<"villageCode">/
  ],
  'a move’s schema that lacks a field the contract may send': [
    `${MOVE}
    const body = z.strictObject({ agreed: z.literal(true), words: z.enum(CONSENT_WORDS), phoneTime: z.string().optional() })
    export const checked: typeof body & FittingBody<'recordConsent', typeof body> = body`,
    /ContractSaysOtherwise<"voiceAt">/
  ],
  'an answer’s schema that lacks an optional field': [
    `${SERVER}
    interface WithMore { id: string; more?: string }
    const less = z.object({ id: z.string() })
    export const checked: typeof less & SameAnswer<WithMore, typeof less> = less`,
    /ContractSaysOtherwise<"answer">/
  ],
  'a body schema with a field more': [
    `${SERVER}
    endpoints.mount({ name: 'createSession', summary,
      body: codeBody.extend({ word: z.string().optional() }), response: sessionSchema }, async () => view)`,
    /ContractSaysOtherwise<"word">/
  ],
  'a body schema with another type': [
    `${SERVER}
    endpoints.mount({ name: 'createSession', summary, body: z.strictObject({ code: z.number() }),
      response: sessionSchema }, async () => view)`,
    /ContractSaysOtherwise<"code">/
  ],
  'a schema that demands what the phone may leave out': [
    `${SERVER}
    endpoints.mount({ name: 'endMySessions', summary,
      query: z.strictObject({ which: z.enum(['others', 'all']) }) }, async () => undefined)`,
    /ContractSaysOtherwise<"which">/
  ],
  'a schema that lets pass without what the phone has to send': [
    `${SERVER}
    endpoints.mount({ name: 'createSession', summary, body: z.strictObject({ code: z.string().optional() }),
      response: sessionSchema }, async () => view)`,
    /ContractSaysOtherwise<"code">/
  ],
  'no body schema': [
    `${SERVER} endpoints.mount({ name: 'createSession', summary, response: sessionSchema }, async () => view)`,
    /body/
  ],
  'a body schema where there is no body': [
    `${SERVER}
    endpoints.mount({ name: 'getMe', summary, body: codeBody, response: userSchema }, async () => user)`,
    /undefined/
  ],
  'parameters of another path': [
    `${SERVER}
    endpoints.mount({ name: 'deleteBeneficiary', summary, params: z.strictObject({ code: z.string() }) },
      async () => undefined)`,
    /ContractSaysOtherwise</
  ],
  'a schema of another answer': [`${SERVER} endpoints.mount({ name: 'getMe', summary, response: sessionSchema },
      async () => user)`,
    /ContractSaysOtherwise<"answer">/
  ],
  'a story with another answer': [
    `${SERVER} endpoints.mount({ name: 'getMe', summary, response: userSchema }, async () => view)`,
    /SessionView/
  ],
  'a viewer at a public endpoint': [
    `${SERVER}
    endpoints.mount({ name: 'createSession', summary, body: codeBody, response: sessionSchema },
      async ({ viewer }) => ({ ...view, user: viewer }))`,
    /'viewer' does not exist/
  ],
  'a session at a public endpoint': [
    `${SERVER}
    endpoints.mount({ name: 'createSession', summary, body: codeBody, response: sessionSchema },
      async ({ session }) => ({ ...view, token: session.id }))`,
    /'session' does not exist/
  ],
  'a viewer where no phone need be bound': [
    `${SERVER}
    endpoints.mount({ name: 'endSession', summary }, async ({ viewer }) => { void viewer })`,
    /'viewer' does not exist/
  ],
  'a file where none is sent': [
    `${SERVER}
    endpoints.mount({ name: 'getMe', summary, response: userSchema },
      async ({ file }) => ({ ...user, name: String(file) }))`,
    /'file' does not exist/
  ],
  'a key where none is kept, on the server': [
    `${SERVER}
    endpoints.mount({ name: 'getMe', summary, response: userSchema },
      async ({ key }) => ({ ...user, name: String(key) }))`,
    /'key' does not exist/
  ],
  'an upload rule where no file is sent': [
    `${SERVER}
    endpoints.mount({ name: 'getMe', summary,
      response: userSchema, upload: { most: 1, tooLarge: 'voiceTooLarge', what: '一段录音' } }, async () => user)`,
    /undefined/
  ]
}

/** The compiler's messages by the name of the piece of code. */
function compile(pieces: Record<string, string>): Map<string, string[]> {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), path => ts.sys.readFile(path))
  const { options: strict } = ts.parseJsonConfigFileContent({ ...config, include: [] }, ts.sys, ROOT)
  const options = { ...strict, noUnusedLocals: false, types: ['node'] }
  const files = new Map(Object.entries(pieces).map(([name, code], index) =>
    [join(ROOT, 'tests/rules', `piece${index}.ts`), { name, code }]))
  const globals = join(ROOT, 'src/global.d.ts')
  const host = ts.createCompilerHost(options)
  const { fileExists, readFile, getSourceFile } = host
  host.fileExists = path => files.has(path) || fileExists(path)
  host.readFile = path => files.get(path)?.code ?? readFile(path)
  host.getSourceFile = (path, language, ...rest) => {
    const piece = files.get(path)
    return piece
      ? ts.createSourceFile(path, `${piece.code}\nexport {}\n`, language)
      : getSourceFile(path, language, ...rest)
  }
  const program = ts.createProgram([...files.keys(), globals], options, host)
  return new Map([...files].map(([path, { name }]) => [name, program.getSemanticDiagnostics(program.getSourceFile(path))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))]))
}

const said = compile({ ...RIGHT, ...Object.fromEntries(Object.entries(WRONG).map(([name, [code]]) => [name, code])) })

test.each(Object.keys(RIGHT))('compiles: %s', name => {
  expect(said.get(name)).toEqual([])
})

test.each(Object.entries(WRONG))('does not compile: %s', (name, [, named]) => {
  expect(said.get(name)).toHaveLength(1)
  expect(said.get(name)![0]).toMatch(named)
})
