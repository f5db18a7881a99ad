import { readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { engine } from './engine'
import type { Wx } from './wx'

/** The definition that a page or component registers when its file is loaded. */
export type Declared = Record<string, unknown>

interface Module { exports: unknown }

/** Names of a browser, which WeChat's logic layer does not have. */
const ABSENT = [
  'window', 'document', 'navigator', 'location', 'history', 'XMLHttpRequest', 'fetch', 'localStorage', 'sessionStorage'
] as const

/**
 * Runs the app's JavaScript as WeChat does: each file as a function of its own, without browser objects. The app sees
 * the clock that is passed in.
 */
export class LogicLayer {
  app: Declared | null = null
  private readonly pages = new Map<string, Declared>()
  private readonly components = new Map<string, Declared>()
  private readonly modules = new Map<string, Module>()
  private readonly given: Record<string, unknown>
  /** Path without ".js" of the file that is being run. */
  private running = ''

  constructor(private readonly root: string, wx: Wx, pagesOpen: () => unknown[], clock: DateConstructor) {
    this.given = {
      wx,
      Date: clock,
      App: (app: Declared) => { this.app = app },
      Page: (page: Declared) => { this.pages.set(this.running, page) },
      Component: (component: Declared) => { this.components.set(this.running, component) },
      Behavior: (behavior: object) => engine.behavior(behavior),
      getApp: () => this.app,
      getCurrentPages: pagesOpen,
      ...Object.fromEntries(ABSENT.map(name => [name, undefined]))
    }
  }

  /** Runs a file once. @param file path below the root, with ".js" */
  load(file: string): unknown {
    const known = this.modules.get(file)
    if (known) return known.exports
    const module: Module = { exports: {} }
    this.modules.set(file, module)
    const before = this.running
    this.running = file.replace(/\.js$/, '')
    const source = `${readFileSync(join(this.root, file), 'utf8')}\n//# sourceURL=${join(this.root, file)}`
    const names = Object.keys(this.given)
    const run = new Function('require', 'module', 'exports', ...names, source) as (...values: unknown[]) => void
    run(
      (name: string) => this.load(withEnding(posix.join(posix.dirname(file), name))), module, module.exports,
      ...names.map(name => this.given[name])
    )
    this.running = before
    return module.exports
  }

  /** @throws Error when the app has no such page */
  page(path: string): Declared {
    this.load(`${path}.js`)
    return declaredIn(this.pages, path)
  }

  component(path: string): Declared {
    this.load(`${path}.js`)
    return declaredIn(this.components, path)
  }
}

function declaredIn(declared: Map<string, Declared>, path: string): Declared {
  const found = declared.get(path)
  if (!found) throw new Error(`${path}.js declares nothing under its name.`)
  return found
}

function withEnding(file: string): string {
  return file.endsWith('.js') ? file : `${file}.js`
}
