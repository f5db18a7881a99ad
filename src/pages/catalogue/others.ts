/** Stands for the matters for others where a category's code is expected; no category has a code in small letters. */
export const OTHERS = 'others'
