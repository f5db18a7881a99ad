/** Words of the village picker. */
export const villages = {
  title: '选我的村',
  search: '找村',
  searchHint: '村名、拼音或首字母',
  lead: '选了村，就知道谁负责你们村、电话多少。',
  waitingFor: '村的名单',
  towns: '在哪个镇、街道？',
  count: (count: number) => `${count} 个村`,
  otherTown: '换个镇',
  mine: '你现在的村',
  chosen: '现在选的',
  repeated: '有的村名字一样，看清是哪个镇的。',
  ofTown: (town: string) => `${town}的`,
  tooMany: (count: number) => `先列出 ${count} 个，再多写一个字就更准。`,
  nothing: { title: '没找到这个村', text: '换个写法，比如只写前两个字，或写拼音首字母。', action: '按镇来找' },
  keeping: '正在记下你的村'
}
