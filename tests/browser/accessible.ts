import { source } from 'axe-core'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'

/** What axe-core finds wrong on the screen, a line for each rule with where; empty when there is nothing. */
export async function findBarriers(page: Page): Promise<string[]> {
  // By the debugger, not by a script tag: the page's own policy would rightly refuse that. Once for a loaded page.
  if (!await page.evaluate('"axe" in window')) await page.evaluate(source)
  const { violations } = await page.evaluate<AxeResults>('axe.run(document, { resultTypes: ["violations"] })')
  return violations.map(({ id, help, nodes }) =>
    `${id}: ${help} (${nodes.map(node => node.target.join(' ')).join('; ')})`)
}
