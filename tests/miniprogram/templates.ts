import { chmodSync, existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { wxmlToJs } from 'miniprogram-compiler'
import { isExecutable } from '../setup/machine'

/** Path of a WXML file below the app's root → the function that creates its tree from data. */
export type Templates = (path: string) => unknown

const MOST_BYTES = 1 << 28
const compiled = new Map<string, Templates>()

/** Compiles the app's WXML with WeChat's own compiler, once per test file. */
export function compileTemplates(root: string): Templates {
  const known = compiled.get(root)
  if (known) return known
  giveRunBit()
  // The compiler's output asks for the version of the engine that runs it.
  Object.assign(globalThis, { __webview_engine_version__: 0.02 })
  const templates = new Function(wxmlToJs(root, { maxBuffer: MOST_BYTES }))() as Templates
  compiled.set(root, templates)
  return templates
}

/**
 * Installed without its scripts, the compiler may lack the permission to be executed; only the owner of the checkout
 * can set it.
 */
function giveRunBit(): void {
  const system = process.platform === 'darwin' ? 'mac' : 'linux'
  const wcc = join(dirname(require.resolve('miniprogram-compiler/package.json')), 'bin', system, 'wcc')
  if (existsSync(wcc) && !isExecutable(wcc)) chmodSync(wcc, 0o755)
}
