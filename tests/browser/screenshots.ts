/**
 * `npm run screenshots`: takes the pictures of docs/screens and of the README from the built H5 on the demo data. Needs
 * Chromium and a fresh `npm run build:h5`.
 */
import { randomUUID } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import sharp from 'sharp'
import { endpointOf, pathOf, type EndpointName } from '../../src/contract/endpoints'
import type { SessionView, User } from '../../src/contract/person'
import { PRIVACY_VERSIONS } from '../../src/contract/privacy'
import type { SubmitReceipt } from '../../src/contract/serviceRequestViews'
import { Matter } from '../../server/matters/model'
import type { Keyring } from '../../server/fieldEncryption/keyring'
import { Person } from '../../server/people/model'
import { openPerson } from '../../server/people/sealing'
import { importData } from '../../server/import/importData'
import { PhoneNotice } from '../../server/notices/phoneModel'
import { serve } from '../../server/serve'
import { waitFor } from '../setup/waitFor'
import { startChromium } from './chromium'
import { playDoors, type Shot } from './doorShots'

const DOCS = join(__dirname, '../../docs')
const VIEW = { width: 375, height: 667 }
const MOST_BYTES = 150 * 1024
/** 东良子口村 of 徐庄镇. */
const VILLAGE = '370406106231'
const RESIDENT = '13800000005'
/** The agent of that village. */
const AGENT = '13800000195'
const LETTERS = ['standard', 'elder'] as const

/** The screens that stand side by side in README. */
const IN_README = ['home', 'new', 'detail', 'notices', 'inbox']

/** A client that calls as one person and throws on a refusal. */
function clientOf(address: string) {
  const call = async <T>(
    name: EndpointName, { token, body, id, code }: { token?: string, body?: object, id?: string, code?: string }
  ): Promise<T> => {
    const answer = await fetch(address + pathOf(name, { ...(id && { id }), ...(code && { code }) }), {
      method: endpointOf(name).method,
      headers: {
        'Content-Type': 'application/json', 'Idempotency-Key': randomUUID(),
        ...(token && { Authorization: `Bearer ${token}` })
      },
      ...(endpointOf(name).method !== 'GET' && { body: JSON.stringify(body ?? {}) })
    })
    if (!answer.ok) throw new Error(`${name}: ${answer.status} ${await answer.text()}`)
    return answer.status === 204 ? undefined as T : await answer.json() as T
  }
  return call
}

/**
 * Fills the town with service requests: one visit with an appointment, one new, one for an elder who lives alone.
 * @returns the pictures to take
 */
async function play(address: string, fields: Keyring): Promise<Shot[]> {
  const call = clientOf(address)
  const resident = await call<SessionView>('createSession', { body: { code: `demo:${RESIDENT}` } })
  resident.user = await call<User>('updateMe', { token: resident.token, body: { villageCode: VILLAGE } })
  for (const [kind, version] of Object.entries(PRIVACY_VERSIONS)) {
    await call('recordMyConsent', { token: resident.token, body: { kind, version, given: true } })
  }
  const asked = (itemCode: string, more: object): Promise<SubmitReceipt> => call('createServiceRequest', {
    token: resident.token,
    body: {
      itemCode, channel: 'homeVisit', villageCode: VILLAGE, beneficiary: null, specialGroups: [], address: '村东头第一家',
      preferredTimes: [{ date: dayAhead(2), part: 'morning' }], remark: '', ...more
    }
  })
  const mother = { name: '李秀兰', kinship: 'parent', phone: '13900008801' }
  const visit = await asked('HZ10', { beneficiary: mother, specialGroups: ['livesAlone', 'over80'] })
  const officer = await call<SessionView>('createSession', { body: { code: `demo:${visit.assignee.phone}` } })
  const { token } = officer
  await call('markReceived', { token, id: visit.id })
  await call('accept', { token, id: visit.id })
  const day = dayAhead(2)
  await call('addNoSignal', {
    token, id: visit.assignee.id, body: { weekly: { weekday: 3, from: 510, until: 720 } }
  })
  await call('schedule', {
    token, id: visit.id, body: { start: `${day}T09:00:00+08:00`, end: `${day}T11:00:00+08:00` }
  })
  const agent = await withCall(address, () => asked('HZ07', {}))
  const doors = await playDoors(call, { village: VILLAGE, resident, officer, day: dayAhead(1) })
  const papers = await playPapers(call, asked, officer, fields)
  return [
    ...doors,
    { name: 'home', path: '/pages/home/index', session: resident },
    { name: 'new', path: '/pages/serviceRequests/new/index?itemCode=HZ10&channel=homeVisit', session: resident },
    { name: 'detail', path: `/pages/serviceRequests/detail/index?id=${visit.id}`, session: resident },
    { name: 'due', path: `/pages/due/index?id=${visit.id}`, session: resident },
    { name: 'notices', path: '/pages/notices/index', session: resident },
    { name: 'inbox', path: '/officer/inbox/index', session: officer },
    { name: 'reminders', path: '/pages/notices/settings/index', session: resident },
    { name: 'told', path: `/pages/notices/told/index?id=${visit.id}`, session: officer },
    { name: 'calls', path: '/officer/calls/index', session: agent },
    { name: 'noSignal', path: '/officer/noSignal/index', session: officer },
    ...papers
  ]
}

