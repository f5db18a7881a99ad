import type { DayPart } from '../../contract/serviceRequestViews'

const parts: Record<DayPart, string> = { morning: '上午', afternoon: '下午' }
const near: Record<number, string> = { 0: '今天', 1: '明天', 2: '后天' }

/** Parts of dates in words. */
export const dateWords = {
  today: '今天',
  yesterday: '昨天',
  near,
  weekdays: ['周日', '周一', '周二', '周三', '周四', '周五', '周六'],
  parts,
  monthDay: (month: number, day: number) => `${month}月${day}日`,
  yearMonthDay: (year: number, month: number, day: number) => `${year}年${month}月${day}日`,
  dayInWords: (day: string, date: string) => `${day}（${date}）`
}
