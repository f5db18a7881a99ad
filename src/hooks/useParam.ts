import Taro from '@tarojs/taro'

/**
 * A parameter of this screen's address; undefined when it is missing or empty. H5 hands some parameters over encoded.
 */
export function useParam(name: string): string | undefined {
  const value = Taro.useRouter().params[name]
  return value === undefined || value === '' ? undefined : decodeURIComponent(value)
}
