/** Stands where a name stood until the retention period ended. */
export const CUT_NAME = '已隐去'
