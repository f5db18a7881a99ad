/** Who uses the product. Code names are those of the product's user table. */
export const ROLES = ['resident', 'agent', 'officer', 'mediator', 'volunteer', 'dispatcher', 'chief', 'admin'] as const
export type Role = (typeof ROLES)[number]

/** An officer's rank: `police` are sworn, `auxiliary` are not and may not handle items that need a sworn officer. */
export const RANKS = ['police', 'auxiliary'] as const
export type Rank = (typeof RANKS)[number]

/** Roles that answer service requests and therefore have an inbox. */
export const ANSWERING_ROLES: readonly Role[] = ['agent', 'officer', 'dispatcher', 'chief', 'admin']
/** Roles that see the open service requests of a whole station. */
export const STATION_ROLES: readonly Role[] = ['dispatcher', 'chief']
