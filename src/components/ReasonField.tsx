import { Text, View } from '@tarojs/components'
import { LIMITS } from '../contract/limits'
import { common } from '../i18n/zh/common'
import { staff } from '../i18n/zh/staff'
import { Field } from './Field'
import { spoken } from './spoken'
import { Tap } from './Tap'

interface ReasonFieldProps {
  name: string
  label: string
  value: string
  onInput: (value: string) => void
  /** Frequent texts; a tap writes one into the field. */
  quick?: readonly string[]
  placeholder?: string
  error?: string
}

/** A text field with frequent texts that a tap writes in: officers type on the road. */
export function ReasonField({ name, label, value, onInput, quick = [], placeholder, error }: ReasonFieldProps) {
  return (
    <View className='stack'>
      <Field
        name={name}
        label={label}
        value={value}
        onInput={onInput}
        most={LIMITS.text}
        placeholder={placeholder}
        error={error}
        long
      />
      {quick.length > 0 && (
        <View className='stack-tight' {...spoken({ role: 'group', label: staff.quick })}>
          <Text className='small'>{staff.quick}</Text>
          <View className='chips'>
            {quick.map((text, index) => (
              <Tap
                key={text}
                className={`chip chip-quick quick-${index}`}
                onTap={() => onInput(withQuick(value, text, quick))}
              >
                <Text>{text}</Text>
              </Tap>
            ))}
          </View>
        </View>
      )}
    </View>
  )
}

/** A frequent text replaces another frequent text; to the person's own words it is appended. */
function withQuick(value: string, text: string, quick: readonly string[]): string {
  const written = value.trim()
  if (written === '' || quick.includes(written)) return text
  return written.includes(text) ? written : common.joined([written, text]).slice(0, LIMITS.text)
}
