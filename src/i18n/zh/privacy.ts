import { told } from './privacyWords'

/** Words about one's own data: what is kept, agreements, export, deleting the account. */
export const privacy = {
  told,
  title: '隐私和我的数据',
  row: '隐私和我的数据',
  rowNote: '记了什么、谁看得到、怎么收回',
  agree: '同意',
  agreeAndSignIn: '同意登录',
  wechatContract: '看微信的隐私保护指引',
  wechatTitle: '微信要你点一下同意',
  wechatText: '要用你的手机号登录，微信要你先同意。不同意也能看能办什么事。',
  wechatRefuse: '不同意',
  sessionsRow: '登录过的手机',
  sessionsRowNote: '手机丢了，在这里让它退出'
}
