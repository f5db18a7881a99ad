/** Words about family members: entering them, and what they agreed to. */
export const family = {
  row: '我的家人',
  rowNote: '替老人、孩子办事，先在这里添加',
  about: (kinship: string, age: string) => age ? `${kinship} · ${age}` : kinship,
  age: (years: number) => `${years} 岁`,
  papers: { heading: '原件', kept: '办理人收着，办好了交还。', broughtBack: '都交还给家里了。' },
  whom: {
    other: { text: '别的家人', note: '先添加，再选' },
    notConsented: (name: string) => `上门时会当面问 ${name} 同不同意。`,
    consented: (name: string) => `${name} 已经同意了，不用再问。`,
    special: '我们会先安排，两个工作小时内有人联系。'
  },
  inMatter: {
    pending: (name: string) => `上门时会当面问 ${name} 同不同意，他说同意才办。`,
    record: '他不在跟前？录下他说的话',
    recorded: (when: string) => `${when} 录的话发过去了，办的人听过、记下以后，才算同意。`,
    recordAgain: '重新录',
    pendingSelf: '来的人会当面问你同不同意。',
    given: (name: string) => `${name} 同意办。`,
    givenSelf: '你同意了。',
    withdrawn: (name: string) => `${name} 不同意办，所以停了。`,
    withdrawnSelf: '你说不办，已经停了。',
    said: (day: string, by: string) => `${day}，${by} 记下的`,
    heading: '本人同意',
    withdraw: '我不同意办',
    withdrawTitle: '要停下来吗？',
    withdrawText: (name: string) => `这件是 ${name} 替你申请的。你说不办，就不会再有人来。`,
    withdrawReason: '想说的（可以不写）',
    withdrawDo: '不办了'
  },
  witnessRow: '请你去问一声',
  witnessRowNote: '家人替老人申请，要你当面问他同不同意'
}
