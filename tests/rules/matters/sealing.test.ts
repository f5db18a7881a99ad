import { openAll, openEntry, openFields, placeOf, recordEntry, sealFields } from '../../../server/matters/sealing'
import { SERVICE_REQUEST } from '../../../server/serviceRequests/kind'
import type { StoredServiceRequest } from '../../../server/serviceRequests/serviceRequestFields'
import { storedServiceRequest } from '../../factories/storedServiceRequests'
import { openKeyring } from '../../setup/openKeyring'
import { TEST_NOW } from '../../setup/testNow'

const ID = 'c'.repeat(24)
const NOW = new Date(TEST_NOW)
const sealedAt = (path: string, text: string) => `matters/${ID}/${path}: ${text}`

const full: Partial<StoredServiceRequest> = {
  remark: '家里有狗',
  idNumber: 'sealed by its own story',
  beneficiary: { id: null, name: '赵桂兰', kinship: 'parent', phone: '13988887777', phoneIndex: 'hash' },
  materialAsked: { papers: ['户口簿'], text: '要原件', at: NOW },
  declined: { reason: '不归这里管', legalBasis: '条例' },
  rating: { stars: 5, text: '很好', at: NOW }
}

describe('a whole document', () => {
  test('every phone and every free text is sealed for its place, and opens again', async () => {
    const document = storedServiceRequest(full)
    const sealed = await sealFields(openKeyring, SERVICE_REQUEST, ID, document)
    expect(sealed).toEqual({
      ...document,
      applicant: { ...document.applicant, phone: sealedAt('applicant.phone', '13900000001') },
      beneficiary: { ...document.beneficiary, phone: sealedAt('beneficiary.phone', '13988887777') },
      address: sealedAt('address', '村东头'), remark: sealedAt('remark', '家里有狗'),
      materialAsked: { ...document.materialAsked, text: sealedAt('materialAsked.text', '要原件') },
      declined: { reason: sealedAt('declined.reason', '不归这里管'), legalBasis: sealedAt('declined.legalBasis', '条例') },
      rating: { ...document.rating, text: sealedAt('rating.text', '很好') }
    })
    expect(document).toEqual(storedServiceRequest(full))
    expect(await openFields(openKeyring, sealed)).toEqual(document)
  })

  test('what is not there stays away, and null stays null', async () => {
    expect(await sealFields(openKeyring, SERVICE_REQUEST, ID, { remark: null, declined: null })).toEqual({
      remark: null,
      declined: null
    })
    expect(await sealFields(openKeyring, SERVICE_REQUEST, ID, {})).toEqual({})
  })

  test('an empty text is stored as null, so that nothing sealed tells of an empty field', async () => {
    expect(await sealFields(openKeyring, SERVICE_REQUEST, ID, { remark: '', address: '' })).toEqual({
      remark: null, address: null
    })
  })

  test('an identity number is opened by its own story only', async () => {
    const stored = storedServiceRequest({
      idNumber: sealedAt('idNumber', 'x'),
      address: sealedAt('address', '村东头'),
      applicant: { ...storedServiceRequest().applicant, phone: null }
    })
    expect(await openFields(openKeyring, stored)).toMatchObject({ idNumber: sealedAt('idNumber', 'x'), address: '村东头' })
    expect(await openFields(openKeyring, stored, ['idNumber'])).toMatchObject({
      idNumber: 'x',
      address: sealedAt('address', '村东头')
    })
  })
})

describe('the timeline', () => {
  const entry = {
    action: 'accept',
    status: 'accepted',
    at: NOW,
    phoneTime: null,
    by: { person: storedServiceRequest()._id, name: '李警官' },
    relation: 'staff' as const,
    text: '马上来',
    assignee: null,
    appointment: null,
    papers: [],
    photos: []
  }

  test('an entry is stamped and its words are sealed for it alone', async () => {
    const recorded = await recordEntry(openKeyring, entry, { document: ID, index: 2 }, 'officer')
    expect(recorded).toMatchObject({
      ...entry,
      text: `matters/${ID}/${String(recorded._id)}/timeline.text: 马上来`,
      audit: { role: 'officer' }
    })
    expect(recorded.audit.digest).toEqual(expect.any(String))
    expect(await openEntry(openKeyring, ID, recorded)).toMatchObject({ text: '马上来' })
    const stored = storedServiceRequest({
      applicant: { ...storedServiceRequest().applicant, phone: null },
      address: null,
      timeline: [recorded as never]
    })
    expect((await openAll(openKeyring, stored)).timeline).toMatchObject([{ text: '马上来', _id: recorded._id }])
  })

  test('without words there is nothing to seal', async () => {
    expect(
      await recordEntry(openKeyring, { ...entry, text: null }, { document: ID, index: 0 }, 'officer')
    ).toMatchObject({ text: null })
    expect(await openEntry(openKeyring, ID, { text: null })).toEqual({ text: null })
    expect(await openEntry(openKeyring, ID, {})).toEqual({})
  })
})

test('the place of a field', () => {
  expect(placeOf(ID, 'address')).toEqual({ collection: 'matters', id: ID, path: 'address' })
})
