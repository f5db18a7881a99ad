import type { EvidenceAspect, PresenceKind } from '../../contract/catalogue'

const presence: Record<PresenceKind, string> = {
  none: '本人不用到场。',
  biometric: '本人要在场，采集指纹和人像。',
  photo: '本人要在场，照相核对。',
  signature: '要本人签字。',
  medical: '体检要本人去，交证明可以由别人办。',
  onsite: '要到现场看，现场得有人在。',
  guardian: '孩子要在场，监护人陪着。',
  vehicle: '车要开到现场看。',
  exam: '考试要本人去，验车要把车开去。',
  parties: '当事的人都要在场。'
}

/** Names of an item's aspects, where an aspect still has to be confirmed by the station. */
const aspects: Record<EvidenceAspect, string> = {
  existence: '能不能办',
  materials: '材料',
  time: '时间',
  fee: '收费',
  presence: '谁要到场',
  channels: '办理方式',
  rank: '由谁来办',
  idNumber: '要不要身份证号'
}

/** Words of the catalogue and of one item. */
export const catalogue = {
  title: '能办什么事',
  waitingFor: '办事目录',
  search: '找要办的事',
  searchHint: '身份证、落户、驾驶证…',
  hints: {
    HZ: '身份证、户口、居住证',
    CJ: '护照、港澳台通行证',
    JG: '驾驶证、行驶证、车牌',
    ZA: '无犯罪证明、单位许可',
    MS: '调解纠纷、防骗、找人'
  } as Readonly<Record<string, string>>,
  count: (count: number) => `${count} 件`,
  withChannel: { paperwork: '这里是村里帮代办员能替你办的事。', homeVisit: '这里是民警能到家里办的事。' },
  showAll: '看全部的事',
  others: { title: '不归公安管的事', hint: '社保、医保、停电…看该打给谁', lead: '这些事公安办不了，直接打给他们更快。' },
  matter: { office: (office: string) => `归${office}管`, call: (phone: string) => `打 ${phone}`, tag: '不归公安管' },
  unsure: { text: '说不清归谁管', note: '回答几个问题，看怎么办' },
  found: { items: (count: number) => `找到 ${count} 件能办的事`, matters: '这些不归公安管' },
  nothing: { title: '没找到这件事', text: '换个说法试试，比如只写“户口”“车”。说不清也没关系，回答几个问题就知道找谁。', action: '回答几个问题' },
  noneHere: { title: '这里还没有事项', text: '以后能办的事会出现在这里。', action: '看全部的事' },
  ways: {
    both: '村里能代办，也能请到家里',
    paperwork: '村里帮代办员能替你办',
    homeVisit: '能请民警到家里来',
    counter: '要自己去办'
  },
  /** Everyday words, and the official words to search for instead. */
  everydayWords: {
    落户: ['出生登记', '户口迁移'], 上户口: ['出生登记'], 报户口: ['出生登记'], 迁户口: ['户口迁移'], 户口本: ['户口簿'],
    销户: ['注销户口'], 去世: ['死亡登记'], 改名: ['变更更正'], 改名字: ['变更更正'], 身份证过期: ['身份证到期'],
    身份证丢了: ['身份证丢失'], 补身份证: ['身份证丢失'], 换身份证: ['身份证到期', '身份证丢失'], 暂住证: ['居住证'], 租房: ['居住登记'],
    开证明: ['证明'], 亲属证明: ['亲属关系'], 无罪证明: ['无犯罪'], 出国: ['护照'], 香港: ['港澳'], 澳门: ['港澳'], 台胞证: ['台湾'],
    驾照: ['驾驶证'], 驾本: ['驾驶证'], 行车证: ['行驶证'], 行驶本: ['行驶证'], 车牌: ['号牌', '上牌'], 牌照: ['号牌', '上牌'],
    电动车: ['电动自行车'], 电瓶车: ['电动自行车'], 年检: ['检验'], 年审: ['审验', '检验'], 验车: ['检验'], 违章: ['交通违法'],
    摩托: ['摩托车'], 刻章: ['公章'], 宾馆: ['旅馆'], 民宿: ['旅馆'], 鞭炮: ['烟花爆竹'], 炸药: ['爆炸物品'], 赶集: ['集市'],
    吵架: ['纠纷'], 打架: ['纠纷'], 闹矛盾: ['纠纷'], 调解: ['纠纷'], 骗子: ['反诈'], 诈骗: ['反诈'], 被骗: ['反诈'],
    走丢: ['走失'], 找人: ['走失'], 失踪: ['走失']
  } as Readonly<Record<string, readonly string[]>>,
  /** Words before and after the name of a matter that are left out of a search. */
  fillers: ['我想要', '我要', '我想', '想要', '帮我', '给我', '怎么', '如何', '办理', '怎么办', '办个', '要', '想', '办', '吗', '呢', '?', '\uff1f'],
  item: {
    title: '怎么办这件事',
    missing: { title: '没有这件事', text: '可能改了名字，到目录里再找一找。', action: '看全部的事' },
    enterprise: '单位办理',
    delivery: '证件可以送到家',
    ways: '怎么办',
    counterWay: '这件事要自己去窗口办。',
    wayNotes: { paperwork: '村里有人替你跑', homeVisit: '民警背包上门' },
    unsure: '拿不准？回答几个问题',
    presence: '谁要到场',
    relativeMayApply: '家里人可以替他办。',
    relativeMayBook: '家里人可以替他约，办的时候他要在。',
    present: presence,
    presentRequired: '本人要到场。',
    materials: '要带的材料',
    noMaterials: '不用带材料。',
    applicants: '谁能办',
    time: '多久办好',
    statutory: (text: string) => `法律规定：${text}`,
    fee: '收费',
    legalBasis: '依据',
    inferred: (names: readonly string[]) => `${names.join('、')}${names.length > 1 ? '这几项' : '这一项'}，以派出所答复为准。`,
    aspects,
    actions: { paperwork: '请帮代办员替我办', homeVisit: '请民警到家里来', counter: '看去哪里办' }
  }
}
