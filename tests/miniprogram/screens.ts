import { readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { engine, newId, type Instance, type Root } from './engine'
import type { Declared, LogicLayer } from './logicLayer'
import type { Templates } from './templates'
import type { Navigation } from './wx'

interface Open { root: Root, path: string }
type LifeCycle = 'onLoad' | 'onShow' | 'onReady' | 'onHide' | 'onUnload'

/** The page stack of one phone, rendered with WeChat's component engine from the app's own WXML. */
export class Screens implements Navigation {
  private readonly stack: Open[] = []
  private readonly registered = new Map<string, string>()
  private readonly known: readonly string[]
  logic!: LogicLayer
  /** The time of the last render, by performance.now(). */
  lastDrawn = 0

  constructor(private readonly directory: string, private readonly templates: Templates) {
    const { pages, subPackages = [] } =
      this.read<{ pages: string[], subPackages?: Array<{ root: string, pages: string[] }> }>('app.json')
    this.known = [
      ...pages, ...subPackages.flatMap(({ root, pages: inside }) => inside.map(page => posix.join(root, page)))
    ]
  }

  /** The visible page. @throws Error when none is open */
  get top(): Open {
    const open = this.stack.at(-1)
    if (!open) throw new Error('No page is open.')
    return open
  }

  get instances(): Instance[] {
    return this.stack.map(({ root }) => root.instance)
  }

  async push(url: string): Promise<void> {
    const before = this.stack.at(-1)
    const opened = this.draw(url)
    if (before) live(before, 'onHide')
    this.show(opened)
  }

  async replace(url: string): Promise<void> {
    const opened = this.draw(url)
    this.drop()
    this.show(opened)
  }

  async restart(url: string): Promise<void> {
    const opened = this.draw(url)
    while (this.stack.length > 0) this.drop()
    this.show(opened)
  }

  async back(steps: number): Promise<void> {
    if (this.stack.length < 2) throw new Error('navigateBack:fail cannot navigate back at first page.')
    for (let step = 0; step < steps && this.stack.length > 1; step++) this.drop()
    live(this.top, 'onShow')
  }

  closeAll(): void {
    while (this.stack.length > 0) this.drop()
  }

  private draw(url: string): Open & { query: Record<string, string> } {
    const [path = '', search = ''] = url.replace(/^\//, '').split('?')
    if (!this.known.includes(path)) throw new Error(`navigateTo:fail page "${path}" is not found`)
    const query = Object.fromEntries(
      search.split('&').filter(Boolean).map(pair => pair.split('=').map(decodeURIComponent) as [string, string])
    )
    const id = engine.register({
      ...pageDefinition(this.logic.page(path)), ...this.looks(path), id: newId(), tagName: 'page'
    })
    const root = engine.create(id)
    const draw = root.instance.setData
    const setData: Instance['setData'] = (data, done) => {
      this.lastDrawn = performance.now()
      draw.call(root.instance, data, done)
    }
    Object.assign(root.instance, { route: path, __route__: path, options: query, setData })
    return { root, path, query }
  }

  private show({ root, path, query }: Open & { query: Record<string, string> }): void {
    const open = { root, path }
    this.stack.push(open)
    root.attach(document.body)
    live(open, 'onLoad', query)
    live(open, 'onShow')
    live(open, 'onReady')
  }

  private drop(): void {
    const open = this.stack.pop()
    if (!open) return
    live(open, 'onUnload')
    open.root.detach()
  }

  /** Path, template and used components of a page or component. */
  private looks(path: string): { path: string, template: unknown, usingComponents: Record<string, string> } {
    const { usingComponents = {} } = this.read<{ usingComponents?: Record<string, string> }>(`${path}.json`)
    const used = Object.entries(usingComponents).map(([name, where]) =>
      [name, this.component(where.startsWith('/') ? where.slice(1) : posix.join(posix.dirname(path), where))])
    return {
      path, template: this.templates(`${path}.wxml`),
      usingComponents: Object.fromEntries(used) as Record<string, string>
    }
  }

  private component(path: string): string {
    const known = this.registered.get(path)
    if (known) return known
    const id = newId()
    // Registered before its own components are read: Taro's component contains itself.
    this.registered.set(path, id)
    const { options, ...declared } = this.logic.component(path)
    engine.register({
      ...declared, ...this.looks(path), id, tagName: posix.basename(path),
      options: { ...options as object, classPrefix: '' }
    })
    return id
  }

  private read<T>(file: string): T {
    return JSON.parse(readFileSync(join(this.directory, file), 'utf8')) as T
  }
}

function pageDefinition(page: Declared): { data: object, methods: object, options: object } {
  const methods = Object.fromEntries(Object.entries(page).filter(([, value]) => typeof value === 'function'))
  return { data: JSON.parse(JSON.stringify(page.data ?? {})) as object, methods, options: { classPrefix: '' } }
}

function live({ root: { instance } }: Open, cycle: LifeCycle, ...given: unknown[]): void {
  const run = instance[cycle]
  if (typeof run === 'function') run.apply(instance, given)
}
