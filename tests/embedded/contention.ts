/** Long enough to be interrupted where anything else wants to run, in ms. */
const SPIN_MS = 20

/**
 * How many times longer than its own computing time something takes at this moment, because other programs use the
 * machine: 1 on a quiet one. Time limits are stretched by it, so that they tell of the store and not of the machine.
 */
export function contention(): number {
  const [wall, cpu] = [performance.now(), process.cpuUsage()]
  let turns = 0
  while (performance.now() - wall < SPIN_MS) turns += 1
  const { user, system } = process.cpuUsage(cpu)
  const usedMs = (user + system) / 1000
  return turns > 0 && usedMs > 0 ? Math.max(1, (performance.now() - wall) / usedMs) : 1
}
