import { Text } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { removeFamilyMember } from '../../../api/family'
import { FailureNote } from '../../../components/Note'
import { Confirm } from '../../../components/Sheet'
import { useSend } from '../../../hooks/useSend'
import { familyMembers } from '../../../i18n/zh/familyMembers'
import { replaceWith } from '../../../phone/navigation'
import { announce } from '../../../phone/news'

const words = familyMembers.edit

/** Removes a family member, after saying which data stay. */
export function RemoveSheet({ id, name, onClose }: { id: string; name: string; onClose: () => void }) {
  const { busy, failure, send } = useSend()
  const remove = () => void send(async () => {
    await removeFamilyMember(id)
    announce(words.removed)
    // Skips the screen of the family member, who is gone.
    if (Taro.getCurrentPages().length > 2) void Taro.navigateBack({ delta: 2 })
    else replaceWith('family')
  })
  return (
    <Confirm
      title={words.removeTitle(name)}
      doText={words.removeDo}
      kind='danger'
      busy={busy}
      onDo={remove}
      onClose={onClose}
      className='sheet-remove'
    >
      <Text className='block'>{words.removeText}</Text>
      <FailureNote failure={failure} />
    </Confirm>
  )
}
