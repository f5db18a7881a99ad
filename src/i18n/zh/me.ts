import type { Letters } from '../../phone/letters'

const letters: Record<Letters, { text: string; note: string }> = {
  standard: { text: '标准', note: '一屏看得多些' },
  elder: { text: '大字', note: '字和按钮都大一些' },
  largest: { text: '特大字', note: '看不清小字就选它' }
}

/** Words of the screen about oneself. */
export const me = {
  title: '我的',
  stranger: { title: '你还没登录', text: '登录以后能申请办事、看进展。', action: '登录' },
  phone: (masked: string) => `手机 ${masked}`,
  rename: '改名字',
  renameTitle: '你叫什么名字？',
  renameHint: '写真名，民警上门好称呼你。',
  renameMissing: '请写上名字。',
  save: '记下来',
  village: '我的村',
  noVillage: '还没有选村',
  noVillageNote: '选了村，就知道谁负责、电话多少',
  changeVillage: '换个村',
  chooseVillage: '选我的村',
  work: '我的工作',
  inbox: '待我办的',
  inboxNote: '派给我的办件',
  calls: '要打的电话',
  callsNote: '短信到不了的人，打个电话说一声',
  reminders: '提醒',
  remindersNote: '消息怎么到你这里，几点不吵你',
  station: '本所办件',
  stationNote: '全所没办结的事，可以改派',
  letters: '字的大小',
  letterSizes: letters,
  lettersOfWeChat: '你在微信里把字调得更大，这里跟着微信的来。',
  danger: '有危险先打 110',
  signOut: '退出登录',
  signOutTitle: '要退出登录吗？',
  signOutText: '退出后，这部手机上看不到你的办件，没写完的也会清掉。办件照常办，不受影响。'
}
