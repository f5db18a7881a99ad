/** Which room may import which. Every rule's comment is the sentence one reads when one breaks it. */
const { existsSync, readFileSync } = require('node:fs')
const { join } = require('node:path')

const MAIN_PACKAGE = '^src/(app\\.|pages/|components/|hooks/|phone/|api/|i18n/|styles/)'
const STARTED = 'server/(index\\.ts|scripts/)'

/** Screens are started by WeChat, not by an import: app.config.ts names them, the subpackages' below a root. */
function screens() {
  const config = join(__dirname, 'src', 'app.config.ts')
  if (!existsSync(config)) return []
  const text = readFileSync(config, 'utf8')
  const roots = ['', ...[...text.matchAll(/root:\s*'([^']+)'/g)].map(match => `${match[1]}/`)]
  const names = [...text.matchAll(/'([\w/-]+)'/g)].map(match => match[1])
  return roots.flatMap(root => names.map(name => `src/${root}${name}.tsx`)).filter(file => existsSync(join(__dirname, file)))
}
const SCREENS = `^(${['src/app.tsx', ...screens()].map(file => file.replace(/[.]/g, '\\.')).join('|')})$`

/** A rule: its name, its sentence, from where, to where. */
const forbid = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to })

module.exports = {
  forbidden: [
    forbid('contract-is-pure', 'src/contract is what phone and server both promise: it imports nothing outside itself.',
      { path: '^src/contract/' }, { pathNot: '^src/contract/' }),
    forbid('phone-knows-no-server', 'The mini-program never imports server code: what both need belongs to src/contract.',
      { path: '^src/' }, { path: '^server/' }),
    forbid('server-knows-the-contract-only', 'Of src the server may import src/contract only.',
      { path: '^server/' }, { path: '^src/', pathNot: '^src/contract/' }),
    forbid('main-package-is-light', 'The main package never imports src/officer or src/console: they are subpackages, loaded when needed.',
      { path: MAIN_PACKAGE }, { path: '^src/(officer|console)/' }),
    forbid('officer-and-console-apart', 'The officer\'s and the console\'s screens are two subpackages: what both need belongs to src/components, src/hooks, src/phone or src/api.',
      { path: '^src/officer/' }, { path: '^src/console/' }),
    forbid('console-and-officer-apart', 'The officer\'s and the console\'s screens are two subpackages: what both need belongs to src/components, src/hooks, src/phone or src/api.',
      { path: '^src/console/' }, { path: '^src/officer/' }),
    forbid('screens-stand-alone', 'A screen never imports another screen\'s folder: what two screens share belongs to src/components, src/hooks, src/phone or src/api.',
      { path: '^src/((?:pages|officer|console)/[^/]+)/' },
      { path: '^src/(pages|officer|console)/[^/]+/', pathNot: ['^src/$1/', '^src/(officer|console)/(components|hooks|api)/'] }),
    forbid('parts-know-no-screen', 'Components, hooks, phone and api are used by screens and know none of them.',
      { path: '^src/(components|hooks|phone|api|i18n|styles)/' }, { path: '^src/(pages|officer|console|app)' }),
    forbid('hooks-know-no-face', 'A hook gives a component its state: it imports no component.',
      { path: '^src/hooks/' }, { path: '^src/components/' }),
    forbid('phone-knows-no-face', 'src/phone is what the app does and keeps on the phone: it imports src/contract, src/api and src/i18n only, and no React.',
      { path: '^src/phone/' }, { path: ['^src/(?!(phone|contract|api|i18n)/)', '^node_modules/react(-dom)?/'] }),
    forbid('api-knows-no-face', 'src/api knows the server, not the looks: it imports no component, hook, React or src/phone.',
      { path: '^src/api/' }, { path: ['^src/(components|hooks|phone)/', '^node_modules/react(-dom)?/'] }),

    forbid('core-below-features', 'The core (errors, env, log, settings, endpoint, middleware, workingTime) serves every feature and knows none; only the type of who is calling comes from people.',
      { path: '^server/((errors|env|log|settings|endpoint|endpointSpec|database|openapi)\\.ts|middleware/|workingTime/)' },
      { path: '^server/(catalogue|villages|people|beneficiaries|serviceRequests|privacy|retention|wechat|data|scripts|session)/', pathNot: '^server/people/viewer\\.ts$' }),
    forbid('ground-below-matters', 'Places, people, catalogue and sessions are the ground: matters (serviceRequests …) build on them, never the other way round.',
      { path: '^server/(catalogue|villages|people|session|wechat)/' }, { path: '^server/(serviceRequests|beneficiaries|privacy|retention)/' }),
    forbid('models-are-plain', 'A model knows its fields and indexes: it imports other models or the contract, no story, no policy, no middleware.',
      { path: '^server/(?!embedded/).*([mM]odel)\\.ts$' },
      { path: '^server/', pathNot: '([mM]odel|[fF]ields|[sS]chema)\\.ts$' }),
    forbid('app-is-the-top', 'server/app.ts puts the rooms together: only what starts it imports it.',
      { path: '^server/', pathNot: '^server/(index\\.ts|serve\\.ts|scripts/)' }, { path: '^server/(app|index)\\.ts$' }),
    forbid('fake-wechat-is-for-trying', 'The fake WeChat is for trying and for tests: only the start-up and tests may switch it on.',
      { path: '^(src|server)/', pathNot: '^server/(serve\\.ts|wechat/)' }, { path: '^server/wechat/fake' }),
    forbid('embedded-store-by-the-database-only', 'The embedded store is one way to answer MONGODB_URI: only server/database.ts, server/scripts and tests may start it.',
      { path: '^(src|server|config)/', pathNot: '^server/(embedded/|scripts/|database\\.ts$)' }, { path: '^server/embedded/' }),
    forbid('embedded-store-knows-no-feature', 'The embedded store serves any MongoDB client: it imports nothing of the product.',
      { path: '^server/embedded/' }, { path: '^(src|server)/', pathNot: '^server/embedded/' }),
    forbid('one-driver', 'mongoose brings its driver: use mongoose.mongo, so that there is one of it.',
      { path: '^(src|server)/' }, { path: '^node_modules/mongodb/' }),
    forbid('lmdb-stays-inside', 'lmdb is the embedded store\'s own part.',
      { path: '^(src|server)/', pathNot: '^server/embedded/' }, { path: '^node_modules/lmdb/' }),

    forbid('product-knows-no-test', 'Nothing of the product imports tests.',
      { path: '^(src|server|config)/' }, { path: '^tests/' }),
    forbid('no-development-package', 'The product runs with dependencies only: this package is installed for development.',
      { path: '^(src|server)/', pathNot: '^server/scripts/prepare' }, { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] }),
    forbid('no-cycle', 'These files import each other in a circle: put what both need into a third.',
      {}, { circular: true }),
    forbid('no-unresolvable', 'This import leads nowhere.', {}, { couldNotResolve: true }),
    forbid('no-vague-room', 'A folder called utils, lib, common or helpers takes in anything: name it after what it holds.',
      { path: '^(src|server|config|tests)/' }, { path: '/(utils?|libs?|common|helpers?|misc)/', pathNot: '^node_modules/' }),
    forbid('no-dead-server-file', 'No start-up and no command reaches this file: delete it or use it.',
      { path: `^${STARTED}` }, { path: '^server/.*\\.ts$', pathNot: `^${STARTED}`, reachable: false }),
    forbid('no-dead-phone-file', 'No screen reaches this file: delete it or use it.',
      { path: SCREENS },
      { path: '^src/.*\\.tsx?$', pathNot: ['\\.d\\.ts$', '\\.config\\.ts$', '^src/contract/', SCREENS], reachable: false }),
    {
      ...forbid('no-orphan', 'Nothing imports this file and it imports nothing: delete it or use it.', {}, {}),
      from: { orphan: true, pathNot: ['\\.d\\.ts$', '\\.config\\.(ts|js)$', '^src/app\\.tsx$', '^config/', '^server/scripts/', '\\.test\\.ts$', '\\.json$'] }
    }
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|data|coverage)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] }
  }
}
