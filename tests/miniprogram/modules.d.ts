/** Types of WeChat's packages that come without types, as far as the tests use them. */
declare module 'miniprogram-compiler' {
  /** Compiles every WXML below a directory. @returns the source of a function that returns $gwx */
  export function wxmlToJs(root: string, options?: { maxBuffer?: number }): string
}

declare module 'miniprogram-exparser' {
  export const Event: {
    create(
      type: string, detail: object, options: { bubbles: boolean, composed: boolean, capturePhase: boolean }
    ): object
    dispatchEvent(target: object, event: object): void
  }
}

declare module 'j-component/src/index' {
  export function register(definition: object): string
  export function behavior(definition: object): string
  export function create(id: string): unknown
}
