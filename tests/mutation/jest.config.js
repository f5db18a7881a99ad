/**
 * One project of the tests that judge the mutants of a room. The store they use is started once, by
 * tests/mutation/run.ts.
 */
const { join } = require('node:path')

const { transform, transformIgnorePatterns } = require('../../jest.config').projects[0]
const rootDir = join(__dirname, '../..')

module.exports = {
  rootDir,
  // Jest searches these directories for tests at every mutant; sources are found by their imports.
  roots: ['tests/rules', 'tests/server'].map(room => join(rootDir, room)),
  transform,
  transformIgnorePatterns,
  testEnvironment: 'node',
  setupFiles: [join(__dirname, 'shortProperties.js')],
  testMatch: JSON.parse(process.env.MUTATION_PARTS ?? '[]').flatMap(({ tests }) => tests)
    .map(test => `<rootDir>/${test.endsWith('/') ? `${test}**/*.test.ts` : test}`),
  filter: join(__dirname, 'nearestTests.js'),
  testTimeout: 120_000
}
