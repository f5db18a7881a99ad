import { LIMITS } from '../../contract/limits'

/** Words of recording a beneficiary's consent when a relative asks. */
export const consentVoice = {
  title: '录下他说的话',
  waitingFor: '这件事',
  lead: (name: string) => `${name} 不在办事的人跟前，也能说同意。先念给他听，再录下他自己说的话。`,
  read: '念给他听',
  say: '让他自己说',
  words: (name: string) => `“我是 ${name}，我同意。”`,
  start: { weapp: '开始录', h5: '录一段' },
  stop: '说完了',
  recording: `正在录，${LIMITS.voiceSeconds} 秒以内。`,
  recorded: '录好了，听一听清不清楚。',
  again: '重新录',
  listen: '听一遍',
  playing: '正在放',
  send: '发过去',
  worth: '办的人听过、记下以后，才算同意。',
  who: '只有接办的人和他本人能听，接办的人听一次记一次。办完 3 年后删掉。',
  refused: '没能打开麦克风。到手机设置里允许一下，再试一次。',
  unplayable: '这段放不出来，请重新录。',
  done: '发过去了，等办的人听。',
  notWanted: { title: '现在不用录音', text: '已经问过了，或者这件事结束了。', action: '看这件事' }
}
