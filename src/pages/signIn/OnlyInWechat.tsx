import { Empty } from '../../components/Loaded'
import { signIn as words } from '../../i18n/zh/signIn'
import { goTo } from '../../phone/navigation'

/** A browser can't prove whose phone it is. */
export function OnlyInWechat() {
  const { title, text, action } = words.onlyInWechat
  return (
    <Empty
      title={title}
      text={text}
      action={{ text: action, className: 'btn-showCatalogue', onTap: () => goTo('catalogue') }}
    />
  )
}
