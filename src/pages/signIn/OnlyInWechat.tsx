import { Empty } from '../../components/Loaded'
import { signIn as words } from '../../i18n/zh/signIn'
import { goTo } from '../../phone/navigation'

/** What is shown in a browser, which can't prove whose phone it runs on. */
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
