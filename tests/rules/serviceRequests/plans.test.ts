import { Types } from 'mongoose'
import type { Deps } from '../../../server/deps'
import { UNDATED } from '../../../server/matters/clocks'
import type { MoveContext } from '../../../server/matters/change'
import { heldNow, returnAll, takeInto } from '../../../server/serviceRequests/plans/custody'
import { SERVICE_REQUEST } from '../../../server/serviceRequests/kind'
import type { StoredCustody, StoredServiceRequest } from '../../../server/serviceRequests/serviceRequestFields'
import { readSettings } from '../../../server/settings'
import { readCalendar } from '../../../server/workingTime/calendar'
import type { Action } from '../../../src/contract/serviceRequest'
import type { MoveInputs } from '../../../src/contract/serviceRequestViews'
import { APPLICANT, OFFICER, OFFICER_ID, storedServiceRequest } from '../../factories/storedServiceRequests'
import { TEST_NOW } from '../../setup/testNow'

const NOW = new Date(TEST_NOW)
const OFFICER_REF = { person: new Types.ObjectId(OFFICER_ID), name: OFFICER.name }
const at = (text: string) => new Date(`${text}+08:00`)

/** The catalogue knows one item; `delivery`: a document of it can be brought home. */
const depsWith = (delivery: boolean) => ({
  settings: readSettings(), calendar: readCalendar(),
  ground: { catalogue: async () => ({ item: (code: string) => code === 'T1' ? { delivery } : null }) }
}) as unknown as Deps

interface Given { current?: Partial<StoredServiceRequest>; viewer?: MoveContext['viewer']; delivery?: boolean }

/** The change without the events that people are told; those have a test of their own. */
async function planned<A extends Action>(action: A, input: MoveInputs[A], given: Given = {}) {
  const { tell: _tell, ...change } = await whole(action, input, given)
  return change
}

async function whole<A extends Action>(
  action: A, input: MoveInputs[A], { current = {}, viewer = OFFICER, delivery = true }: Given = {}
) {
  return SERVICE_REQUEST.plans[action](storedServiceRequest(current), input, {
    viewer, key: { key: 'key', bodyHash: 'hash' }, now: TEST_NOW, deps: depsWith(delivery)
  })
}
/** The error of a plan, whether it is thrown at once or later. */
const refusedBy = async (plan: () => unknown): Promise<unknown> => {
  try {
    await plan()
  } catch (error) {
    return error
  }
  throw new Error('The plan was not refused.')
}

const held = (paper: string): StoredCustody => ({
  paper,
  holder: OFFICER_REF,
  since: at('2026-11-20T10:00'),
  earlier: [],
  givenAt: null,
  returned: null
})
const back = (paper: string): StoredCustody => ({ ...held(paper), returned: { at: at('2026-11-21T10:00'), to: '王五', relation: null, by: null } })

describe('papers', () => {
  test('that are taken are with the holder from now on', () => {
    const fresh = { holder: OFFICER_REF, since: NOW, earlier: [], givenAt: null, returned: null }
    expect(takeInto(storedServiceRequest(), ['户口簿', '照片'], OFFICER_REF, TEST_NOW)).toEqual({
      custody: [{ paper: '户口簿', ...fresh }, { paper: '照片', ...fresh }], heldBy: [OFFICER_REF.person], heldSince: NOW
    })
  })

  test('that are handed back keep an earlier return', () => {
    const current = storedServiceRequest({ custody: [back('户口簿'), held('照片')] })
    expect(returnAll(current, { to: '张三', relation: 'child' }, OFFICER_REF, TEST_NOW)).toEqual({
      custody: [
        back('户口簿'), { ...held('照片'), returned: { at: NOW, to: '张三', relation: 'child', by: OFFICER_REF } }
      ],
      heldBy: [], heldSince: null
    })
    const other = { person: new Types.ObjectId(), name: '孙民' }
    expect(() => returnAll(current, { to: '张三', relation: 'child' }, other, TEST_NOW)).toThrow(
      expect.objectContaining({ code: 'papersElsewhere' })
    )
  })
})

