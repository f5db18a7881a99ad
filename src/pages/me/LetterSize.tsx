import { Text, View } from '@tarojs/components'
import { Choice } from '../../components/Choice'
import { Note } from '../../components/Note'
import { spoken } from '../../components/spoken'
import { useChosenLetters, useLetters } from '../../hooks/useLetters'
import { me as words } from '../../i18n/zh/me'
import { chooseLetters, LETTERS } from '../../phone/letters'

/** The choice of the text size; it is applied at once. */
export function LetterSize() {
  const chosen = useChosenLetters()
  const shown = useLetters()
  return (
    <View className='stack'>
      <View {...spoken({ role: 'heading', level: 2 })}><Text className='heading'>{words.letters}</Text></View>
      <Choice
        label={words.letters}
        options={LETTERS.map(value => ({ value, ...words.letterSizes[value] }))}
        chosen={[chosen]}
        onChoose={([letters]) => { if (letters) chooseLetters(letters) }}
      />
      {shown !== chosen && <Note className='note-lettersOfWeChat' text={words.lettersOfWeChat} />}
    </View>
  )
}
