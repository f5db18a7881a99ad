import type { Channel } from '../../contract/catalogue'

/** Words of the form that asks for help with paperwork or for a visit. */
export const newServiceRequest = {
  waitingFor: '这件事怎么办',
  missing: { title: '没有这件事', text: '可能改了名字，到目录里再找一找。', action: '看全部的事' },
  notOpen: {
    presence: {
      title: '这件事别人替不了',
      text: (item: string) => `${item}要本人在场，帮代办员不能替你办。`
    },
    channel: {
      title: '这件事不能这样办',
      text: (item: string, channel: string) => `${item}不能“${channel}”。`
    },
    homeVisit: '请民警到家里来',
    paperwork: '请帮代办员替我办',
    counter: '看去哪里办'
  },
  chooseWay: { title: '想怎么办？', text: (item: string) => `${item}有两种办法，选一个。` },
  signIn: { title: '先登录，再发出', text: '民警要能联系到你，所以发出前要登录。登录后回到这里，填过的都在。' },
  found: '上次没有发出的，已经放回来了，接着填就行。',
  clear: '清空重填',
  step: (at: number, total: number) => `第 ${at} 步，共 ${total} 步`,
  whom: {
    ask: '这次办给谁？',
    selfOnly: '这件事要经办的人自己申请，不能替别人申请。',
    self: { text: '我自己', note: '办我自己的事' },
    family: { text: '家里人', note: '替老人、孩子或邻居申请' },
    missing: '先选办给谁。',
    name: '他叫什么名字？',
    nameMissing: '请写上他的名字。',
    kinship: '他是你的什么人？',
    kinshipMissing: '请选他是你的什么人。',
    phone: '他的手机号（没有就不写）',
    phoneHint: '写了，他也能看到进展',
    phoneWrong: '手机号要 11 位数字，没有就空着。'
  },
  idNumber: {
    ask: {
      self: '你的身份证号是多少？',
      other: (name: string) => (name ? `${name} 的身份证号是多少？` : '他的身份证号是多少？')
    },
    note: '办之前要先查，所以这件事才问。接办的人能看到全部，看一次记一次；别人只看得到头尾。',
    label: '身份证号（18 位）',
    hint: '照着证填，最后一位可能是 X',
    kept: '手机上不存，关掉这一页要重填。',
    missing: '请填身份证号，办之前要先查。'
  },
  where: {
    ask: { homeVisit: '到哪里来？', paperwork: '人在哪个村？' },
    mine: '你的村',
    other: '另选的村',
    loading: '正在取村名',
    choose: '选村',
    chooseNote: '选了村，才知道派给谁',
    familyNote: '他住在别的村，就换成他的村。',
    villageMissing: '请先选村。',
    address: { homeVisit: '家在村里哪儿？', paperwork: '家在村里哪儿？（可以不写）' },
    addressHint: '例如：村东头第一家',
    addressMissing: '请写一写家在村里哪儿，民警好找。',
    change: '换个村'
  },
  circumstances: {
    ask: '有没有这些情况？',
    note: '有就点上，我们先安排。没有就不用点。'
  },
  times: {
    ask: { homeVisit: '什么时候方便上门？', paperwork: '什么时候方便交材料？' }
  },
  remark: { ask: '还有什么要说的？', label: '要说的话（可以不写）', hint: '例如：家里有狗，到了先打电话' },
  photos: {
    ask: '要不要加照片？',
    note: {
      homeVisit: '比如家门口的样子，民警好找。不加也行。',
      paperwork: '比如村里开的证明。不加也行。'
    } satisfies Record<Channel, string>
  },
  review: {
    ask: '看一看，再发出',
    rows: {
      item: '办什么',
      whom: '办给谁',
      idNumber: '身份证号',
      where: '在哪里',
      circumstances: '情况',
      times: '想要的时间',
      remark: '要说的',
      photos: '照片',
      phone: '联系电话'
    },
    self: (name: string) => `${name}（我自己）`,
    selfUnknown: '我自己',
    family: (name: string, kinship: string) => `${name}（${kinship}）`,
    all: (parts: readonly string[]) => parts.join('、'),
    noCircumstances: '没有特别的',
    anyTime: '哪天都行',
    nothingMore: '没有',
    photos: (count: number) => `${count} 张`,
    noPhotos: '没有',
    itemAndWay: (item: string, channel: string) => `${item} · ${channel}`,
    change: '修改',
    changeSpoken: (label: string) => `修改${label}`,
    next: '发出以后'
  },
  promise: {
    to: (duty: string, name: string) => `马上派给 ${duty} ${name}。`,
    toDesk: '马上派给派出所值班，由值班的人安排。',
    toSomebody: '马上派给负责这个村的人。',
    accept: {
      homeVisit: (hours: number) => `${hours} 个工作小时内接办，打电话和你约上门时间。`,
      paperwork: (hours: number) => `${hours} 个工作小时内接办，打电话和你说怎么交材料。`
    } satisfies Record<Channel, (hours: number) => string>,
    visit: (days: number) => `${days} 个工作日内上门。`,
    time: (text: string) => `办好要多久：${text}。`,
    present: (name: string) => `上门时 ${name} 要在家。`,
    presentSelf: '上门时你要在家。',
    materials: {
      homeVisit: (papers: readonly string[]) => `家里请准备：${papers.join('、')}。`,
      paperwork: (papers: readonly string[]) => `要交给他的：${papers.join('、')}。`
    } satisfies Record<Channel, (papers: readonly string[]) => string>,
    fee: (text: string) => `收费：${text}。`,
    hours: (spans: readonly string[]) => `工作时间是工作日 ${spans.join('、')}，其他时间发出的，从下一个工作时间算起。`
  },
  toReview: '下一步，看一看',
  send: '发出申请',
  signInToSend: '登录后发出',
  sentBefore: '这份申请上次可能已经发出去了。先到办件里看一看，没有的话，再点一次“发出申请”。',
  toServiceRequests: '去办件里看看',
  otherWays: '看这件事的办法'
}