describe('an appointment', () => {
  const window = (start: string, end: string) => ({ start: `${start}+08:00`, end: `${end}+08:00` })

  test('is booked: the next deadline is its beginning, and nothing is waited for', async () => {
    expect(await planned('schedule', window('2026-11-25T09:00', '2026-11-25T11:00'))).toEqual({
      status: 'scheduled',
      set: {
        appointment: { start: at('2026-11-25T09:00'), end: at('2026-11-25T11:00') },
        timeChangeAsked: false,
        dueAt: at('2026-11-25T09:00'),
        waitingOn: null,
        waitingSince: null,
        expectedBy: at('2026-12-04T17:30'),
        clock: storedServiceRequest().clock,
        materialAsked: null,
        lastMiss: null
      },
      entry: { appointment: { start: at('2026-11-25T09:00'), end: at('2026-11-25T11:00') } }
    })
  })

  test('after nobody was home is counted and says why', async () => {
    const next = window('2026-11-25T09:00', '2026-11-25T11:00')
    expect(await planned('nobodyHome', { text: '没人开门', next }, { current: { missed: 1 } })).toMatchObject({
      status: 'scheduled',
      set: { missed: 2, dueAt: at('2026-11-25T09:00') },
      entry: { text: '没人开门', appointment: { end: at('2026-11-25T11:00') } }
    })
  })

  test.each([
    ['that begins now', '2026-11-24T09:02', '2026-11-24T10:00', 'timeInPast', 'start'],
    ['beyond sixty days', '2027-01-23T09:02:00.001', '2027-01-23T10:00', 'timeTooFar', 'start'],
    ['without length', '2026-11-25T09:00', '2026-11-25T09:00', 'validationFailed', 'end'],
    ['that ends before it begins', '2026-11-25T09:00', '2026-11-25T08:00', 'validationFailed', 'end'],
    ['that ends the next day', '2026-11-25T23:00', '2026-11-26T00:00', 'validationFailed', 'end']
  ])('%s is refused', async (_which, start, end, code, path) => {
    const message = expect.stringMatching(/\p{Script=Han}。$/u)
    expect(await refusedBy(() => planned('schedule', window(start, end)))).toMatchObject({
      code,
      fields: [{ path, message }]
    })
    expect(await refusedBy(() => planned('nobodyHome', { text: '', next: window(start, end) })))
      .toMatchObject({ code, fields: [{ path: `next.${path}`, message }] })
  })

  test.each([
    ['a moment from now', '2026-11-24T09:02:00.001', '2026-11-24T09:03'],
    ['sixty days from now', '2027-01-23T09:02', '2027-01-23T10:00'],
    ['until the last minute of the day', '2026-11-25T09:00', '2026-11-25T23:59']
  ])('%s is taken', async (_which, start, end) => {
    expect(await planned('schedule', window(start, end))).toMatchObject({
      status: 'scheduled',
      set: { dueAt: at(start) }
    })
  })
})

