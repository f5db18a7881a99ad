import { View } from '@tarojs/components'

/** In the making. */
export default function Placeholder() {
  return <View />
}
