/**
 * Sums of doubles. Promise: as in MongoDB the part that each addition rounds away is accumulated and added at the end:
 * ten times 0.1 is 1.
 */
export class RunningSum {
  private total = 0
  private lost = 0

  add(value: number): void {
    const next = this.total + value
    const part = next - this.total
    this.lost += (this.total - (next - part)) + (value - part)
    this.total = next
  }

  /** The sum so far; infinities and NaN behave as in plain addition. */
  get value(): number {
    return Number.isFinite(this.total) ? this.total + this.lost : this.total
  }
}

/** The sum of a list. */
export function exactSum(values: readonly number[]): number {
  const sum = new RunningSum()
  for (const value of values) sum.add(value)
  return sum.value
}
