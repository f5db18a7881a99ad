import { Types } from 'mongoose'
import type { AnonymousContext } from '../deps'
import { isDuplicateKey, upsert } from '../duplicateKey'
import { AppError } from '../errors'
import type { Keyring } from '../fieldEncryption/keyring'
import { Person, type PersonFields } from '../people/model'
import { openPerson, phoneIndexOf, sealPhone, type Opened } from '../people/sealing'
import { Session, WechatBinding } from './model'

type StoredPerson = PersonFields & { _id: Types.ObjectId }
export type KnownPerson = Opened<StoredPerson>

/**
 * The person to whom a WeChat account belongs; null while no phone is bound.
 * @throws AppError forbidden when that person is no longer active
 */
export async function personOfAccount(openid: string, fields: Keyring): Promise<KnownPerson | null> {
  const binding = await WechatBinding.findById(openid).lean()
  const person = binding && await Person.findById(binding.person).lean()
  return person && openPerson(fields, assertActive(person))
}

/**
 * Binds a WeChat account to the person with this phone: a person of the roster, whose roles then apply at once, or a
 * new resident. If the account belonged to another person before, that person's sessions on the account end.
 * @param phone 11-digit mainland mobile that WeChat vouches for
 * @throws AppError forbidden when that person is no longer active
 */
export async function bindAccount(
  openid: string, phone: string, { now, deps }: AnonymousContext
): Promise<KnownPerson> {
  const person = assertActive(await personOfPhone(phone, deps.fields))
  const change = { $set: { person: person._id, boundAt: new Date(now) } }
  const options = { upsert: true, returnDocument: 'before' } as const
  const before = await upsert(() => WechatBinding.findOneAndUpdate({ _id: openid }, change, options).lean().exec())
  if (before && !before.person.equals(person._id)) await Session.deleteMany({ person: before.person, openid })
  return { ...person, phone }
}

async function personOfPhone(phone: string, fields: Keyring): Promise<StoredPerson> {
  const phoneIndex = await phoneIndexOf(fields, phone)
  const known = await Person.findOne({ phoneIndex }).lean()
  if (known) return known
  try {
    // A resident needs some name until the resident enters one.
    const _id = new Types.ObjectId()
    const sealed = await sealPhone(fields, String(_id), phone)
    const name = `用户${phone.slice(-4)}`
    const created = await Person.create({ _id, name, ...sealed, roles: ['resident'], active: true })
    return created.toObject()
  } catch (error) {
    // Another call created the person a moment earlier; the unique index on the phone refused this one.
    const winner = isDuplicateKey(error) ? await Person.findOne({ phoneIndex }).lean() : null
    if (winner) return winner
    throw error
  }
}

function assertActive(person: StoredPerson): StoredPerson {
  if (!person.active) throw new AppError('forbidden', { message: '这个账号已经停用，有疑问请联系派出所。' })
  return person
}
