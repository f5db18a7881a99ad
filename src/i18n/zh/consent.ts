import type { ConsentPurpose, ConsentWords } from '../../contract/consent'

/**
 * The words that are read to a beneficiary before a relative may ask, by version. A change of any word needs a new
 * version.
 */
export const consentWords: Record<ConsentWords, (relative: string) => string[]> = {
  '2026-11': relative => [
    `你的家人 ${relative} 要替你申请办事。`,
    '办的时候要用到你的名字、电话、住址和这件事的材料,只给办这件事的民警和帮代办员看。',
    `${relative} 能看到哪天办、谁来办、办成没有,看不到上门时说的话。`,
    '你同意吗?不同意也没关系。什么时候改主意都行,跟来的人说一声就停。'
  ]
}

/** The purpose that is agreed to. */
export const purposes: Record<ConsentPurpose, string> = {
  both: '办手续和上门都行',
  paperwork: '只替我办手续',
  homeVisit: '只请人上门'
}

/** How long the consent holds, by months. */
export const monthWords: Record<number, string> = { 6: '半年', 12: '一年', 24: '两年' }