/**
 * A document that is being brought and one that was; a matter that nobody accepted in time.
 * @returns the pictures of receipts and of the desk's board
 */
async function playPapers(
  call: ReturnType<typeof clientOf>, asked: (itemCode: string, more: object) => Promise<SubmitReceipt>,
  officer: SessionView, fields: Keyring
): Promise<Shot[]> {
  const { token } = officer
  const father = { name: '李大山', kinship: 'parent', phone: null }
  const brought = async (): Promise<string> => {
    const { id } = await asked('HZ10', { beneficiary: father })
    const window = { start: `${dayAhead(1)}T09:00:00+08:00`, end: `${dayAhead(1)}T11:00:00+08:00` }
    for (const [name, body] of [
      ['markReceived', {}], ['accept', {}], ['schedule', window], ['setOut', {}],
      ['recordConsent', { agreed: true, words: '2026-11' }],
      ['finish', { outcome: 'awaitingDocument', papersTaken: ['旧户口簿'], text: '' }],
      ['documentReady', { papers: ['居民户口簿'], day: dayAhead(2) }]
    ] as const) await call(name, { token, id, body })
    return id
  }
  const [open, done] = [await brought(), await brought()]
  await call('deliver', { token, id: done, body: {
    receivedBy: '李小山', relation: 'child', way: 'broughtHome', text: '当面点清了'
  } })
  const late = await asked('HZ08', {})
  const past = (hours: number): Date => new Date(Date.now() - hours * 3600_000)
  await Matter.collection.updateOne({ number: late.number }, { $set: {
    dueAt: past(1), acceptBy: past(1), 'offeredTo.0.from': past(6)
  } })
  const station = await Matter.collection.findOne({ number: late.number })
  const desk = await Person.findOne({ roles: 'dispatcher', stationCode: station!.stationCode as string }).lean()
  const { phone } = await openPerson(fields, desk!)
  const dispatcher = await call<SessionView>('createSession', { body: { code: `demo:${phone}` } })
  const letters = ['standard', 'largest']
  return [
    {
      name: 'receipt', path: `/officer/act/index?id=${open}&action=deliver`, session: officer, letters,
      first: page => page.locator('.field-receivedBy input').fill('李小山')
    },
    {
      name: 'receiptRead', path: `/officer/serviceRequest/index?id=${done}`, session: officer, letters,
      first: page => page.locator('.card-custody').evaluate(card => card.scrollIntoView())
    },
    { name: 'board', path: '/console/station/index?list=late', session: dispatcher, letters },
    { name: 'boardPapers', path: '/console/station/index?list=papers', session: dispatcher, letters: ['standard'] },
    {
      name: 'boardWide', path: '/console/station/index?list=open', session: dispatcher, letters,
      view: { width: 1280, height: 800 }
    }
  ]
}

