/**
 * Stands for the matters that other offices answer where a category's code is expected; no category's code is in lower
 * case.
 */
export const OTHERS = 'others'
