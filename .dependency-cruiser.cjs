/** Which room may import which. The comment of a rule is the sentence shown when an import breaks the rule. */
const { existsSync, readFileSync } = require('node:fs')
const { join } = require('node:path')
const { floorRules } = require('./config/lint/floors')

const MAIN_PACKAGE = '^src/(app\\.|pages/|components/|hooks/|phone/|api/|i18n/|styles/)'
const STARTED = 'server/(index\\.ts|scripts/)'

/** Screens are started by WeChat, not by an import: app.config.ts names them, the subpackages' below a root. */
function screens() {
  const config = join(__dirname, 'src', 'app.config.ts')
  if (!existsSync(config)) return []
  const text = readFileSync(config, 'utf8')
  const roots = ['', ...[...text.matchAll(/root:\s*'([^']+)'/g)].map(match => `${match[1]}/`)]
  const names = [...text.matchAll(/'([\w/-]+)'/g)].map(match => match[1])
  return roots
    .flatMap(root => names.map(name => `src/${root}${name}.tsx`))
    .filter(file => existsSync(join(__dirname, file)))
}
const SCREENS = `^(${['src/app.tsx', ...screens()].map(file => file.replace(/[.]/g, '\\.')).join('|')})$`

/** A rule: its name, its sentence, from where, to where. */
const forbid = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to })

module.exports = {
  forbidden: [
    ...floorRules(),
    forbid(
      'contract-is-pure',
      'src/contract is what phone and server both promise: it imports nothing outside itself.',
      { path: '^src/contract/' },
      { pathNot: '^src/contract/' }
    ),
    forbid(
      'phone-knows-no-server',
      'The mini-program never imports server code: what both need belongs to src/contract.',
      { path: '^src/' },
      { path: '^server/' }
    ),
    forbid(
      'server-knows-the-contract-only',
      'Of src the server may import src/contract only.',
      { path: '^server/' },
      { path: '^src/', pathNot: '^src/contract/' }
    ),
    forbid(
      'main-package-is-light',
      'The main package never imports src/officer or src/console: they are subpackages, loaded when needed.',
      { path: MAIN_PACKAGE },
      { path: '^src/(officer|console)/' }
    ),
    forbid(
      'screens-stand-alone',
      "A screen never imports another screen's folder: what two screens share belongs to src/components, src/hooks, src/phone or src/api.",
      { path: '^src/((?:pages|officer|console)/[^/]+)/' },
      {
        path: '^src/(pages|officer|console)/[^/]+/',
        pathNot: ['^src/$1/', '^src/(officer|console)/(components|hooks|api)/']
      }
    ),
    forbid(
      'phone-knows-no-face',
      'src/phone is what the app does and keeps on the phone: no React in it.',
      { path: '^src/phone/' },
      { path: '^node_modules/react(-dom)?/' }
    ),
    forbid(
      'api-knows-no-face',
      'src/api knows the server, not the looks: no React in it.',
      { path: '^src/api/' },
      { path: '^node_modules/react(-dom)?/' }
    ),

    forbid(
      'models-are-plain',
      'A model knows its fields and indexes: it imports other models or the contract, no story, no policy, no middleware.',
      { path: '^server/(?!embedded/).*([mM]odel)\\.ts$' },
      { path: '^server/', pathNot: '([mM]odel|[fF]ields|[sS]chema)\\.ts$' }
    ),
    forbid(
      'fake-wechat-is-for-trying',
      'The fake WeChat is for trying and for tests: only the start-up and tests may switch it on.',
      { path: '^(src|server)/', pathNot: '^server/(serve\\.ts|wechat/)' },
      { path: '^server/wechat/fake' }
    ),
    forbid(
      'embedded-store-by-the-database-only',
      'The embedded store is one way to answer MONGODB_URI: only server/database.ts, server/scripts and tests may start it.',
      { path: '^(src|server|config)/', pathNot: '^server/(embedded/|scripts/|database\\.ts$)' },
      { path: '^server/embedded/' }
    ),
    forbid(
      'embedded-store-knows-no-feature',
      'The embedded store serves any MongoDB client: it imports nothing of the product.',
      { path: '^server/embedded/' },
      { path: '^(src|server)/', pathNot: '^server/embedded/' }
    ),
    forbid(
      'one-driver',
      'mongoose brings its driver: use mongoose.mongo, so that there is one of it.',
      { path: '^(src|server)/' },
      { path: '^node_modules/mongodb/' }
    ),
    forbid(
      'lmdb-stays-inside',
      "lmdb is the embedded store's own part.",
      { path: '^(src|server)/', pathNot: '^server/embedded/' },
      { path: '^node_modules/lmdb/' }
    ),

    forbid(
      'product-knows-no-test',
      'Nothing of the product imports tests.',
      { path: '^(src|server|config)/' },
      { path: '^tests/' }
    ),
    forbid(
      'no-development-package',
      'The product runs with dependencies only: this package is installed for development.',
      { path: '^(src|server)/', pathNot: '^server/scripts/prepare' },
      { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] }
    ),
    forbid(
      'no-cycle',
      'These files import each other in a circle: put what both need into a third.',
      {},
      { circular: true }
    ),
    forbid('no-unresolvable', 'This import leads nowhere.', {}, { couldNotResolve: true }),
    forbid(
      'no-vague-room',
      'A folder called utils, lib, common or helpers takes in anything: name it after what it holds.',
      { path: '^(src|server|config|tests)/' },
      { path: '/(utils?|libs?|common|helpers?|misc)/', pathNot: '^node_modules/' }
    ),
    forbid(
      'no-dead-server-file',
      'No start-up and no command reaches this file: delete it or use it.',
      { path: `^${STARTED}` },
      { path: '^server/.*\\.ts$', pathNot: `^${STARTED}`, reachable: false }
    ),
    forbid(
      'no-dead-phone-file',
      'No screen reaches this file: delete it or use it.',
      { path: SCREENS },
      {
        path: '^src/.*\\.tsx?$',
        pathNot: ['\\.d\\.ts$', '\\.config\\.ts$', '^src/contract/', SCREENS],
        reachable: false
      }
    ),
    {
      ...forbid('no-orphan', 'Nothing imports this file and it imports nothing: delete it or use it.', {}, {}),
      from: {
        orphan: true,
        pathNot: [
          '\\.d\\.ts$',
          '\\.config\\.(ts|js)$',
          '^src/app\\.tsx$',
          '^config/',
          '^server/scripts/',
          '\\.test\\.ts$',
          '\\.json$'
        ]
      }
    }
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|data|coverage)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types']
    }
  }
}