describe('the end of a visit', () => {
  test('on the spot: what was held is handed back, to the beneficiary where there is one', async () => {
    const done = { outcome: 'completed' as const, papersTaken: ['白占的'], text: '' }
    const change = await planned('finish', done, { current: { custody: [held('户口簿')] } })
    expect(change).toEqual({
      status: 'completed',
      set: {
        appointment: null, dueAt: at('2026-12-04T17:30'), heldBy: [], heldSince: null,
        custody: [{ ...held('户口簿'), returned: { at: NOW, to: '张三', relation: 'self', by: OFFICER_REF } }]
      },
      entry: { text: null, papers: ['户口簿'] }
    })
    const beneficiary = { id: null, name: '赵桂兰', kinship: 'parent' as const, phone: null, phoneIndex: null }
    expect(await planned('finish', done, { current: { custody: [held('户口簿')], beneficiary, expectedBy: null } }))
      .toMatchObject({ set: { dueAt: UNDATED, custody: [{ returned: { to: '赵桂兰' } }] } })
  })

  test('with a document to be made: what is taken is with the one who came', async () => {
    const change = await planned(
      'finish',
      { outcome: 'awaitingDocument', papersTaken: ['旧身份证'], text: '照了相' },
      { current: { custody: [held('户口簿')] } }
    )
    expect(change).toEqual({
      status: 'awaitingDocument',
      set: {
        appointment: null, dueAt: at('2026-12-04T17:30'),
        ...heldNow([held('户口簿'), { ...held('旧身份证'), since: NOW }])
      },
      entry: { text: '照了相', papers: ['旧身份证'] }
    })
    expect(change.set).toMatchObject({ heldBy: [OFFICER_REF.person], heldSince: at('2026-11-20T10:00') })
  })

  test.each([
    [false, 'T1'],
    [true, 'another item']
  ])('a document that is not brought home (%p, %s) is refused by its field', async (delivery, itemCode) => {
    const refused = await refusedBy(() =>
      planned('finish', { outcome: 'awaitingDocument', papersTaken: [], text: '' }, { delivery, current: { itemCode } })
    )
    expect(refused).toMatchObject({
      code: 'validationFailed',
      fields: [{ path: 'outcome', message: expect.stringMatching(/。$/) }]
    })
    expect(
      await planned('finish', { outcome: 'completed', papersTaken: [], text: '' }, { delivery, current: { itemCode } })
    ).toMatchObject({ status: 'completed' })
  })

  test('the document is with whoever says that it is there, then handed over with all that is still held', async () => {
    const desk = { ...OFFICER, id: 'd'.repeat(24), name: '值班员' }
    const deskRef = { person: new Types.ObjectId(desk.id), name: desk.name }
    const ready = {
      status: 'delivering',
      set: takeInto(storedServiceRequest(), ['居民身份证'], deskRef, TEST_NOW),
      entry: { papers: ['居民身份证'] }
    }
    expect(
      await planned(
        'documentReady',
        { papers: ['居民身份证'] },
        { viewer: desk }
      )
    ).toEqual(ready)
    expect(
      await planned(
        'deliver',
        { receivedBy: '张三', relation: 'self', way: 'broughtHome', text: '点清了' },
        { current: { custody: [back('户口簿'), held('居民身份证')] } }
      )
    ).toEqual({
      status: 'completed',
      set: {
        ...heldNow([
          back('户口簿'), { ...held('居民身份证'), returned: { at: NOW, to: '张三', relation: 'self', by: OFFICER_REF } }
        ]),
        deliveryDay: null
      },
      entry: {
        text: '点清了', papers: ['居民身份证'], photos: [], received: { name: '张三', relation: 'self', way: 'broughtHome' }
      }
    })
  })

  test('setting out changes the status alone', async () => {
    expect(await planned('setOut', {})).toEqual({ status: 'underway', entry: {} })
  })
})

