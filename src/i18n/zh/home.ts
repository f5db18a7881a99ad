/** Words of the first screen. */
export const home = {
  waitingFor: '你们村的民警和电话',
  place: (town: string, village: string) => `${town} · ${village}`,
  changeVillage: '换个村',
  officerNote: '上门办事找他',
  standIn: (duty: string, name: string) => `${duty} ${name} 今天休假，由他顶着`,
  nobodyHere: '村里的民警今天都不在，打派出所有人接',
  stationDuty: '派出所',
  agent: (name: string) => `帮代办员 ${name}`,
  callAgent: (name: string) => `给帮代办员 ${name} 打电话`,
  agentOnLeave: (name: string) => `帮代办员 ${name} 今天休假。`,
  noVillage: { title: '先选你的村', text: '选了村，就知道谁负责你们村、电话多少。', action: '选我的村' },
  searchHint: '想办什么？身份证、落户、驾驶证…',
  ways: {
    paperwork: { text: '帮我办手续', note: '村里帮代办，不用跑' },
    homeVisit: { text: '请到家里来', note: '民警背包上门' }
  },
  mine: '正在办的',
  all: '看全部',
  callStation: (station: string) => `给${station}打电话`,
  danger: '有危险先打 110'
}
