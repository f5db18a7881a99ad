import type { ConsentKind } from '../../contract/privacy'

/**
 * How data are used: the words that are agreed to. A change of any word needs a new version in src/contract/privacy.ts.
 */
export const told: Record<
  ConsentKind, { version: string; title: string; parts: Array<{ title: string; text: string }> }
> = {
  privacy: {
    version: '2026-11',
    title: '我们怎么用你的信息',
    parts: [
      { title: '记下什么', text: '你的名字、手机号、住的村,你申请的事和经过。替家里人申请的,还有他的名字、电话、住址。' },
      { title: '为什么要记', text: '好派给管你们村的民警或帮代办员,联系得上你,把事办成。不拿去做别的。' },
      { title: '谁看得到', text: '办这件事的人,派出所值班和所长。替家里人申请的,你看得到哪天办、谁来办、办成没有,看不到上门时说的话。' },
      { title: '放多久', text: '没办完的一直留着。办完的留 3 年备查,到时候把名字、电话、住址和说过的话都去掉。' },
      { title: '怎么收回', text: '到“我的”里点“隐私和我的数据”,能收回同意,能导出,能注销。正在办的照常办完。' }
    ]
  },
  sensitive: {
    version: '2026-12',
    title: '记下身体情况和身份证号',
    parts: [
      { title: '记下什么', text: '“行动不便”“重病在身”,说的是身体情况。换身份证、换驾驶证、开无犯罪记录证明,还要身份证号。' },
      { title: '为什么要记', text: '知道身体情况,好先安排这家,早点上门。有身份证号,办之前能先查好,少跑一趟。' },
      { title: '谁看得到', text: '身体情况,只有办这件事的人、派出所值班和所长。身份证号加密存着,全部的只有接办的人能看,看一次记一次,别人只看得到头尾。' },
      { title: '放多久', text: '和别的信息一样,办完留 3 年,到时候去掉。注销账号,身份证号马上去掉。' },
      { title: '不同意行不行', text: '行。身体情况不点就是。要身份证号的事,可以打派出所电话,或者自己去派出所办。什么时候都能收回。' }
    ]
  }
}
