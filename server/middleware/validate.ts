import type { ZodType, core } from 'zod'
import type { ErrorCode, FieldError } from '../../src/contract/errors'
import { AppError } from '../errors'

/**
 * Checks one part of a call against its schema.
 * @returns the parsed value; an absent schema accepts nothing and returns {}
 * @throws AppError with `code` and a sentence for every wrong field
 */
export function validate(schema: ZodType | undefined, value: unknown, code: ErrorCode = 'validationFailed'): unknown {
  if (!schema) return {}
  const parsed = schema.safeParse(value ?? {})
  if (parsed.success) return parsed.data
  if (code === 'notFound') throw new AppError('notFound')
  const fields = parsed.error.issues.slice(0, 20).flatMap(describeIssue)
  throw new AppError(code, { fields })
}

function describeIssue(issue: core.$ZodIssue): FieldError[] {
  const path = issue.path.map(String).join('.')
  if (issue.code === 'unrecognized_keys') {
    const below = (key: string) => [path, speakable(key)].filter(Boolean).join('.').slice(0, 100)
    return issue.keys.slice(0, 5).map(key => ({ path: below(key), message: '没有这一项。' }))
  }
  return [{ path, message: sentence(issue) }]
}

/**
 * The name of an unknown field as sent, if it looks like a field name, otherwise an empty text: any other text may be
 * personal words in the wrong place and is not repeated in an answer.
 */
export function speakable(name: string): string {
  return /^[A-Za-z]\w{0,39}$/.test(name) ? name : ''
}

/** The sentence that says how to correct the field; a Chinese message of the schema takes precedence. */
function sentence(issue: core.$ZodIssue): string {
  if (/[\u4e00-\u9fff]/.test(issue.message)) return issue.message
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? '请填写这一项。' : '内容的格式不对。'
    case 'too_big':
      if (issue.origin === 'string') return `太长了，最多 ${issue.maximum} 个字。`
      return issue.origin === 'array' ? `太多了，最多 ${issue.maximum} 个。` : `不能大于 ${issue.maximum}。`
    case 'too_small':
      return issue.origin === 'string' || issue.origin === 'array' ? '请填写这一项。' : `不能小于 ${issue.minimum}。`
    case 'invalid_value':
      return '请从给出的选项里选。'
    default:
      return '内容的格式不对。'
  }
}