describe('between the resident and the one who answers', () => {
  test('cancelling clears deadline, appointment and debt; a reason need not be given', async () => {
    expect(await planned('cancel', { reason: '不办了' })).toEqual({
      status: 'cancelled', set: { acceptBy: null, appointment: null, waitingOn: null, waitingSince: null },
      entry: { text: '不办了' }
    })
    expect(await planned('cancel', {})).toMatchObject({ entry: { text: null } })
    expect(await planned('cancel', { reason: '' })).toMatchObject({ entry: { text: null } })
  })

  test('the clock stands still from the first time that papers are asked for', async () => {
    const asked = { papers: ['户口簿'], text: '要原件' }
    expect(await planned('askMaterial', asked)).toEqual({
      status: 'accepted',
      set: { waitingOn: 'resident', waitingSince: NOW, materialAsked: { ...asked, at: NOW } },
      entry: { text: '要原件', papers: ['户口簿'] }
    })
    const waitingSince = at('2026-11-23T09:00')
    expect(await planned('askMaterial', { ...asked, text: '' }, { current: { waitingSince } }))
      .toMatchObject({ set: { waitingSince, materialAsked: { at: NOW } }, entry: { text: null } })
  })

  test('the answer moves the promised end by the working time of waiting', async () => {
    // Nine working days after Monday.
    const promise = { from: at('2026-11-23T09:00'), workingDays: 9, calendarDays: 0 }
    const clock = { ...storedServiceRequest().clock, promise }
    const change = await planned(
      'provideMaterial',
      { text: '拍了照片' },
      { viewer: APPLICANT, current: { waitingOn: 'resident', waitingSince: at('2026-11-23T17:00'), clock } }
    )
    // From Monday 17:00 to Tuesday 9:02: half an hour, and 32 minutes.
    const end = at('2026-12-07T09:32')
    expect(change).toEqual({
      status: 'accepted',
      set: {
        waitingOn: null, waitingSince: null, materialAsked: null, expectedBy: end, dueAt: end,
        clock: {
          ...clock, edition: expect.any(String),
          holds: [{ from: at('2026-11-23T17:00'), until: NOW, why: 'waitingForResident' }]
        }
      },
      entry: { text: '拍了照片', photos: [] }
    })
    expect(await planned('provideMaterial', { text: '' }, { current: { waitingSince: null } })).toMatchObject({
      set: { expectedBy: at('2026-12-04T17:30') }
    })
    expect(await planned('provideMaterial', { text: '' }, { current: { expectedBy: null } })).toMatchObject({
      set: { expectedBy: null, dueAt: UNDATED }
    })
  })

  test('more photos than a matter may have are refused before any is taken', async () => {
    const photos = Array.from({ length: 24 }, () => new Types.ObjectId())
    expect(
      await refusedBy(() => planned('provideMaterial', { text: '', photos: ['f'.repeat(24)] }, { current: { photos } }))
    ).toMatchObject({ code: 'tooManyAttachments' })
    expect(await planned('provideMaterial', { text: '', photos: [] }, { current: { photos } })).toMatchObject({
      status: 'accepted'
    })
  })

  test('other times are asked for without a change of status', async () => {
    const preferredTimes = [{ date: '2026-11-25', part: 'morning' as const }]
    expect(await planned('changeTime', { preferredTimes, text: '' }, { current: { status: 'scheduled' } })).toEqual({
      status: 'scheduled', set: { preferredTimes, timeChangeAsked: true }, entry: { text: null }
    })
    expect(await planned('changeTime', { preferredTimes, text: '上午在家' })).toMatchObject({ entry: { text: '上午在家' } })
  })

  test.each([
    ['2026-11-24', 'morning', null],
    ['2026-11-23', 'afternoon', 'timeInPast'],
    ['2027-01-23', 'afternoon', null],
    ['2027-01-24', 'morning', 'timeTooFar']
  ] as const)('a half day %s %s: %p', async (date, part, code) => {
    const times = [
      { date: '2026-11-26', part },
      { date, part }
    ]
    const plan = () => planned('changeTime', { preferredTimes: times, text: '' })
    if (code === null) expect(await plan()).toMatchObject({ set: { preferredTimes: times } })
    else expect(await refusedBy(plan)).toMatchObject({ code, fields: [{ path: 'preferredTimes.1.date' }] })
  })

  test('declining keeps reason and law', async () => {
    expect(await planned('decline', { reason: '不归这里管', legalBasis: '户口登记条例' })).toEqual({
      status: 'declined',
      set: {
        declined: { reason: '不归这里管', legalBasis: '户口登记条例' }, acceptBy: null, waitingOn: null, waitingSince: null
      },
      entry: { text: '不归这里管' }
    })
  })
})

