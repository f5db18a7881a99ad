/** Words of the list of one's own service requests. */
export const serviceRequests = {
  title: '办件',
  waitingFor: '你的办件',
  filterLabel: '看哪些',
  filters: { open: '没办完的', all: '全部' },
  more: '看后面的',
  empty: {
    open: { title: '没有正在办的事', text: '申请了以后，办到哪一步会写在这里。', action: '看能办什么事' },
    all: { title: '你还没有申请过', text: '申请了以后，办到哪一步会写在这里。', action: '看能办什么事' }
  },
  stranger: { title: '你的办件在登录以后能看到', text: '登录后能申请办事，也能看办到哪一步、谁在办。' },
  lookAround: '先看能办什么事'
}
