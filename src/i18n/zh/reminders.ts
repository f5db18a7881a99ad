/** Words of the screen about reminders. */
export const reminderWords = {
  title: '提醒',
  waitingFor: '你的提醒',
  stranger: { title: '登录以后能看你的提醒', text: '消息怎么到你这里，都写在那里。' },
  heading: { resident: '微信提醒', staff: '微信提醒（派给你的事）' },
  left: (count: number) => `还能收到 ${count} 次提醒，再点一次同意，就多一次。`,
  none: '现在收不到微信提醒。点一次同意，收到一次。',
  last: '只剩一次时，留给“明天来”和“证办好了”。',
  agree: '同意收一次提醒',
  again: '再同意一次',
  refused: '你在微信里选过“不再接收”，微信就不再问你了。要收提醒，去微信的设置里打开。',
  off: '你在微信里把这个小程序的提醒关掉了。要收提醒，去微信的设置里打开。',
  openSettings: '去微信的设置',
  noTemplate: '这里还没有开通微信提醒。消息都在小程序里看。',
  browser: '在浏览器里不会响，消息都写在“消息”里。要在微信里收提醒，请用微信打开小程序。',
  ways: {
    heading: '消息怎么到你这里',
    lines: [
      '小程序里：每一条都写在“消息”里，哪部手机打开都一样。',
      '微信：同意一次，收一次。',
      '家人没有微信：约好时间、改时间、上门前一天、证办好了，发短信给他；短信到不了，村里有人打电话给他。'
    ]
  },
  hours: {
    heading: '什么时候来',
    lines: (eve: string, from: string, until: string) => [
      `上门前一天 ${eve} 提醒你。`,
      `晚上 ${from} 到早上 ${until} 不吵你，到了早上再来。`,
      '只有一样不等天亮：来过了，没人应门。'
    ]
  },
  toMessages: '看我的消息'
}
