import { mostPressing } from '../../src/pages/home/pressing'
import { detailOf } from '../factories/serviceRequestViews'

const visit = (day: string) => ({ start: `${day}T09:00:00+08:00`, end: `${day}T11:00:00+08:00` })

describe('what home shows first', () => {
  it('is what waits for the reader, then the next appointment, then the newest', () => {
    const rows = [
      detailOf({ id: 'old', createdAt: '2026-11-01T09:00:00+08:00' }),
      detailOf({ id: 'new', createdAt: '2026-11-23T09:00:00+08:00' }),
      detailOf({ id: 'later', appointment: visit('2026-11-27') }),
      detailOf({ id: 'soon', appointment: visit('2026-11-25') }),
      detailOf({ id: 'waiting', waitingOn: 'resident' })
    ]
    expect(mostPressing(rows, 4).map(({ id }) => id)).toEqual(['waiting', 'soon', 'later', 'new'])
    expect(rows[0]?.id).toBe('old')
  })
})
