import type { SessionRow } from '../../contract/privacy'

const devices: Record<SessionRow['device'], string> = { apple: '苹果手机', android: '安卓手机', computer: '电脑', other: '别的设备' }
const clients: Record<SessionRow['client'], string> = { wechat: '微信', browser: '浏览器' }

/** Words about one's own data: agreements, export, deleting the account, signed-in phones. */
export const account = {
  consents: {
    title: '我同意过的',
    kinds: { privacy: '怎么用我的信息', sensitive: '记下身体情况和身份证号' },
    given: (day: string) => `${day}同意的`,
    notGiven: '没有同意',
    takeBack: '收回同意',
    takeBackTitle: { privacy: '要收回同意吗？', sensitive: '要收回同意吗？' },
    takeBackText: {
      privacy: '收回以后，不能再申请新的事。正在办的照常办完。什么时候都能再同意。',
      sensitive: '收回以后，不再记你家的身体情况和身份证号。正在办的照常办完。'
    },
    takenBack: '收回了。',
    agreed: '同意了，记下了。'
  },
  data: {
    title: '我的数据',
    exportRow: '导出我的数据',
    exportNote: { h5: '下载一个文件，里面是记下的所有内容', weapp: '复制下来，可以粘贴到别处存着' },
    exported: { h5: '下载好了，文件名是“我的数据.json”。', weapp: '复制好了，找个地方粘贴。' },
    fileName: '我的数据.json',
    deleteRow: '注销账号',
    deleteNote: '删掉名字、电话、家人，退出所有手机'
  },
  remove: {
    title: '要注销账号吗？',
    lines: [
      '删掉你的名字、电话、村、家人和身份证号，所有手机都退出登录。',
      '办完的事要留 3 年备查，这期间公安还看得到是谁申请的，到时候去掉。',
      '没办完的事要先办完或撤销。',
      '注销后不能恢复。同一个手机号可以重新登录，但看不到以前的事。'
    ],
    doText: '注销账号',
    done: '账号注销了。'
  },
  sessions: {
    title: '登录过的手机',
    waitingFor: '登录过的手机',
    signIn: { title: '请先登录', text: '登录以后才能看到在哪些手机上登录过。' },
    where: (client: SessionRow['client'], device: SessionRow['device']) => `${clients[client]} · ${devices[device]}`,
    current: '就是这部',
    begun: (when: string) => `${when} 登录`,
    seen: (day: string) => `上次用是${day}`,
    onlyThis: '只有这一部手机登录着。',
    endOthers: '让别的手机都退出',
    endDo: '都退出',
    endTitle: '要让别的手机都退出吗？',
    endText: '马上就退出，要用再重新登录。这部手机不受影响。',
    ended: '别的手机都退出了。'
  }
}
