import type { IPluginContext, TaroPlatformBase } from '@tarojs/service'
import told from '../src/components/spoken.json'

/** Taro plugin: adds names and roles for the phone's screen reader; Taro's templates include them only when told to. */
export default function aria(context: IPluginContext): void {
  context.registerMethod({
    name: 'onSetupClose',
    fn: (platform: TaroPlatformBase) => {
      const patch = Object.fromEntries(told.components.map(name => [name, { ...told.attributes }]))
      platform.template?.mergeComponents(context, patch)
    }
  })
}
