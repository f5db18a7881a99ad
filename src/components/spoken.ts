/** Attributes a mini-program's templates must carry so that the phone's screen reader is told what a browser's is told. */
export const SPOKEN_ATTRIBUTES: Readonly<Record<string, string>> = {
  'aria-role': '',
  'aria-label': '',
  'aria-checked': '',
  'aria-selected': '',
  'aria-disabled': '',
  'aria-hidden': ''
}

/** Components that carry them. */
export const SPOKEN_COMPONENTS = ['View', 'Image', 'Input', 'Textarea'] as const

export interface Spoken {
  role?: string
  label?: string
  checked?: boolean
  selected?: boolean
  disabled?: boolean
  hidden?: boolean
  /** Read out when it changes: errors and results. */
  live?: 'polite' | 'assertive'
  level?: number
}

/** What an element is for a screen reader, as attributes of the platform: WeChat says `aria-role` where browsers say `role`. */
export function spoken(what: Spoken): Record<string, string | number> {
  const attributes: Record<string, string | number | undefined> = {
    [process.env.TARO_ENV === 'h5' ? 'role' : 'aria-role']: what.role,
    'aria-label': what.label,
    'aria-checked': told(what.checked),
    'aria-selected': told(what.selected),
    'aria-disabled': told(what.disabled),
    'aria-hidden': told(what.hidden)
  }
  if (process.env.TARO_ENV === 'h5') Object.assign(attributes, { 'aria-live': what.live, 'aria-level': what.level })
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefined)) as Record<string, string | number>
}

function told(value: boolean | undefined): string | undefined {
  return value === undefined ? undefined : String(value)
}