/** The agent, once the elder has to be called: as where there is no gateway, and at whatever hour this runs. */
async function withCall(address: string, anyMove: () => Promise<unknown>): Promise<SessionView> {
  const agent = await clientOf(address)<SessionView>('createSession', { body: { code: `demo:${AGENT}` } })
  await waitFor(() => PhoneNotice.exists({}), { what: 'the notice of the elder' })
  await PhoneNotice.updateMany({}, {
    $set: { 'text.state': 'none', 'text.why': 'noGateway', 'call.state': 'due', 'call.after': new Date(0) }
  })
  await anyMove()
  await waitFor(() => PhoneNotice.exists({ 'call.caller': { $ne: null } }), { what: 'somebody who calls' })
  return agent
}

function dayAhead(days: number): string {
  return new Date(Date.now() + (days * 24 + 8) * 3600_000).toISOString().slice(0, 10)
}

/** One screen as a PNG of few colours. @throws Error when the file is larger than docs may hold */
async function take(browser: Browser, address: string, shot: Shot, letters: string): Promise<Buffer> {
  const context =
    await browser.newContext({ viewport: shot.view ?? VIEW, deviceScaleFactor: shot.view ? 1 : 2, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
  const page = await context.newPage()
  await page.addInitScript(([session, size]) => {
    localStorage.setItem('session', JSON.stringify({ data: session }))
    localStorage.setItem('letters', JSON.stringify({ data: size }))
  }, [shot.session, letters] as const)
  await page.goto(`${address}/#${shot.path}`)
  await page.locator(`.scale-${letters} .screen-body`).first().waitFor()
  await page.waitForLoadState('networkidle')
  if (shot.offlineTap) {
    await context.setOffline(true)
    await page.locator(shot.offlineTap).first().click()
    await page.locator('.note-kept').first().waitFor()
  }
  await shot.first?.(page)
  const png = await sharp(await page.screenshot()).png({ palette: true, colours: 64, effort: 10 }).toBuffer()
  await context.close()
  if (png.length > MOST_BYTES) {
    throw new Error(`${shot.name}-${letters} weighs ${png.length} bytes, more than ${MOST_BYTES}.`)
  }
  return png
}

/** README's picture: the four screens side by side. */
async function sideBySide(pictures: Buffer[]): Promise<Buffer> {
  const [gap, width, height] = [24, VIEW.width, VIEW.height]
  const layers = await Promise.all(pictures.map(async (picture, index) => ({
    input: await sharp(picture).resize(width, height).toBuffer(), left: gap + index * (width + gap), top: gap
  })))
  return sharp({
    create: {
      width: gap + pictures.length * (width + gap), height: height + 2 * gap, channels: 3, background: '#cfd5db'
    }
  })
    .composite(layers).png({ palette: true, colours: 64, effort: 10 }).toBuffer()
}

async function main(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'screens-'))
  let keyring: Keyring | null = null
  const serving = await serve({
    PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'warn'
  }, async fields => {
    keyring = fields
    await importData({ directory: join(__dirname, '../../server/data'), fields })
  })
  const browser = await startChromium()
  try {
    mkdirSync(join(DOCS, 'screens'), { recursive: true })
    const standard: Buffer[] = []
    for (const shot of await play(serving.address, keyring!)) {
      for (const letters of shot.letters ?? LETTERS) {
        const png = await take(browser, serving.address, shot, letters)
        writeFileSync(join(DOCS, 'screens', `${shot.name}-${letters}.png`), png)
        if (letters === 'standard' && !shot.letters && IN_README.includes(shot.name)) standard.push(png)
      }
    }
    writeFileSync(join(DOCS, 'screens.png'), await sideBySide(standard))
  } finally {
    await browser.close()
    await serving.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
})
