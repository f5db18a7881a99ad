/** Words that every screen may need. */
export const common = {
  appName: '背包警务',
  back: '返回',
  busy: '请稍等…',
  retry: '再试一次',
  close: '关上',
  notNow: '先不了',
  next: '下一步',
  signIn: '登录',
  previous: '上一步',
  more: '看更多',
  call: (name: string) => `给 ${name} 打电话`,
  offline: '没有信号，照常看',
  stale: (why: string) => `${why}下面是上次看到的内容。`,
  waitingFor: (what: string) => `正在取${what}，信号弱时会慢一些`,
  lettersLeft: (count: number) => `还能写 ${count} 个字`,
  joined: (texts: readonly string[]) => texts.join('，'),
  labelWithError: (label: string, error: string) => `${label}，${error}`,
  tabs: { home: '首页', serviceRequests: '办件', notices: '消息', me: '我的' },
  unreadTab: (count: number) => `消息 ${count < 100 ? count : '99+'}`,
  tabsLabel: '底部导航'
}
