/** Words of the sums behind due times. */
export const due = {
  title: '时间怎么算的',
  waitingFor: '时间的算法',
  stranger: { title: '登录以后才能看', text: '时间怎么算的，只给这件事的人看。' },
  nothing: { title: '这件事没有定时间', text: '有的事项要看材料，或者约了再定，没有定到哪一天。' },
  accept: { heading: '最晚什么时候接办', by: (time: string) => `${time} 前接办` },
  promise: { heading: '答应什么时候办好', by: (day: string, time: string) => `${day} ${time} 前办好` },
  unknown: '后面的放假安排还没有公布，出来以后再定。',
  from: (time: string) => `从 ${time} 算起`,
  workingDays: (days: number) => `${days} 个工作日，当天不算在内`,
  calendarDays: (days: number) => `${days} 天，周末和放假也算`,
  thenCalendarDays: (days: number) => `再加 ${days} 天，周末和放假也算`,
  workingTime: (time: string) => `上班时间 ${time}，下班和午休不算`,
  weekend: (days: string) => `${days} 是周末，不算`,
  holiday: (days: string) => `${days} 放假，不算`,
  makeUp: (days: string) => `${days} 补班，算工作日`,
  waitingForResident: (time: string) => `等补材料停了 ${time}`,
  noSignal: (time: string) => `办理人没有信号，停了 ${time}`,
  end: (time: string) => `合起来到 ${time}`,
  still: {
    waitingForResident: '现在停着：等补材料。补来以后接着算，日子往后推。',
    noSignal: '现在停着：办理人那里没有信号。'
  },
  days: (count: number) => `${count} 天`,
  hours: (count: number) => `${count} 小时`,
  minutes: (count: number) => `${count} 分钟`,
  day: (month: number, day: number) => `${month}月${day}日`,
  daySpan: (from: string, until: string) => `${from}到${until}`,
  dayList: (days: readonly string[]) => days.join('、')
}
