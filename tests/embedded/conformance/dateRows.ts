/** Date expressions on 2026-03-05T20:07:09.045Z, which is the next day in Shanghai. */
export const dateRows: [string, unknown, unknown][] = [
  ['$dateToString as it stands', { $dateToString: { date: '$at' } }, '2026-03-05T20:07:09.045Z'],
  [
    '$dateToString with a format', { $dateToString: { date: '$at', format: '%Y/%m/%d %H:%M:%S.%L %%' } },
    '2026/03/05 20:07:09.045 %'
  ],
  [
    '$dateToString in a zone', { $dateToString: { date: '$at', format: '%Y-%m-%d %H', timezone: 'Asia/Shanghai' } },
    '2026-03-06 04'
  ],
  [
    '$dateToString at an offset', { $dateToString: { date: '$at', format: '%H:%M %z', timezone: '-03:30' } },
    '16:37 -0330'
  ],
  ['$dateToString: day of the year and of the week', { $dateToString: { date: '$at', format: '%j %u %w' } }, '064 4 5'],
  [
    '$dateToString where daylight saving holds',
    { $dateToString: { date: new Date(Date.UTC(2026, 6, 1)), format: '%H', timezone: 'Europe/Paris' } }, '02'
  ],
  ['$dateToString of null', { $dateToString: { date: '$nil' } }, null],
  ['$dateToString with onNull', { $dateToString: { date: '$none', onNull: 'no date' } }, 'no date'],
  ['$year, $month and $dayOfMonth', [{ $year: '$at' }, { $month: '$at' }, { $dayOfMonth: '$at' }], [2026, 3, 5]],
  ['$hour, $minute and $second', [{ $hour: '$at' }, { $minute: '$at' }, { $second: '$at' }], [20, 7, 9]],
  ['$dayOfWeek: Sunday is one', { $dayOfWeek: '$at' }, 5],
  ['$dayOfMonth in a zone', { $dayOfMonth: { date: '$at', timezone: 'Asia/Shanghai' } }, 6],
  ['$hour in a zone', { $hour: { date: '$at', timezone: '+08' } }, 4],
  ['$year of null', { $year: '$nil' }, null]
]
