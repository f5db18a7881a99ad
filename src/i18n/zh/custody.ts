/** Words about papers in somebody's hands, deliveries, and what waits to be sent. */
export const custody = {
  takePapers: {
    lead: '勾上的记在你名下，交还以前都是你保管。',
    papers: '收下了哪些',
    papersMissing: '请至少选一样。',
    confirm: '记下，我收着'
  },
  givePapers: {
    lead: '你说交了哪些，接的人再数一遍。他点收以前，还算在你手里。',
    papers: '交出去哪些',
    confirm: '记下，交出去了'
  },
  receivePapers: {
    lead: '照实数：收到的勾上，没见到的不勾。对不上的，值班会去问。',
    papers: '你收到了哪些',
    said: (name: string) => `${name} 说交给你了`,
    unsaid: (name: string) => `在 ${name} 手里，他还没说交`,
    confirm: (count: number) => count === 0 ? '一件也没收到' : `点收 ${count} 件`
  },
  returnPapers: {
    lead: '还给谁、他是什么人，都记下来。',
    papers: '还给他哪些',
    confirm: '记下，还给他了'
  },
  papersMissing: '请至少勾一样。',
  day: '哪天送到',
  dayNone: '先不定',
  dayMissing: '请选一天。',
  setDelivery: {
    lead: '定好以后，本人和家人马上看到。',
    text: '要说明的（可以不写）',
    confirm: (day: string) => `定在 ${day}`,
    confirmBare: '定下来'
  },
  notDelivered: {
    lead: '证件还在你手里。值班会知道没送成。',
    why: '为什么没送成',
    whyMissing: '请选一样。',
    whys: {
      refused: { text: '本人不收', note: '他不同意办，或者说证件不对' },
      nobodyTakes: { text: '没人能代收', note: '家里没人，也没有能托的人' }
    },
    text: '当时的情况（可以不写）',
    confirm: '记下，带回去'
  },
  deliver: {
    lead: '写清谁收的。没有信号也能记，先存在手机里。',
    leadFetched: '来的人收下了，写清是谁。',
    way: '怎么交的',
    ways: { broughtHome: '送到家里', fetched: '来派出所领的' },
    relation: '是他什么人',
    relationMissing: '请选一样。',
    proof: '写一句，或者拍一张',
    proofMissing: '写一句怎么交的，或者拍一张照片，有一样就行。',
    text: '怎么交的',
    quick: ['当面点清了', '他看过没有错', '不识字，念给他听了'],
    photoAdd: '拍一张',
    photoSpoken: (at: number) => `第 ${at} 张照片`,
    photoRemove: '去掉',
    photoNoRoom: '手机存不下这张照片。写一句也行。',
    photoNote: '只给办这件事的人看。没有信号时先存在手机里。',
    kept: '记在手机里了，有信号就发',
    noRoom: '手机存满了，没有记下。请先记在纸上，腾出地方再记。'
  },
  elsewhere: (name: string) => `有证件还在 ${name} 手里，先点收再送。`,
  differ: {
    heading: '点收时对不上',
    missing: (papers: readonly string[], name: string) => `${name} 没见到：${papers.join('、')}`,
    unsaid: (papers: readonly string[]) => `收到了，可交的人没说过交：${papers.join('、')}`
  },
  earlier: (holder: string, since: string) => `${since} 起在 ${holder} 手里`,
  given: (when: string) => `${when} 说交出去了，还没人点收`,
  unsent: {
    title: '等着发出的',
    states: { waiting: '在手机里', sent: '发出去了', refused: '没办成' },
    sending: '正在发',
    written: (when: string) => `${when} 记下`,
    sentAt: (when: string) => `${when} 发出`,
    photos: (count: number) => `照片 ${count} 张`,
    nothing: { title: '没有等着发的', text: '没有信号时记下的，会先放在这里。' },
    note: '有信号时自动发，也可以点下面。写下的不会丢，也不会发两次。',
    now: '现在试着发',
    what: { deliver: '送到了', nobodyHome: '没人应门' } as Partial<Record<string, string>>,
    whatOf: (what: string, about: string) => `${what} · ${about}`,
    kept: '你写的都在这里，没有丢：',
    known: '知道了',
    open: '看这件',
    band: (count: number) => `${count} 条在手机里`,
    bandRefused: (count: number) => `${count} 条没办成`,
    forThis: (what: string) => `${what}，记在手机里。有信号就发出去。`,
    refusedThis: (why: string) => `上次记的没办成：${why}`
  }
}
