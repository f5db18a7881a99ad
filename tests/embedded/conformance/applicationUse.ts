/**
 * The uses of MongoDB in the application, read from its sources with the TypeScript compiler: operators by their names,
 * methods and options by the file in which their types are declared (mongoose and the driver).
 */
import { readdirSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import ts from 'typescript'

const root = resolve(__dirname, '../../..')

export interface Use { token: string, place: string }

/** Every TypeScript file of the server except the embedded store. */
export function applicationFiles(): string[] {
  return readdirSync(join(root, 'server'), { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.ts') && !file.startsWith('embedded'))
    .map(file => join(root, 'server', file))
}

const isDatabaseType = (fileName: string): boolean => /node_modules\/(mongoose|mongodb)\//.test(fileName)

/**
 * The nodes in which the store names what it accepts: keys of a table, cases, comparisons, and the modifiers of an
 * operator.
 */
function namesIn(node: ts.Node): ts.Node[] {
  if (ts.isCaseClause(node)) return [node.expression]
  if (ts.isPropertyAssignment(node)) return ts.isVariableDeclaration(node.parent.parent) ? [node.name] : []
  if (ts.isBinaryExpression(node)) return [node.left, node.right]
  return ts.isCallExpression(node) && node.expression.getText() === 'refuseUnknown'
    ? node.arguments.flatMap(argument => ts.isArrayLiteralExpression(argument) ? [...argument.elements] : [])
    : []
}

/** The operators the embedded store's own tables and switches accept: keys and cases that begin with a dollar. */
export function acceptedOperators(): Use[] {
  return [
    'match', 'update', 'arrayUpdates', 'expressions', 'dates', 'group', 'pipeline', 'projection'
  ].flatMap(name => {
    const path = `server/embedded/${name}.ts`
    const source = ts.createSourceFile(path, ts.sys.readFile(join(root, path)) ?? '', ts.ScriptTarget.ES2022, true)
    const found: Use[] = []
    const visit = (node: ts.Node): void => {
      for (const named of namesIn(node)) {
        if ((ts.isStringLiteral(named) || ts.isIdentifier(named)) && /^\$[a-z]/.test(named.text)) {
          found.push({ token: named.text, place: path })
        }
      }
      ts.forEachChild(node, visit)
    }
    visit(source)
    if (found.length === 0) throw new Error(`${path} accepts no operator that could be read from it`)
    return found
  })
}

/** Collects the uses in `files`; `extra` are virtual sources, by their path below the project. */
export function collectUse(files: string[], extra: Record<string, string> = {}): Use[] {
  const virtual = new Map(Object.entries(extra).map(([path, text]) => [join(root, path), text]))
  const settings = ts.parseJsonConfigFileContent(
    ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile).config, ts.sys, root
  ).options
  const host = ts.createCompilerHost(settings)
  const { getSourceFile, fileExists, readFile } = host
  host.fileExists = path => virtual.has(path) || fileExists(path)
  host.readFile = path => virtual.get(path) ?? readFile(path)
  host.getSourceFile = (path, ...rest) => virtual.has(path)
    ? ts.createSourceFile(path, virtual.get(path) as string, ts.ScriptTarget.ES2022, true)
    : getSourceFile(path, ...rest)
  const names = [...files, ...virtual.keys()]
  const program = ts.createProgram(names, { ...settings, types: ['node'] }, host)
  const checker = program.getTypeChecker()
  return names.flatMap(name => useOf(program.getSourceFile(name) as ts.SourceFile, checker))
}

/** The names of methods that mongoose or the driver declare: the type checker is asked about such calls only. */
const databaseMethods = new Set(['mongoose/types', 'mongodb/mongodb.d.ts'].flatMap(path => {
  const at = join(root, 'node_modules', path)
  const files = path.endsWith('.ts')
    ? [at]
    : readdirSync(at).filter(file => file.endsWith('.d.ts')).map(file => join(at, file))
  return files.flatMap(file =>
    [
      ...(ts.sys.readFile(file) ?? '').matchAll(/^\s+(?:static |abstract |readonly )*(\w+)\??(?:<.*)?\(/gm)
    ].map(match => match[1] as string))
}))

function useOf(source: ts.SourceFile, checker: ts.TypeChecker): Use[] {
  const found: Use[] = []
  const note = (token: string, node: ts.Node): void => {
    const { line } = source.getLineAndCharacterOfPosition(node.getStart(source))
    found.push({ token, place: `${relative(root, source.fileName)}:${line + 1}` })
  }
  const visit = (node: ts.Node, inDatabaseCall: boolean): void => {
    const method = databaseMethod(node, checker)
    if (method) note(`.${method}()`, node)
    for (const token of ts.isObjectLiteralElementLike(node) ? tokensOfProperty(node, inDatabaseCall, checker) : []) {
      note(token, node)
    }
    if (ts.isStringLiteral(node) && /^\$\$[A-Z]/.test(node.text)) note(node.text.split('.')[0] as string, node)
    const deeper = method !== undefined || (inDatabaseCall && !ts.isFunctionLike(node))
    ts.forEachChild(node, child => visit(child, deeper))
  }
  visit(source, false)
  return found
}

function databaseMethod(node: ts.Node, checker: ts.TypeChecker): string | undefined {
  if (
    !ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression) ||
    !databaseMethods.has(node.expression.name.text)
  ) return undefined
  const file = checker.getResolvedSignature(node)?.declaration?.getSourceFile().fileName
  return file !== undefined && isDatabaseType(file) ? node.expression.name.text : undefined
}

/** Options in the fields of a schema that make indexes. */
const schemaIndexes = ['unique', 'index', 'sparse', 'text']

function tokensOfProperty(
  node: ts.ObjectLiteralElementLike, inDatabaseCall: boolean, checker: ts.TypeChecker
): string[] {
  const { name } = node
  if (!name || !(ts.isIdentifier(name) || ts.isStringLiteral(name))) return []
  if (name.text.startsWith('$')) return [name.text]
  const positional = name.text.split('.').slice(1).filter(part => part.startsWith('$')).map(part =>
    /^\$\[.+\]$/.test(part) ? '$[name]' : part)
  if (positional.length > 0) return positional
  const isOn = ts.isPropertyAssignment(node) && node.initializer.kind === ts.SyntaxKind.TrueKeyword
  if (isOn && schemaIndexes.includes(name.text) && isInSchema(node)) return [`option ${name.text}`]
  return inDatabaseCall && isOption(node.parent as ts.ObjectLiteralExpression, name.text, checker)
    ? [`option ${name.text}`]
    : []
}

function isInSchema(node: ts.Node | undefined): boolean {
  if (!node || ts.isFunctionLike(node)) return false
  return ts.isNewExpression(node) ? node.expression.getText().endsWith('Schema') : isInSchema(node.parent)
}

function isOption(object: ts.ObjectLiteralExpression, name: string, checker: ts.TypeChecker): boolean {
  const context = checker.getContextualType(object)
  const types = context?.isUnion() ? context.types : context ? [context] : []
  return types.some(type =>
    type.getProperty(name)?.declarations?.some(declaration => isDatabaseType(declaration.getSourceFile().fileName)))
}