describe('the beneficiary’s consent', () => {
  const voiceAt = at('2026-11-24T08:00')

  test('said on arrival, or in the recording that was heard', async () => {
    const words = '2026-11' as const
    const consent = (way: string) => ({
      state: 'given',
      way,
      purpose: 'homeVisit',
      at: NOW,
      by: OFFICER_REF,
      until: null,
      words
    })
    expect(
      await planned('recordConsent', { agreed: true, words }, { current: { status: 'underway', voiceAt } })
    ).toEqual({
      status: 'underway',
      set: { consent: consent('onArrival') },
      entry: {}
    })
    expect(
      await planned('recordConsent', { agreed: true, words, voiceAt: voiceAt.toISOString() }, { current: { voiceAt } })
    ).toMatchObject({ status: 'accepted', set: { consent: consent('voice') } })
  })

  test.each([[null], [at('2026-11-24T08:00:01')]])('in another recording than %p: refused', async now => {
    const heard = { agreed: true, words: '2026-11', voiceAt: voiceAt.toISOString() } as const
    expect(await refusedBy(() => planned('recordConsent', heard, { current: { voiceAt: now } }))).toMatchObject({
      code: 'voiceMissing'
    })
  })

  test('taken back, the matter ends', async () => {
    expect(
      await planned('withdrawConsent', { text: '', papersReturnedTo: null }, { current: { custody: [back('户口簿')] } })
    ).toEqual({
      status: 'cancelled',
      set: {
        acceptBy: null,
        appointment: null,
        waitingOn: null,
        waitingSince: null,
        consent: { state: 'withdrawn', way: null, purpose: null, at: NOW, by: OFFICER_REF, until: null, words: null }
      },
      entry: { text: null, papers: [] }
    })
  })

  test('with originals in the house only at the door, together with their return', async () => {
    const current = { custody: [back('照片'), held('户口簿')] }
    expect(await planned('withdrawConsent', { text: '不同意', papersReturnedTo: '赵桂兰' }, { current })).toMatchObject({
      status: 'cancelled', set: { custody: [back('照片'), { ...held('户口簿'), returned: { at: NOW, to: '赵桂兰' } }] },
      entry: { text: '不同意', papers: ['户口簿'] }
    })
    const atHome = { ...APPLICANT, id: 'e'.repeat(24), phoneIndex: 'hash-beneficiary' }
    for (const [viewer, papersReturnedTo] of [[OFFICER, null], [atHome, '赵桂兰'], [OFFICER, '']] as const) {
      expect(await refusedBy(() => planned('withdrawConsent', { text: '', papersReturnedTo }, {
        current: { ...current, concerns: ['hash-beneficiary'] }, viewer
      }))).toMatchObject({ code: 'papersHeld' })
    }
  })
})

describe('whom a move tells', () => {
  const slot = { start: '2026-11-25T09:00:00+08:00', end: '2026-11-25T11:00:00+08:00' }
  const appointment = { start: at('2026-11-25T09:00'), end: at('2026-11-25T11:00') }
  type Row = [string, () => ReturnType<typeof whole>, object[] | undefined]
  test.each<Row>([
    ['a first appointment', () => whole('schedule', slot), [{ event: 'visitSet', to: 'residents' }]],
    [
      'another appointment', () => whole('schedule', slot, { current: { appointment } }),
      [{ event: 'visitMoved', to: 'residents' }]
    ],
    ['setting out to a home', () => whole('setOut', {}), [{ event: 'setOut', to: 'residents' }]],
    ['setting out with paperwork', () => whole('setOut', {}, { current: { channel: 'paperwork' } }), undefined],
    [
      'a door that stayed shut', () => whole('nobodyHome', { text: '', next: slot }),
      [{ event: 'nobodyHome', to: 'residents' }]
    ],
    [
      'material that is missing', () => whole('askMaterial', { papers: ['户口簿'], text: '' }),
      [{ event: 'materialAsked', to: 'residents' }]
    ],
    ['an end by the applicant', () => whole('cancel', { reason: '' }), [{ event: 'cancelled', to: 'everybody' }]],
    [
      'another time that is asked for',
      () => whole('changeTime', { preferredTimes: [{ date: '2026-11-26', part: 'morning' }], text: '' }),
      [{ event: 'otherTimeAsked', to: 'assignee' }]
    ],
    ['a rating', () => whole('rate', { stars: 5, text: '' }), undefined]
  ])('%s', async (_name, plan, tell) => {
    expect((await plan()).tell).toEqual(tell)
  })
})
