import { createHash, timingSafeEqual } from 'node:crypto'
import { dayOf } from '../../src/contract/day'
import type { ProgressQuestion, ProgressView } from '../../src/contract/progress'
import type { AnonymousContext, Deps } from '../deps'
import { AppError } from '../errors'
import { openFields } from '../matters/sealing'
import { ServiceRequest } from '../serviceRequests/model'
import type { StoredServiceRequest } from '../serviceRequests/serviceRequestFields'
import { Station } from '../ground/villageModel'
import { takeTry, type Locked } from './guessLimit'

/** Refused because of too many attempts; carries the instant from which an attempt is allowed again. */
export class TooManyGuesses extends AppError {
  constructor(readonly lockedUntil: Date) {
    super('tooManyRequests', { message: '填错的次数太多，先停一停，过一会儿再查。着急就打派出所电话问，或者登录后看。' })
  }
}

const FIELDS = {
  kind: 1, number: 1, itemName: 1, channel: 1, status: 1, waitingOn: 1, appointment: 1, stationCode: 1,
  'applicant.phone': 1, 'beneficiary.phone': 1
} as const

/**
 * How far a service request has come, for somebody who holds its slip. The answer does not reveal whether a number
 * exists: an unknown number and a wrong phone tail get the same answer and are counted and locked alike, and the tail
 * is compared even where there is no phone to compare it with.
 * @param address IP address of the caller
 * @throws AppError notFound; TooManyGuesses while the number or address is locked, even when the tail is right
 */
export async function askProgress(
  { number, phoneTail }: ProgressQuestion, address: string, context: AnonymousContext
): Promise<ProgressView> {
  const { deps } = context
  const { triesPerAddress, triesPerNumber } = deps.settings.progress
  const byAddress = notLocked(await takeTry(`address:${address}`, triesPerAddress, context))
  const atNumber = await takeTry(`number:${number}`, triesPerNumber, context)
  if ('lockedUntil' in atNumber) {
    await byAddress.undone()
    throw new TooManyGuesses(atNumber.lockedUntil)
  }
  const found = await ServiceRequest.findOne({ number }).select(FIELDS).lean<StoredServiceRequest>()
  const phones = await phonesOf(found, deps)
  if (!tailMatches(phoneTail, phones) || !found) {
    await Promise.all([byAddress.failed(), atNumber.failed()])
    throw new AppError('notFound', { message: '没有查到。看看编号和手机号后四位对不对，手机号是申请时用的那个。' })
  }
  await Promise.all([byAddress.undone(), atNumber.succeeded()])
  return present(found)
}

function notLocked<T extends object>(taken: T | Locked): T {
  if ('lockedUntil' in taken) throw new TooManyGuesses(taken.lockedUntil)
  return taken
}

/**
 * The phones of the two people who may hold the slip: applicant and beneficiary. For an unknown number one keyed hash
 * is computed instead, so that the answer takes about the same time.
 */
async function phonesOf(
  found: StoredServiceRequest | null, { fields }: Pick<Deps, 'fields'>
): Promise<Array<string | null | undefined>> {
  if (!found) await fields.blindIndex('phone', 'none')
  const { applicant, beneficiary } = found
    ? await openFields(fields, found, ['applicant.phone', 'beneficiary.phone'])
    : { applicant: null, beneficiary: null }
  return [applicant?.phone, beneficiary?.phone]
}

function tailMatches(tail: string, phones: ReadonlyArray<string | null | undefined>): boolean {
  const matches = phones.map(phone => same(tail, phone?.slice(-4) ?? 'none'))
  return matches[0]! || matches[1]!
}

function same(one: string, other: string): boolean {
  const [a, b] = [one, other].map(text => createHash('sha256').update(text).digest())
  return timingSafeEqual(a!, b!)
}

async function present(found: StoredServiceRequest): Promise<ProgressView> {
  const station = await Station.findById(found.stationCode).lean()
  if (!station) throw new AppError('unavailable')
  const agreed = found.status === 'scheduled' || found.status === 'underway' ? found.appointment : null
  return {
    number: found.number,
    itemName: found.itemName,
    channel: found.channel,
    status: found.status,
    waitingOn: found.waitingOn ?? null,
    appointmentDay: agreed ? dayOf(agreed.start.getTime()) : null,
    station: { name: station.name, phone: station.phone }
  }
}
