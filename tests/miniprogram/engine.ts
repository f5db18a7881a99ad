/** The part of WeChat's component engine that the tests use, with its actual types. */
// Not imported by the package's own name, because its types would declare another global `require` for the whole
// project.
import * as jComponent from 'j-component/src/index'

export interface Definition {
  id: string
  tagName: string
  path?: string
  template: unknown
  usingComponents?: Record<string, string>
  data?: object
  methods?: object
  options?: object
  [more: string]: unknown
}

/** A page or component as its own code sees it as `this`. */
export type Instance = Record<string, unknown> & { setData(data: object, done?: () => void): void }

export interface Root {
  dom: HTMLElement
  instance: Instance
  attach(parent: Node): void
  detach(): void
}

interface Engine {
  register(definition: Definition): string
  behavior(definition: object): string
  create(id: string): Root
}

export const engine: Engine = jComponent as unknown as Engine

/** Elements without behaviour in the tests: they show their content and pass events on. */
const BUILT_IN = [
  'view', 'text', 'image', 'input', 'textarea', 'button', 'scroll-view', 'picker', 'switch', 'checkbox', 'radio',
  'form', 'label', 'swiper', 'swiper-item'
]
for (const name of BUILT_IN) engine.register({ id: name, tagName: `wx-${name}`, template: '<slot/>' })

let serial = 0

/** A unique name for a component. */
export function newId(): string {
  return `part-${++serial}`
}
