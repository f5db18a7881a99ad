/** Words of the slip that is printed, or copied by hand. */
export const slip = {
  title: '查进度的单子',
  waitingFor: '这张单子',
  program: '背包警务 · 办件单',
  number: '编号',
  item: '办的事',
  village: '在哪个村',
  scan: '用微信或手机浏览器扫一扫',
  scanSpoken: (number: string) => `二维码，扫一扫查编号 ${number} 的进度`,
  how: '怎么查办到哪一步',
  ways: {
    scan: '手机扫上面的码，再填申请时用的手机号后四位。',
    type: '或者打开“背包警务”，点“查进度”，填编号和手机号后四位。',
    call: (station: string, phone: string) => `不会用手机，就给${station}打电话：${phone}，报这个编号。`
  },
  private: '单子上没有你的名字和电话，丢了也不要紧。',
  print: '打印',
  copy: '复制编号',
  copied: '编号复制好了。',
  call: (station: string) => `给${station}打电话`,
  open: '打印办件单'
}
