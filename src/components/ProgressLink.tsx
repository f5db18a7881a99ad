import { progress } from '../i18n/zh/progress'
import { goTo } from '../phone/navigation'
import { Link } from './Link'

/** For people who are not signed in but have the number of a matter: a link to its progress. */
export function ProgressLink() {
  return <Link className='link-progress' icon='clock' text={progress.entryLong} onTap={() => goTo('progress')} />
}
