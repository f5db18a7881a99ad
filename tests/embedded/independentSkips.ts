/** Cases the independent in-memory server is known to answer otherwise than MongoDB, each with what it does. */
export const independentSkips: Record<string, string> = {}
