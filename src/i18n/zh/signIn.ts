/** Words of the sign-in screen. */
export const signIn = {
  title: '登录',
  lead: '登录以后，民警和帮代办员才能联系到你，你也能看到办到哪一步了。',
  wechat: '用微信登录',
  phoneLead: '第一次用，要把你的手机号告诉我们，民警好打电话给你。',
  phone: '用手机号登录',
  phoneRefused: '没有拿到手机号。要办事时再点一次，选“允许”。',
  onlyInWechat: {
    title: '请在微信里登录',
    text: '打开微信，搜“背包警务”小程序，在那里登录。这里可以先看能办什么事。',
    action: '看能办什么事'
  },
  demo: {
    title: '试用登录',
    lead: '这里是试用的系统，人名和电话都是编的。选一个人，就用他的身份进去看。',
    inRole: (role: string, name: string) => `${role} ${name}`
  },
  waitingFor: '试用的名单'
}
