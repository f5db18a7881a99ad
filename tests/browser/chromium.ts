import { chromium, type Browser } from 'playwright-core'
import { findChromium } from '../setup/machine'

const QUIET = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'
]

/** Starts the machine's browser without a window. @throws Error when there is none */
export async function startChromium(): Promise<Browser> {
  const executablePath = findChromium()
  if (!executablePath) throw new Error('This machine has no Chromium.')
  return chromium.launch({ executablePath, args: QUIET })
}
