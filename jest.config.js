/**
 * Projects by what their tests need: `rules` nothing, `server` and `embedded` plain Node, `miniprogram` the built
 * weapp in jsdom, `browser` the built H5 pages in a browser.
 */
const transform = {
  '^.+\\.(t|j|mj)sx?$': [
    '@swc/jest',
    {
      jsc: {
        parser: { syntax: 'typescript', tsx: true },
        transform: { react: { runtime: 'automatic' } },
        target: 'es2022'
      },
      module: { type: 'commonjs' }
    }
  ]
}
// Packages that ship ES modules only: jest's loader can't require them untransformed.
const ES_MODULES = [
  'jose', 'file-type', 'strtok3', 'token-types', 'uint8array-extras', 'rate-limiter-flexible', '@tokenizer/inflate',
  '@borewit/text-codec'
]
const transformIgnorePatterns = [`/node_modules/(?!(${ES_MODULES.join('|')})/)`]
const shared = { transform, transformIgnorePatterns }
const onStore = {
  ...shared,
  globalSetup: '<rootDir>/tests/setup/globalSetup.ts',
  globalTeardown: '<rootDir>/tests/setup/globalTeardown.ts'
}
const below = (...rooms) => rooms.map(room => `<rootDir>/tests/${room}/**/*.test.ts`)

module.exports = {
  projects: [
    { ...shared, displayName: 'rules', testEnvironment: 'node', testMatch: below('rules') },
    { ...onStore, displayName: 'server', testEnvironment: 'node', testMatch: below('server', 'journeys') },
    { ...shared, displayName: 'embedded', testEnvironment: 'node', testMatch: below('embedded') },
    { ...onStore, displayName: 'miniprogram', testEnvironment: 'jsdom', testMatch: below('miniprogram') },
    { ...onStore, displayName: 'browser', testEnvironment: 'node', testMatch: below('browser') }
  ],
  testSequencer: '<rootDir>/tests/setup/sequencer.js',
  // A test of two minutes may take ten on a busy machine; a test that hangs is still ended.
  testTimeout: 1_200_000
}
