/** Words for choosing half days. */
export const halfDays = {
  chosen: (times: readonly string[]) => `选了：${times.join('、')}`,
  none: (most: number) => `可以选 ${most} 个半天，都方便就不用选。`,
  noneRequired: (most: number) => `最多选 ${most} 个半天。`,
  full: (most: number) => `最多选 ${most} 个。要换，先点掉一个。`,
  more: '看后面的日子',
  spoken: (day: string, part: string) => `${day} ${part}`
}
