import { Text } from '@tarojs/components'
import { useState } from 'react'
import { Link } from '../../components/Link'
import { Confirm } from '../../components/Sheet'
import { me as words } from '../../i18n/zh/me'
import { signOut } from '../../phone/session'

/** Signing out, asked once before it is done. */
export function SignOut() {
  const [asking, setAsking] = useState(false)
  return (
    <>
      <Link className='link-signOut' text={words.signOut} onTap={() => setAsking(true)} />
      {asking && (
        <Confirm
          title={words.signOutTitle}
          doText={words.signOut}
          onDo={() => void signOut()}
          onClose={() => setAsking(false)}
          className='sheet-signOut'
        >
          <Text className='block'>{words.signOutText}</Text>
        </Confirm>
      )}
    </>
  )
}
