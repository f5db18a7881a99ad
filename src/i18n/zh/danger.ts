/** Words of the screen for danger to life. */
export const danger = {
  title: '有危险',
  first: '有危险，先打 110',
  tell: '电话里说清三样：在哪个村哪一家、出了什么事、有没有人受伤。',
  youAreIn: (place: string) => `你选的村是 ${place}，可以照着说。`,
  call110: '打 110',
  call119: '着火打 119',
  call120: '急病打 120',
  calm: '不急的事，找派出所',
  calmNote: '没有人身危险的，打派出所电话就行。',
  callStation: '给派出所打电话',
  waitingFor: '派出所的电话',
  chooseVillage: '选一下我的村',
  chooseVillageNote: '选了村，这里就有你们派出所的电话。'
}
