/** Tuesday 24 November 2026, 09:02 in Shanghai: a working day, so that clocks in working time run. Ms since 1970. */
export const TEST_NOW = Date.parse('2026-11-24T09:02:00+08:00')
