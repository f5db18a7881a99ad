import told from './spoken.json'

/**
 * By component, the attributes that a mini-program's templates must carry so that the phone's screen reader is told the
 * same as a browser's. They are JSON because the build (config/aria.ts) reads them too, before anything is compiled.
 */
export const SPOKEN_COMPONENTS: Readonly<Record<string, Readonly<Record<string, string>>>> =
  Object.fromEntries(told.components.map(name => [name, { ...told.attributes }]))

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

/**
 * The attributes of an element for a screen reader, as the platform names them: `aria-role` in WeChat, `role` in
 * browsers.
 */
export function spoken(what: Spoken): Record<string, string | number> {
  const attributes: Record<string, string | number | undefined> = {
    [process.env.TARO_ENV === 'h5' ? 'role' : 'aria-role']: what.role,
    'aria-label': what.label,
    'aria-checked': asText(what.checked),
    'aria-selected': asText(what.selected),
    'aria-disabled': asText(what.disabled),
    'aria-hidden': asText(what.hidden)
  }
  if (process.env.TARO_ENV === 'h5') Object.assign(attributes, { 'aria-live': what.live, 'aria-level': what.level })
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefined)) as Record<
    string,
    string | number
  >
}

function asText(value: boolean | undefined): string | undefined {
  return value === undefined ? undefined : String(value)
}
