import { progress } from '../i18n/zh/progress'
import { goTo } from '../phone/navigation'
import { Link } from './Link'

/** For those who can't or won't sign in but have a number: the way to its progress. */
export function ProgressLink() {
  return <Link className='link-progress' icon='clock' text={progress.entryLong} onTap={() => goTo('progress')} />
}
