import { Types } from 'mongoose'
import type { Change } from '../../../server/matters/change'
import { entryOf, writtenChange } from '../../../server/matters/move'
import { SERVICE_REQUEST } from '../../../server/serviceRequests/kind'
import type { StoredServiceRequest } from '../../../server/serviceRequests/serviceRequestFields'
import { OFFICER_ID, storedServiceRequest } from '../../factories/storedServiceRequests'
import { openKeyring } from '../../setup/openKeyring'
import { TEST_NOW } from '../../setup/testNow'

const NOW = new Date(TEST_NOW)
const by = { person: new Types.ObjectId(OFFICER_ID), name: '李警官' }

describe('an entry of the timeline', () => {
  test('has every field, empty where the move says nothing', () => {
    expect(
      entryOf(
        { action: 'accept', change: { status: 'accepted', entry: {} }, phoneTime: undefined },
        { by, relation: 'staff', now: TEST_NOW }
      )
    ).toEqual({
      action: 'accept',
      status: 'accepted',
      at: NOW,
      phoneTime: null,
      by,
      relation: 'staff',
      text: null,
      assignee: null,
      appointment: null,
      papers: [],
      photos: []
    })
  })

  test('says what the move says, and when it was by the phone’s own clock', () => {
    const entry = {
      text: '没人',
      assignee: by,
      appointment: { start: NOW, end: NOW },
      papers: ['户口簿'],
      photos: [by.person]
    }
    expect(
      entryOf(
        { action: 'finish', change: { status: 'completed', entry }, phoneTime: '2026-11-24T08:00:00+08:00' },
        { by, relation: 'applicant', now: TEST_NOW }
      )
    ).toEqual({
      action: 'finish',
      status: 'completed',
      at: NOW,
      phoneTime: new Date('2026-11-24T08:00:00+08:00'),
      by,
      relation: 'applicant',
      ...entry
    })
  })
})

describe('what a change writes', () => {
  async function written(current: StoredServiceRequest, change: Change<StoredServiceRequest>) {
    const entry = entryOf({ action: 'accept', change, phoneTime: undefined }, { by, relation: 'staff', now: TEST_NOW })
    return writtenChange(SERVICE_REQUEST, current, change, entry, {
      role: 'officer',
      now: TEST_NOW,
      fields: openKeyring
    }) as Promise<{
      $set: Record<string, unknown>
      $push: Record<string, { $each: unknown[] }>
    }>
  }

  test('while it stays open: status, fields, one entry that the audit has to fetch', async () => {
    const update = await written(storedServiceRequest(), {
      status: 'scheduled',
      set: { remark: 'x' },
      entry: { text: '明天来' }
    })
    expect(update.$set).toEqual({
      status: 'scheduled',
      open: true,
      auditPending: true,
      remark: `matters/${'c'.repeat(24)}/remark: x`
    })
    expect(Object.keys(update.$push)).toEqual(['timeline'])
    expect(update.$push.timeline!.$each).toMatchObject([
      { status: 'scheduled', text: expect.stringContaining('timeline.text: 明天来'), audit: { role: 'officer' } }
    ])
  })

  test('lists grow by what is pushed', async () => {
    const update = await written(storedServiceRequest(), {
      status: 'accepted',
      push: { photos: [by.person] },
      entry: {}
    })
    expect(update.$push).toMatchObject({ photos: { $each: [by.person] }, timeline: { $each: [{ text: null }] } })
  })

  test('reopened it is open again, whatever the move sets for the end', async () => {
    const closed = storedServiceRequest({ status: 'completed', open: false, closedAt: NOW })
    expect((await written(closed, { status: 'assigned', set: { closedAt: null }, entry: {} })).$set).toEqual({
      status: 'assigned', open: true, auditPending: true, closedAt: null
    })
  })
})
