/** Two projects: the BFF and the browser journeys run in plain Node, the built weapp in jsdom. */
const transform = {
  '^.+\\.(t|j|mj)sx?$': ['@swc/jest', {
    jsc: { parser: { syntax: 'typescript', tsx: true }, transform: { react: { runtime: 'automatic' } }, target: 'es2022' },
    module: { type: 'commonjs' }
  }]
}
// Packages that ship ES modules only: jest's loader can't require them untransformed.
const transformIgnorePatterns = ['/node_modules/(?!(jose|file-type|strtok3|token-types|uint8array-extras|rate-limiter-flexible|@tokenizer/inflate|@borewit/text-codec)/)']
const shared = { transform, transformIgnorePatterns, globalSetup: '<rootDir>/tests/setup/globalSetup.ts', globalTeardown: '<rootDir>/tests/setup/globalTeardown.ts' }

module.exports = {
  projects: [
    { ...shared, displayName: 'rules', testEnvironment: 'node', testMatch: ['<rootDir>/tests/rules/**/*.test.ts'], globalSetup: undefined, globalTeardown: undefined },
    { ...shared, displayName: 'server', testEnvironment: 'node', testMatch: ['<rootDir>/tests/server/**/*.test.ts', '<rootDir>/tests/journeys/**/*.test.ts'] },
    { ...shared, displayName: 'embedded', testEnvironment: 'node', testMatch: ['<rootDir>/tests/embedded/**/*.test.ts'], globalSetup: undefined, globalTeardown: undefined },
    { ...shared, displayName: 'miniprogram', testEnvironment: 'jsdom', testMatch: ['<rootDir>/tests/miniprogram/**/*.test.ts'] },
    { ...shared, displayName: 'browser', testEnvironment: 'node', testMatch: ['<rootDir>/tests/browser/**/*.test.ts'] }
  ],
  // What takes two minutes on a quiet machine may take ten on a busy one; what hangs ends all the same.
  testTimeout: 1_200_000
}
