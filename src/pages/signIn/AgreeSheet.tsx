import { PrivacyWords } from '../../components/PrivacyWords'
import { Confirm } from '../../components/Sheet'
import { privacy } from '../../i18n/zh/privacy'
import type { Asking } from './useSigningIn'

/** Which data will be kept and why, shown before the phone number is asked for. */
export function AgreeSheet({ asking: { agree, refuse } }: { asking: Asking }) {
  return (
    <Confirm
      title={privacy.told.privacy.title}
      doText={privacy.agreeAndSignIn}
      onDo={agree}
      onClose={refuse}
      className='sheet-agree'
    >
      <PrivacyWords kind='privacy' />
    </Confirm>
  )
}
