import { events } from './officerEvents'

/** Words of the screens for officers and agents: the inbox, one service request and its moves. */
export const officer = {
  inbox: {
    title: '待我办的',
    filters: { all: '全部', assigned: '待接办', accepted: '已接办', underway: '办理中' },
    filterNotes: {
      all: '特殊人群和时间紧的排在前面。',
      assigned: '派给你，还没有接。',
      accepted: '已经接了，还没有出发。',
      underway: '正在办、等制证和正在送证。'
    },
    empty: {
      all: { title: '现在没有要你办的事', text: '有人申请，这里马上会看到。下拉可以刷新。' },
      assigned: { title: '没有等你接的', text: '派给你的新申请会出现在这里。' },
      accepted: { title: '没有接了还没出发的', text: '接办以后会到这里，等你约时间、出发。' },
      underway: { title: '没有正在办的', text: '出发或开始办理以后会到这里。' }
    },
    showAll: '看全部',
    more: '看后面的',
    waitingFor: '要办的事',
    filtersLabel: '看哪一些',
    notYours: { title: '这里给办件的人看', text: '你申请的事在办件里。', action: '看我的办件' }
  },
  card: {
    place: (channel: string, town: string, village: string, address: string) =>
      `${channel} · ${town} ${village}${address ? ` · ${address}` : ''}`,
    offeredToYou: (name: string) => `${name} 还没接，你也可以接`
  },
  detail: {
    title: '办件',
    forWhom: '办给谁',
    applicant: '申请人',
    own: '本人申请',
    bookedFor: (kinship: string) => `替${kinship}申请`,
    noPhone: '没有留电话',
    where: '地址',
    noAddress: '没有写，到村后打电话问',
    remark: '他说',
    wanted: '想要的时间',
    wantedAnew: '他想改到',
    anyTime: '没有说，先打电话问一问',
    appointment: '约好的时间',
    missed: (times: number) => `已经有 ${times} 次没见到人`,
    materials: '要核对的材料',
    noMaterials: '这个事项不要材料。',
    papers: (papers: readonly string[]) => papers.join('、'),
    asked: (when: string) => `${when} 让他补`,
    custody: '原件在谁手里',
    held: (holder: string, since: string) => `${holder} 收着，${since} 起`,
    returned: (to: string, when: string) => `${when} 交给 ${to}`,
    timeline: '经过',
    told: '看通知了谁',
    due: '时间怎么算的',
    system: '系统自动',
    whenAndWho: (when: string, who: string) => `${when} · ${who}`,
    phoneTime: (time: string) => `手机上的时间 ${time}`,
    routing: '派给谁，为什么',
    showRouting: '看怎么派的',
    hideRouting: '收起',
    assignee: (name: string) => `${name} 在办`,
    assigneeYou: '你在办',
    assignedYou: '派给你，等你接',
    assigned: (name: string) => `派给 ${name}，等他接`,
    offered: (name: string) => `${name} 还没接，你也可以接`,
    finished: (name: string) => `${name} 办的`,
    declinedReason: (reason: string) => `理由：${reason}`,
    declinedBasis: (basis: string) => `依据：${basis}`,
    rating: '居民评价',
    stars: { 5: '非常满意', 4: '满意', 3: '基本满意', 2: '不满意', 1: '非常不满意' },
    readOnly: '这件不是派给你的，你可以看，不能办。',
    others: '其他办法',
    search: '正在找人，看到哪一步了',
    othersTitle: '还可以这样办',
    waitingFor: '这件事',
    gone: { title: '这件已经不在你这里了', text: '可能改派给别人了，或者已经撤销。', action: '去待我办的' }
  },
  events,
  idNumber: {
    heading: (name: string) => `${name} 的身份证号`,
    look: '查看完整号码',
    recorded: '看一次记一次：谁看的、什么时候看的，所长和分局查得到。',
    shown: '一分钟后自动收起。不要抄在别处。',
    hide: '收起'
  },
  routing: {
    causes: { submit: '申请时', handBack: '退回后', reassign: '值班改派', escalate: '转上门时', reopen: '重新办理时', overdue: '没人接办' },
    levels: { named: '本村负责', backup: '后备', stationDuty: '派出所值班', districtDesk: '分局值守' },
    outcomes: {
      chosen: '派给他', onLeave: '休假，跳过', notInDates: '不在任期，跳过', needsPolice: '要民警办，跳过', conflictOfInterest: '要回避，跳过',
      handedBack: '退回过，跳过', inactive: '已离岗，跳过', nobody: '没有人'
    },
    step: (level: string, name: string, outcome: string) => `${level} ${name}：${outcome}`
  },
  actions: {
    accept: '接办',
    schedule: '约上门时间',
    scheduleAnew: '改约时间',
    schedulePaperwork: '约办理时间',
    setOut: (village: string) => `出发，去${village}`,
    setOutPaperwork: '开始办理',
    finish: '记下办理结果',
    documentReady: '证件拿到了',
    deliver: '证件送到了',
    nobodyHome: '没人应门',
    askMaterial: '让他补材料',
    escalate: '转民警上门',
    reassign: '换人办',
    handBack: '退回，请别人办',
    decline: '不予办理',
    recordConsent: '问他同不同意',
    withdrawConsent: '他不同意办',
    undoNobodyHome: '开门了，人在家',
    nameContacts: '能去看看的人',
    deliverFetched: '有人来领走了',
    takePapers: '收下材料',
    givePapers: '把证件交出去',
    receivePapers: '点收证件',
    returnPapers: '把材料还给他',
    setDelivery: '定哪天送',
    setDeliveryAnew: '改送证的日子',
    notDelivered: '没送成',
    noteCall: '打过电话了'
  },
  actionNotes: {
    recordConsent: '家人替他申请的，先问本人',
    withdrawConsent: '本人说不办，这件就停',
    undoNobodyHome: '撤回刚才记的“没见到人”',
    nameContacts: '没人应门时，请谁去看一眼',
    noteCall: '记下电话里怎么说的',
    schedule: '定好哪天几点',
    nobodyHome: '先看、先打电话，再约或者找人',
    askMaterial: '补来之前不计时',
    escalate: '代办不了的，交给包村民警',
    reassign: '从名单里选人',
    handBack: '马上派给下一位',
    decline: '写明理由和依据',
    takePapers: '户口簿、照片，记在你名下',
    givePapers: '交给接手的人，或交回派出所',
    receivePapers: '数一数，收到的勾上',
    returnPapers: '写下还给了谁',
    setDelivery: '家人马上看到',
    notDelivered: '本人不收，或没人代收'
  },
  done: {
    accept: '接好了',
    handBack: '退回了，已派给下一位',
    askMaterial: '发给居民了',
    escalate: '转给民警了',
    schedule: '约好了',
    setOut: '记下了，路上小心',
    setOutPaperwork: '开始办了',
    nobodyHome: '记下了，约了下一次',
    finish: '记下了',
    documentReady: '记下了，去送证吧',
    deliver: '办结了',
    decline: '记下了',
    recordConsent: '记下了，本人同意',
    withdrawConsent: '停了，已告诉家人',
    undoNobodyHome: '撤回了，人在家',
    nameContacts: '记下了',
    takePapers: '记下了，在你手里',
    givePapers: '记下了，等他点收',
    receivePapers: '点收好了',
    returnPapers: '记下了，还给他了',
    setDelivery: '定好了，家人看得到',
    notDelivered: '记下了，值班会知道',
    noteCall: '记下了'
  },
  form: {
    addPaper: '别的材料',
    addPaperHint: '写材料的名字',
    add: '加上',
    nothingToDo: '这一步现在不能办了',
    seeDetail: '看这件现在怎样了'
  },
  consent: {
    heading: '本人同意了吗',
    pending: '还没问过。是家人替他申请的，当面问清楚，记下来，才能办结。',
    given: (name: string, when: string) => `同意了。${when}，${name} 记的。`,
    until: (day: string) => `管到 ${day}。`,
    withdrawn: '不同意办。'
  },
  noteCall: {
    lead: { assigned: '记下这个电话，这件就算你接办了。居民会看到你打过电话。', others: '居民会看到你打过电话。办结的日子不变。' },
    text: '电话里怎么说的',
    textMissing: '请写一写电话里怎么说的。',
    quick: ['说好上门前再打电话', '没人接电话，晚点再打', '材料怎么准备说清楚了'],
    confirm: '记下这个电话'
  },
  recordConsent: {
    lead: '把下面的话念给他听，听他自己说。别人不能替他答。',
    read: '念给他听',
    confirm: '他说同意，记下',
    leadVoice: '听一听是不是他自己说的。听不清、拿不准，就当面问。',
    how: '他怎么说的？',
    ways: { onArrival: { text: '当面说的', note: '你就在他跟前' }, voice: { text: '录音里说的', note: '家人发来的，要先听一遍' } },
    recordedAt: (when: string) => `${when} 录的`,
    listen: '听录音',
    playing: '正在放',
    recordedListening: '听一次记一次。',
    listenFirst: '先听一遍录音，再记。',
    unplayable: '这段放不出来，请让家人重新录，或者当面问。'
  },
  withdrawConsent: {
    lead: '他说不办，就不办了。家人会看到这件停了，看不到他说的话。',
    text: '他怎么说的（可以不写）',
    papers: '先把这些还给他',
    returnedTo: '还给了谁',
    returnedToMissing: '原件要先还，请写还给了谁。',
    confirm: '记下，不办了'
  },
  handBack: {
    lead: '退回后马上派给下一位，不会再派回给你。原因只有同事看得到。',
    reason: '为什么退回',
    quick: ['我在休假', '不归我管', '我和当事人是亲属', '要民警来办', '这几天进不了村'],
    confirm: '退回'
  },
  askMaterial: {
    lead: '居民马上会看到。补来之前不计时。',
    papers: '还缺哪些',
    papersMissing: '请至少选一样。',
    text: '要说明的（可以不写）',
    textHint: '例如：照片要近期白底的',
    confirm: '发给居民'
  },
  escalate: {
    lead: '转给包村民警，由他约时间上门。居民会看到原因。',
    reason: '为什么代办不了',
    quick: ['要本人照相、采指纹', '要本人当面签字', '原件不能离开本人', '要民警当场核实'],
    confirm: '转给民警'
  },
  schedule: {
    lead: '约好后，居民马上看到。',
    preferred: '他想要的时间',
    noPreferred: '他没有说想要的时间，可以先打个电话。',
    day: '哪一天',
    from: '从几点',
    until: '到几点',
    endTooEarly: '结束要比开始晚。',
    past: '这个时间已经过了，请选后面的。',
    confirm: (window: string) => `约好 ${window}`
  },
  nobodyHome: {
    lead: '记下这次没见到人，再约一次。居民会看到。',
    again: (times: number) => `这是第 ${times} 次没见到人。`,
    text: '当时的情况（可以不写）',
    quick: ['敲门没人应', '电话打不通', '邻居说出门了'],
    next: '下次什么时候来',
    confirm: '记下并再约'
  },
  finish: {
    lead: '居民马上会看到结果。',
    outcome: '办得怎么样',
    outcomeMissing: '请选一样。',
    completed: { title: '办完了', text: '不用再送证件' },
    awaitingDocument: { title: '等制证', text: '证件做好后再送来' },
    papers: '收走了哪些原件',
    papersLead: '勾上的记在你名下，送证时交还。没收走就不勾。',
    text: '留句话（可以不写）',
    textHint: '例如：新证 7 天后送到家',
    confirmBare: '记下',
    confirmCompleted: '办结',
    confirmAwaiting: '记下，等制证'
  },
  documentReady: {
    lead: '证件记在你名下，居民看到正在送证。',
    papers: '拿到了哪些证件',
    papersMissing: '请至少选一样。',
    documents: ['居民身份证', '居民户口簿', '居住证', '驾驶证', '行驶证', '号牌', '许可证', '证明'],
    confirm: '记下，去送证'
  },
  deliver: {
    papers: (papers: readonly string[]) => `交给他：${papers.join('、')}`,
    receivedBy: '谁收的',
    receivedByMissing: '请写收件人的名字。',
    confirm: '送到了，办结'
  },
  decline: {
    lead: '居民会看到理由、依据和投诉电话。',
    reason: '不能办的理由',
    reasonMissing: '请写明理由。',
    legalBasis: '依据哪部法、第几条',
    legalBasisHint: '写法规名称和条款',
    legalBasisMissing: '请写明依据。',
    confirm: '不予办理'
  }
}
