import type { IPluginContext, TaroPlatformBase } from '@tarojs/service'
import { SPOKEN_ATTRIBUTES, SPOKEN_COMPONENTS } from '../src/components/spoken'

/** Taro plugin: adds names and roles for the phone's screen reader, which Taro's templates leave out unless they are asked for. */
export default function aria(context: IPluginContext): void {
  context.registerMethod({
    name: 'onSetupClose',
    fn: (platform: TaroPlatformBase) => {
      const patch = Object.fromEntries(SPOKEN_COMPONENTS.map(name => [name, { ...SPOKEN_ATTRIBUTES }]))
      platform.template?.mergeComponents(context, patch)
    }
  })
}
