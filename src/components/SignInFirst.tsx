import { goTo } from '../hooks/navigation'
import { staff } from '../i18n/zh/staff'
import { Empty } from './Loaded'

/** Nobody is signed in, or not any more: the one way on. */
export function SignInFirst() {
  const { title, text, action } = staff.stranger
  return <Empty title={title} text={text} action={{ text: action, className: 'btn-signIn', onTap: () => goTo('signIn') }} />
}
