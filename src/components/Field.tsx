import { Input, Text, Textarea, View } from '@tarojs/components'
import { common } from '../i18n/zh/common'
import { Icon, type IconName } from './Icon'
import { spoken } from './spoken'

interface FieldProps {
  /** Stable name: the field carries the class `field-<name>`. */
  name: string
  label: string
  value: string
  onInput: (value: string) => void
  placeholder?: string
  hint?: string
  /** What is wrong and what to do about it; shown at the field and read out. */
  error?: string
  /** Most characters; the count is shown when the text comes near to it. */
  most: number
  /** `idcard`: a keyboard with digits and X, and browsers must not remember the text. */
  type?: 'text' | 'digit' | 'number' | 'tel' | 'idcard'
  /** True for a field of several lines. */
  long?: boolean
  /** The label is only read out, not shown: a search field needs no visible label. */
  hideLabel?: boolean
  icon?: IconName
  onConfirm?: () => void
  focus?: boolean
}

/** A text field with its label, its error and its count of characters. */
export function Field(props: FieldProps) {
  const { name, label, value, hint, error, most, hideLabel, icon, long, type = 'text' } = props
  const left = most - value.length
  // A number has a fixed length: how many digits are left is not read out.
  const counted = type === 'text' && left <= Math.max(5, most / 10)
  return (
    <View className={`field field-${name} ${error ? 'field-wrong' : ''}`}>
      {!hideLabel && <Text className='field-label'>{label}</Text>}
      {hint && <Text className='small'>{hint}</Text>}
      <View className='field-box'>
        {icon && <Icon name={icon} tone='third' size='small' />}
        {long ? <Area {...props} /> : <Line {...props} />}
      </View>
      {(error || counted) && (
        <View className='field-foot'>
          <View className='grow' {...spoken({ role: 'alert' })}>
            {error && <Text className='field-error'>{error}</Text>}
          </View>
          {counted && <Text className='field-count'>{common.lettersLeft(Math.max(0, left))}</Text>}
        </View>
      )}
    </View>
  )
}

function Line({ label, value, onInput, placeholder, error, most, type = 'text', onConfirm, focus }: FieldProps) {
  return (
    <Input
      className='field-input'
      value={value}
      type={typeHere(type)}
      placeholder={placeholder}
      placeholderClass='field-placeholder'
      maxlength={most}
      focus={focus}
      confirmType={onConfirm ? 'search' : 'done'}
      onConfirm={onConfirm}
      onInput={event => onInput(event.detail.value)}
      {...named(label, error, type === 'idcard')}
    />
  )
}

/** WeChat has no keyboard for phone numbers and browsers have none for identity numbers; Taro's type lacks both. */
function typeHere(type: NonNullable<FieldProps['type']>): 'text' {
  const here = process.env.TARO_ENV === 'weapp' ? { tel: 'number' } : { idcard: 'text' }
  return (here[type as keyof typeof here] ?? type) as 'text'
}

function Area({ label, value, onInput, placeholder, error, most }: FieldProps) {
  return (
    <Textarea
      className='field-area'
      value={value}
      placeholder={placeholder}
      placeholderClass='field-placeholder'
      maxlength={most}
      autoHeight={process.env.TARO_ENV === 'weapp'}
      onInput={event => onInput(event.detail.value)}
      {...named(label, error)}
    />
  )
}

/** In a browser the label has to stand on the input inside Taro's element. */
function named(label: string, error: string | undefined, unremembered = false): object {
  if (process.env.TARO_ENV !== 'h5') return spoken({ label: error ? common.labelWithError(label, error) : label })
  return {
    nativeProps: {
      'aria-label': label, ...(error && { 'aria-invalid': 'true', 'aria-description': error }),
      ...(unremembered && { autocomplete: 'off', spellcheck: 'false' })
    }
  }
}
