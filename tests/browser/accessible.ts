import { source } from 'axe-core'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'

/** The faults that axe-core finds on the screen, a line for each rule with its places; empty when there are none. */
export async function findBarriers(page: Page): Promise<string[]> {
  // Once for a loaded page, by the debugger instead of a script tag, which the page's content policy would refuse.
  if (!await page.evaluate('"axe" in window')) await page.evaluate(source)
  const { violations } = await page.evaluate<AxeResults>('axe.run(document, { resultTypes: ["violations"] })')
  return violations.map(({ id, help, nodes }) =>
    `${id}: ${help} (${nodes.map(node => node.target.join(' ')).join('; ')})`)
}
