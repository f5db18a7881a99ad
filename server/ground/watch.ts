import { readVersion, type GroundVersion } from './version'

/** Loaded data are loaded again after this time, so that a change made directly in the database is noticed, too. */
const KEPT_MS = 10_000

/** The newest version of the ground that this process has met, and when. */
export class GroundWatch {
  private newest: GroundVersion = { version: 0, changing: false }
  private metAt: number | null = null

  /** @param elapsed ms by a monotonic clock */
  constructor(
    private readonly elapsed: () => number,
    private readonly read: () => Promise<GroundVersion> = readVersion
  ) {}

  get current(): GroundVersion {
    return this.newest
  }

  /** Takes note of a version that was read; a version that was read earlier and arrives later changes nothing. */
  noticed(seen: GroundVersion): void {
    this.metAt = this.elapsed()
    const { version, changing } = this.newest
    if (seen.version > version || (seen.version === version && seen.changing && !changing)) this.newest = seen
  }

  /**
   * Reads the version, unless one was read less than `notOlderThan` ms ago. A version older than the one known before
   * the read began means that the database has been replaced (by a restored backup): then the older version applies.
   */
  async refresh(notOlderThan = 0): Promise<void> {
    if (this.metAt !== null && Math.abs(this.elapsed() - this.metAt) < notOlderThan) return
    const before = this.newest
    const seen = await this.read()
    if (seen.version < before.version && this.newest === before) this.newest = seen
    this.noticed(seen)
  }

  /** @returns a function that tells whether something loaded now is still recent enough to be kept */
  mark(): () => boolean {
    const at = this.elapsed()
    return () => Math.abs(this.elapsed() - at) < KEPT_MS
  }
}

/**
 * A part of the ground, kept in memory while the version stays. Simultaneous calls share one load; a failed load is not
 * kept; while the ground is being changed nothing is kept.
 */
export class GroundCache<T> {
  private kept: { version: number; fresh: () => boolean; value: Promise<T> } | null = null
  private running: Promise<T> | null = null
  private waiting: Promise<T> | null = null

  constructor(private readonly watch: GroundWatch, private readonly load: () => Promise<T>) {}

  /** The part at the latest noticed version of the ground, or at a later one. */
  get(): Promise<T> {
    const { version, changing } = this.watch.current
    if (changing) return this.passing()
    if (this.kept?.version === version && this.kept.fresh()) return this.kept.value
    const mine = { version, fresh: this.watch.mark(), value: this.load() }
    this.kept = mine
    mine.value.catch(() => {
      if (this.kept === mine) this.kept = null
    })
    return mine.value
  }

  /**
   * Runs one load after the other. A call never takes the result of a load that is already running, which may have read
   * before the call's own reading of the version; it waits for the next load, together with all other waiting calls.
   */
  private passing(): Promise<T> {
    if (!this.running) return this.start()
    this.waiting ??= this.running.catch(() => undefined).then(() => {
      this.waiting = null
      return this.start()
    })
    return this.waiting
  }

  private start(): Promise<T> {
    const mine = this.load().finally(() => {
      if (this.running === mine) this.running = null
    })
    this.running = mine
    return mine
  }
}
