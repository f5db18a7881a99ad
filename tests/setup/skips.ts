/** The mark by which the closing summary finds why a case did not run. */
export const SKIP_MARK = /\(skipped: (.+?)\)(?= |$)/

/**
 * A `describe` for cases that need something of the machine. Where the machine lacks it, each case is reported as
 * skipped with the reason in its name.
 * @param reason what is skipped and how to install what is missing, as `browser journeys — apt-get install -y chromium`
 */
export function skipUnless(present: boolean, reason: string): (name: string, cases: () => void) => void {
  return (name, cases) => {
    if (present) describe(name, cases)
    else describe.skip(`${name} (skipped: ${reason})`, cases)
  }
}
