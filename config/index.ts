import path from 'node:path'
import { defineConfig, type UserConfigExport } from '@tarojs/cli'
import development from './dev'
import production from './prod'

/** The address of the BFF for the mini-program; H5 always calls the origin from which the page was loaded. */
const weappApi = process.env.TARO_APP_API ?? 'http://127.0.0.1:3000'

export default defineConfig<'webpack5'>(async merge => {
  const base: UserConfigExport<'webpack5'> = {
    projectName: 'backpack-policing',
    date: '2026-11-24',
    designWidth: 375,
    deviceRatio: { 375: 2 },
    sourceRoot: 'src',
    outputRoot: `dist/${process.env.TARO_ENV ?? 'weapp'}`,
    plugins: [path.resolve(__dirname, 'aria.ts')],
    framework: 'react',
    compiler: { type: 'webpack5', prebundle: { enable: false } },
    // Writing the cache costs a single build more than a third of its time.
    cache: { enable: process.env.NODE_ENV === 'development' },
    defineConstants: {
      API_ORIGIN: JSON.stringify(process.env.TARO_ENV === 'h5' ? '' : weappApi)
    },
    // Sizes are written in real px and scaled by CSS variables; no unit may be rewritten.
    mini: {
      // Modules used by subpackages only are packed into them, which keeps the first download small.
      optimizeMainPackage: { enable: true },
      postcss: { pxtransform: { enable: false, config: {} }, cssModules: { enable: false } }
    },
    h5: {
      publicPath: './',
      staticDirectory: 'static',
      router: { mode: 'hash' },
      output: { filename: 'js/[name].[contenthash:8].js', chunkFilename: 'js/[name].[contenthash:8].js' },
      miniCssExtractPluginOption: {
        filename: 'css/[name].[contenthash:8].css', chunkFilename: 'css/[name].[contenthash:8].css'
      },
      postcss: {
        pxtransform: { enable: false, config: {} }, cssModules: { enable: false },
        autoprefixer: { enable: true, config: {} }
      },
      devServer: {
        open: false, port: 10086, proxy: [{ context: ['/api'], target: `http://127.0.0.1:${process.env.PORT ?? 3000}` }]
      }
    }
  }
  return merge({}, base, process.env.NODE_ENV === 'development' ? development : production)
})
