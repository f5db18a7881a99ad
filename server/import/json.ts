import { basename } from 'node:path'
import type { ZodType, core } from 'zod'
import { messageOf, propertyOf } from '../thrown'
import type { Fault } from './fault'
import { linesOf } from './jsonLines'
import { readText } from './textFile'

/** The contents of a file, and a function that names a place in the file. */
export interface JsonFile<T> {
  value: T
  /** @param path as `items.3.code` */
  fault(path: string, message: string): Fault
}

/** Reads a JSON file and checks it against its schema; every fault has its line. */
export function readJson<T>(path: string, schema: ZodType<T>): { json: JsonFile<T> | null; faults: Fault[] } {
  const read = readText(path)
  if ('fault' in read) return { json: null, faults: [read.fault] }
  const file = basename(path)
  let value: unknown
  try {
    value = JSON.parse(read.text)
  } catch (error) {
    return { json: null, faults: [syntaxFault(file, read.text, messageOf(error))] }
  }
  const { lines, twice } = linesOf(read.text)
  const fault = (place: string, message: string): Fault => ({
    file, line: lineOf(lines, place), column: place, value: valueAt(value, place), message
  })
  const parsed = schema.safeParse(value)
  const faults = [
    ...twice.map(place => fault(place, '这一项写了两次。')),
    ...(parsed.error?.issues ?? []).flatMap(issue =>
      describeIssue(issue).map(([place, message]) => fault(place, message)))
  ]
  return { json: parsed.success && faults.length === 0 ? { value: parsed.data, fault } : null, faults }
}

/** A missing value has no line of its own: the fault gives the line of the object around it. */
function lineOf(lines: ReadonlyMap<string, number>, path: string): number {
  const line = lines.get(path)
  return line ?? (path === '' ? 1 : lineOf(lines, path.split('.').slice(0, -1).join('.')))
}

function valueAt(value: unknown, path: string): string {
  const found = path === ''
    ? undefined
    : path.split('.').reduce<unknown>((inner, key) => propertyOf(inner, key), value)
  return found === undefined ? '' : typeof found === 'string' ? found : JSON.stringify(found)
}

function describeIssue(issue: core.$ZodIssue): Array<[string, string]> {
  const path = issue.path.map(String).join('.')
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map(key => [[path, key].filter(Boolean).join('.'), '没有这一项。'])
  }
  if (/[\u4e00-\u9fff]/.test(issue.message)) return [[path, issue.message]]
  if (issue.code === 'invalid_type' && issue.message.endsWith('received undefined')) return [[path, '缺这一项。']]
  if (issue.code === 'too_small') return [[path, '不能空着，也不能小于规定的数。']]
  if (issue.code === 'too_big') return [[path, `太长或太大了，最多 ${issue.maximum}。`]]
  return [[path, '内容的格式不对。']]
}

function syntaxFault(file: string, text: string, reason: string): Fault {
  const position = Number(/position (\d+)/.exec(reason)?.[1] ?? text.length)
  return {
    file, line: text.slice(0, position).split('\n').length, column: '', value: '', message: '不是正确的 JSON，从这一行起读不下去。'
  }
}
