import type { Rank, Role } from '../../contract/roles'

const roles: Record<Role, string> = {
  resident: '居民',
  agent: '帮代办员',
  officer: '包村民警',
  mediator: '特邀调解员',
  volunteer: '崮乡义警',
  dispatcher: '派出所值班',
  chief: '派出所所长',
  admin: '分局管理员'
}

/** Roles and ranks in words. */
export const people = { roles, auxiliary: '包村辅警' }

/** A role in words; an officer who is not sworn is an auxiliary. */
export function roleWord(role: Role, rank: Rank | null): string {
  return role === 'officer' && rank === 'auxiliary' ? people.auxiliary : roles[role]
}
