/**
 * A conformance case: its name, the parts of MongoDB it covers, and a run that must succeed on every server. `covers`
 * are operators ($push), command options (find.sort), index options (index.unique) and methods (.findById()).
 */
import { mongo } from 'mongoose'
import { type AnyDoc, failure } from '../target'
import type { Ground } from './ground'

export interface Case {
  name: string
  covers: readonly string[]
  run(ground: Ground): Promise<void>
}

/** Declares a case. An entry of `covers` counts only when the run has sent it (see tokens.ts). */
export function conforms(name: string, covers: readonly string[], run: (ground: Ground) => Promise<void>): Case {
  return { name, covers, run }
}

const canonical = (value: unknown): string => mongo.BSON.EJSON.stringify({ value }, { relaxed: false })

/** Compares values with their BSON types and the order of their fields. */
export function expectExactly(actual: unknown, expected: unknown): void {
  expect(canonical(actual)).toBe(canonical(expected))
}

/** Compares values with the order of their fields, numbers by value. */
export function expectSame(actual: unknown, expected: unknown): void {
  expect(mongo.BSON.EJSON.stringify({ value: actual })).toBe(mongo.BSON.EJSON.stringify({ value: expected }))
}

/** Compares two lists regardless of their order. */
export function expectSameSet(actual: readonly unknown[], expected: readonly unknown[]): void {
  const lines = (values: readonly unknown[]): string[] =>
    values.map(value => mongo.BSON.EJSON.stringify({ value })).sort()
  expect(lines(actual)).toEqual(lines(expected))
}

/** The server's error from an operation that must fail, with the fields it must have. */
export async function fails(operation: Promise<unknown>, expected: AnyDoc): Promise<mongo.MongoServerError> {
  const thrown = await failure(operation)
  const { code, codeName, keyPattern, keyValue } = thrown
  expect({ code, codeName, keyPattern, keyValue }).toMatchObject(expected)
  return thrown
}
