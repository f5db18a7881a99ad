import { readVersion, type GroundVersion } from './version'

/** What was loaded is loaded anew after this long, so that a change made by hand in the database is seen too. */
const KEPT_MS = 10_000

/** The newest version of the ground that this process has met, and when. */
export class GroundWatch {
  private newest: GroundVersion = { version: 0, changing: false }
  private metAt: number | null = null

  /** @param elapsed ms by a clock that nobody sets back */
  constructor(
    private readonly elapsed: () => number,
    private readonly read: () => Promise<GroundVersion> = readVersion
  ) {}

  get current(): GroundVersion {
    return this.newest
  }

  /** Takes note of a version that was read; one that was read earlier and arrives later changes nothing. */
  noticed(seen: GroundVersion): void {
    this.metAt = this.elapsed()
    const { version, changing } = this.newest
    if (seen.version > version || (seen.version === version && seen.changing && !changing)) this.newest = seen
  }

  /**
   * Reads the version, unless one was met less than `notOlderThan` ms ago. A version older than the one known before
   * the read began means that another database stands there (a restored backup): then that one counts.
   */
  async refresh(notOlderThan = 0): Promise<void> {
    if (this.metAt !== null && Math.abs(this.elapsed() - this.metAt) < notOlderThan) return
    const before = this.newest
    const seen = await this.read()
    if (seen.version < before.version && this.newest === before) this.newest = seen
    this.noticed(seen)
  }

  /** @returns asks whether something loaded now is still young enough to be kept */
  mark(): () => boolean {
    const at = this.elapsed()
    return () => Math.abs(this.elapsed() - at) < KEPT_MS
  }
}

/**
 * Something loaded from the ground and kept while its version lasts. Calls that come together share one load; a failed
 * load is not remembered; while the ground is being changed nothing is kept.
 */
export class GroundCache<T> {
  private kept: { version: number; fresh: () => boolean; value: Promise<T> } | null = null
  private running: Promise<T> | null = null
  private waiting: Promise<T> | null = null

  constructor(private readonly watch: GroundWatch, private readonly load: () => Promise<T>) {}

  /** What the ground holds at the version noticed last, or at a later one. */
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
   * One load after the other. A call never takes the load that runs when it comes, which may have read before the
   * call's own reading of the version, but the one after it, together with everybody else who waits.
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
