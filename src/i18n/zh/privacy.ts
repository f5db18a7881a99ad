import type { ConsentKind, SessionRow } from '../../contract/privacy'

/** How data are used, in words one can say yes or no to. Whoever changes a word makes a new version in src/contract/privacy.ts. */
const told: Record<ConsentKind, { version: string; title: string; parts: Array<{ title: string; text: string }> }> = {
  privacy: {
    version: '2026-11',
    title: '我们怎么用你的信息',
    parts: [
      { title: '记下什么', text: '你的名字、手机号、住的村,你申请的事和经过。替家里人申请的,还有他的名字、电话、住址。' },
      { title: '为什么要记', text: '好派给管你们村的民警或帮代办员,联系得上你,把事办成。不拿去做别的。' },
      { title: '谁看得到', text: '办这件事的人,派出所值班和所长。替家里人申请的,你看得到哪天办、谁来办、办成没有,看不到上门时说的话。' },
      { title: '放多久', text: '没办完的一直留着。办完的留 3 年备查,到时候把名字、电话、住址和说过的话都去掉。' },
      { title: '怎么收回', text: '到“我的”里点“隐私和我的数据”,能收回同意,能导出,能注销。正在办的照常办完。' }
    ]
  },
  sensitive: {
    version: '2026-11',
    title: '记下身体情况',
    parts: [
      { title: '记下什么', text: '“行动不便”“重病在身”,说的是身体情况。' },
      { title: '为什么要记', text: '好先安排这家,早点上门。' },
      { title: '谁看得到', text: '只有办这件事的人,派出所值班和所长。' },
      { title: '不同意行不行', text: '行。照样能办,只是不点这两样。什么时候都能收回。' }
    ]
  }
}

const devices: Record<SessionRow['device'], string> = { apple: '苹果手机', android: '安卓手机', computer: '电脑', other: '别的设备' }
const clients: Record<SessionRow['client'], string> = { wechat: '微信', browser: '浏览器' }

/** Words about one's own data: what is kept, what one agreed to, taking it along, leaving. */
export const privacy = {
  told,
  title: '隐私和我的数据',
  row: '隐私和我的数据',
  rowNote: '记了什么、谁看得到、怎么收回',
  agree: '同意',
  agreeAndSignIn: '同意登录',
  wechatContract: '看微信的隐私保护指引',
  wechatTitle: '微信要你点一下同意',
  wechatText: '要用你的手机号登录,微信要你先同意。不同意也能看能办什么事。',
  wechatRefuse: '不同意',
  consents: {
    title: '我同意过的',
    kinds: { privacy: '怎么用我的信息', sensitive: '记下身体情况' },
    given: (day: string) => `${day}同意的`,
    notGiven: '没有同意',
    takeBack: '收回同意',
    takeBackTitle: { privacy: '要收回同意吗?', sensitive: '要收回同意吗?' },
    takeBackText: {
      privacy: '收回以后,不能再申请新的事。正在办的照常办完。什么时候都能再同意。',
      sensitive: '收回以后,不再记你家的身体情况。正在办的照常办完。'
    },
    takenBack: '收回了。',
    agreed: '同意了,记下了。'
  },
  data: {
    title: '我的数据',
    exportRow: '导出我的数据',
    exportNote: { h5: '下载一个文件,里面是记下的所有内容', weapp: '复制下来,可以粘贴到别处存着' },
    exported: { h5: '下载好了,文件名是“我的数据.json”。', weapp: '复制好了,找个地方粘贴。' },
    fileName: '我的数据.json',
    deleteRow: '注销账号',
    deleteNote: '删掉名字、电话、家人,退出所有手机'
  },
  remove: {
    title: '要注销账号吗?',
    lines: [
      '删掉你的名字、电话、村和家人,所有手机都退出登录。',
      '办完的事要留 3 年备查,这期间公安还看得到是谁申请的,到时候去掉。',
      '没办完的事要先办完或撤销。',
      '注销后不能恢复。同一个手机号可以重新登录,但看不到以前的事。'
    ],
    doText: '注销账号',
    done: '账号注销了。'
  },
  sessions: {
    title: '登录过的手机',
    row: '登录过的手机',
    rowNote: '手机丢了,在这里让它退出',
    waitingFor: '登录过的手机',
    signIn: { title: '请先登录', text: '登录以后才能看到在哪些手机上登录过。' },
    where: (client: SessionRow['client'], device: SessionRow['device']) => `${clients[client]} · ${devices[device]}`,
    current: '就是这部',
    begun: (when: string) => `${when} 登录`,
    seen: (day: string) => `上次用是${day}`,
    onlyThis: '只有这一部手机登录着。',
    endOthers: '让别的手机都退出',
    endDo: '都退出',
    endTitle: '要让别的手机都退出吗?',
    endText: '马上就退出,要用再重新登录。这部手机不受影响。',
    ended: '别的手机都退出了。'
  }
}
