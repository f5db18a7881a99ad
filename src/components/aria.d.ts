import '@tarojs/components'

declare module '@tarojs/components/types/common' {
  interface StandardProps {
    /** H5 only: position in the order of the Tab key. */
    tabIndex?: number
  }
}
