/** Words of the windows without signal. */
export const noSignal = {
  title: '没有信号的时候',
  link: '没有信号的时候',
  linkOf: (name: string) => `${name} 没有信号的时候`,
  lead: '在没有信号的地方，手里的办件不计时。记下来，从现在起算。',
  leadOf: (name: string) => `${name} 没有信号的时候，他手里的办件不计时。`,
  waitingFor: '没有信号的时候',
  gone: { title: '这里看不到', text: '只有本人和他派出所的值班能看。' },
  howOften: '多久一次',
  kinds: { weekly: '每周', once: '只这一次' },
  weekday: '星期几',
  weekdays: ['周日', '周一', '周二', '周三', '周四', '周五', '周六'],
  listed: '记下的时段',
  weekly: (weekday: string, span: string) => `每${weekday} ${span}`,
  once: (from: string, until: string) => `${from} 到 ${until}`,
  add: '记下这个时段',
  added: '记下了，办件的时间会跟着改',
  remove: '去掉',
  removed: '去掉了，办件的时间会跟着改',
  removeLabel: (window: string) => `去掉 ${window}`
}
