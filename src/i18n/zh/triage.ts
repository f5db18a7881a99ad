import type { TriageReason } from '../../contract/catalogue'

const reasons: Record<TriageReason, string> = {
  danger: '人的安全最要紧，手续以后再办。',
  agentCanHandle: '这件事不用本人到场，帮代办员拿着材料就能办。',
  presenceAtHome: '这件事要本人在场，民警带着设备到家里来。',
  cannotTravel: '他出不了门，民警带着设备到家里来。',
  nobodyAtHome: '这件事要本人在场，他不在家，民警上门也办不成。他方便的时候去一趟就行。',
  equipmentOnlyAtCounter: '办这件事的设备只有窗口有，民警背不到家里来。',
  examOnSite: '考试和验车只能在现场，别人替不了。',
  notPolice: '这件事公安办不了，打给他们更快。'
}

/** Words of the triage: its questions and its advice. */
export const triage = {
  title: '看怎么办',
  waitingFor: '办事目录',
  waitingForAdvice: '办法',
  step: (at: number, total: number) => `第 ${at} 步，共 ${total} 步`,
  stepOf: (at: number) => `第 ${at} 步`,
  chooseFirst: '先选一个，再往下走。',
  missing: { title: '没有这件事', text: '可能改了名字，到目录里再找一找。', action: '看全部的事' },
  questions: {
    danger: {
      ask: '现在有人有危险吗？', note: '比如正在打人、着火、有人受重伤。',
      yes: '有危险', no: '没有危险'
    },
    subject: { ask: '是哪方面的事？', note: '选最像的一个。', others: '都不是', othersNote: '社保、医保、停电、买东西…' },
    matter: { ask: '是哪一件？', note: '选最像的一个。' },
    canTravel: {
      ask: '要办事的人，自己能出门吗？', note: '能走到村委会或派出所就算能。',
      yes: '能出门', no: '出不了门'
    },
    presentAtHome: {
      ask: '民警来的时候，他在家吗？', note: '时间可以商量，只要那天他能在。',
      yes: '能在家', no: '在外地，回不来'
    },
    materialsReady: {
      ask: '这些材料都有吗？', note: '',
      yes: '都有', no: '还缺一些'
    }
  },
  dangerFirst: '先打 110。说清在哪个村、哪一家、出了什么事。',
  call110: '现在就打 110',
  moreNumbers: '看其他急救电话',
  advice: {
    call110: '有危险，先打 110',
    paperwork: '村里帮代办员能替你办',
    homeVisit: '民警到家里来办',
    counter: '这件事要自己去一趟',
    notPolice: '这件事不归公安管'
  },
  reasons,
  where: '去哪里',
  whom: '打给谁',
  noAddress: '还不知道是哪个派出所',
  chooseVillage: '选一下我的村',
  chooseVillageNote: '选了村，就告诉你是哪个派出所、电话多少。',
  bring: { paperwork: '交给帮代办员的材料', homeVisit: '家里请准备', counter: '去的时候带上' },
  prepareFirst: '还缺的材料，可以先申请，办之前备齐就行。',
  prepareFirstCounter: '还缺的材料，备齐了再去，省得跑两趟。',
  actions: { paperwork: '请帮代办员替我办', homeVisit: '请民警到家里来' },
  call: (phone: string) => `打 ${phone}`,
  callFirst: '去之前先打电话问一问，省得白跑。',
  toItem: '看这件事的详细说明',
  again: '重新回答'
}
