/** Replaces a name once the retention period has ended. */
export const CUT_NAME = '已隐去'
