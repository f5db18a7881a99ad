/** The rules of the project that a machine can check. Import directions are in .dependency-cruiser.cjs. */
const reactHooks = require('eslint-plugin-react-hooks')
const tseslint = require('typescript-eslint')
const house = require('./config/lint/houseRules')

const SCRIPTS = ['server/index.ts', 'server/scripts/**', 'config/**', 'tests/**', '*.js', '*.cjs']
// Titles in *.config.ts are read by WeChat before any code runs, so they can't come from src/i18n.
const CHINESE_ROOMS = ['src/i18n/**', 'src/contract/errors.ts', 'src/**/*.config.ts']

/** One word for one thing: these names already mean something in HTTP, or say too little. */
const BARE_REQUEST = ['request', 'requests', 'Request', 'Requests'].map(name => ({
  selector: ':matches(VariableDeclarator, FunctionDeclaration, TSInterfaceDeclaration, TSTypeAliasDeclaration, ' +
    `ClassDeclaration) > Identifier.id[name="${name}"]`,
  message: `"${name}" means two things here: say serviceRequest for the matter, call or answer for HTTP.`
}))

const MONGOOSE_HOOKS = {
  selector: 'CallExpression > MemberExpression.callee[property.name=/^(pre|post)$/]',
  message: 'Models have no hooks: a side effect stands in the story (submit.ts, accept.ts …) where a reader sees it.'
}

const SLEEP = [
  {
    selector: 'NewExpression[callee.name="Promise"] CallExpression[callee.name="setTimeout"]',
    message: 'A test waits for a condition (tests/setup/waitFor.ts), never for time to pass.'
  },
  {
    selector: 'CallExpression[callee.property.name="waitForTimeout"]',
    message: 'A test waits for a condition (tests/setup/waitFor.ts), never for time to pass.'
  }
]

const WEAK_TESTS = [
  {
    selector: 'MemberExpression[object.name=/^(describe|it|test)$/][property.name=/^(only|skip|todo)$/]',
    message: 'Every test runs. What a machine lacks is told by name with skipUnless (tests/setup/skips.ts).'
  },
  {
    selector: 'CallExpression[callee.property.name=/^toMatch(Inline)?Snapshot$/]',
    message: 'A snapshot says that something changed, not what is right: assert what a user would see.'
  }
]

module.exports = [
  { ignores: ['node_modules/**', 'dist/**', 'data/**', 'coverage/**', '.cache/**', '.swc/**'] },
  // Rules can't be switched off from within a file.
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'off' } },
  {
    files: ['**/*.{ts,tsx,js,cjs}'],
    languageOptions: { parser: tseslint.parser, ecmaVersion: 2022 },
    plugins: { house },
    rules: {
      semi: ['error', 'never'],
      quotes: ['error', 'single', { avoidEscape: true }],
      'comma-dangle': ['error', 'never'],
      'no-trailing-spaces': 'error',
      'eol-last': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      'no-debugger': 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      'no-empty': 'error',
      'no-self-compare': 'error',
      'no-unreachable': 'error',
      'no-unsafe-finally': 'error',
      'no-loss-of-precision': 'error',
      'array-callback-return': 'error',
      'max-depth': ['error', 4],
      // A string is not broken over lines, because a broken string can't be found by searching.
      'max-len': ['error', { code: 120, ignoreStrings: true, ignoreTemplateLiterals: true, ignoreRegExpLiterals: true }],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'house/no-barrel': 'error',
      'house/room-names': 'error',
      'house/no-todo': 'error'
    }
  },
  {
    files: ['**/*.{ts,tsx}'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: __dirname } },
    plugins: { '@typescript-eslint': tseslint.plugin },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/ban-ts-comment': [
        'error', { 'ts-expect-error': true, 'ts-ignore': true, 'ts-nocheck': true }
      ],
      '@typescript-eslint/consistent-type-imports': [
        'error', { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false }
      ],
      '@typescript-eslint/no-floating-promises': ['error', { ignoreVoid: true }],
      '@typescript-eslint/no-misused-promises': [
        'error', { checksVoidReturn: { attributes: false, arguments: false } }
      ],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/only-throw-error': ['error', { allowRethrowing: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/naming-convention': ['error',
        { selector: 'typeLike', format: ['PascalCase'] },
        { selector: ['function', 'classMethod'], format: ['camelCase', 'PascalCase'], leadingUnderscore: 'forbid' },
        { selector: 'variable', format: ['camelCase', 'PascalCase', 'UPPER_CASE'], leadingUnderscore: 'allow' }
      ]
    }
  },
  {
    files: ['src/**/*.{ts,tsx}', 'server/**/*.ts'],
    rules: {
      'max-lines-per-function': ['error', { max: 70, skipBlankLines: true, skipComments: true }],
      'house/describe-exports': 'error'
    }
  },
  {
    files: ['src/**/*.{ts,tsx}', 'server/**/*.ts'],
    ignores: ['src/api/http.ts', 'server/wechat/**', 'server/embedded/**', 'server/openapi.ts'],
    rules: { 'no-restricted-syntax': ['error', ...BARE_REQUEST] }
  },
  {
    files: ['server/**/[mM]odel.ts', 'server/**/*Model.ts'],
    rules: { 'no-restricted-syntax': ['error', MONGOOSE_HOOKS, ...BARE_REQUEST] }
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: {
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error'
    }
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    ignores: CHINESE_ROOMS,
    rules: { 'house/no-chinese': 'error' }
  },
  {
    files: ['src/**/*.{ts,tsx}', 'server/**/*.ts'],
    // The words that people agreed to stay as they were agreed to, until their next version.
    ignores: ['src/i18n/zh/consent.ts', 'src/i18n/zh/privacyWords.ts'],
    rules: { 'house/full-width-punctuation': 'error' }
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    ignores: ['src/api/http.ts'],
    rules: { 'house/one-door-to-http': 'error' }
  },
  {
    files: ['src/**/*.{ts,tsx}', 'server/**/*.ts', 'config/**/*.ts'],
    ignores: ['server/wechat/**'],
    rules: { 'house/one-door-to-wechat': 'error' }
  },
  { files: SCRIPTS, rules: { 'no-console': 'off' } },
  // Tables of cases are long.
  { files: ['tests/**/*.test.ts'], rules: { 'max-lines': ['error', { max: 600, skipBlankLines: true, skipComments: true }] } },
  { files: ['tests/**/*.test.ts'], rules: { 'no-restricted-syntax': ['error', ...SLEEP, ...WEAK_TESTS] } }
]
