/** Words of the agent's screen about consents to witness. */
export const witness = {
  title: '请你去问一声',
  waitingFor: '要问的人',
  empty: { title: '现在没有要你问的', text: '有人请你去问，会出现在这里。' },
  lead: (owner: string, kinship: string) => `${owner} 想替他办事（他是 ${owner} 的${kinship}）`,
  purpose: (purpose: string, months: string) => `问的是：${purpose}，管${months}`,
  read: '当面念给他听',
  yes: '他说同意，我作证',
  no: '他说不同意',
  yesTitle: '记下他同意',
  yesText: '要他自己亲口说的才算。记的是你的名字。',
  noTitle: '记下他不同意',
  noText: '家人会看到他没有同意。',
  yesDone: '记下了，他同意。',
  noDone: '记下了，他不同意。'
}
