/** `npm run build:weapp` / `build:h5`: builds one target with Taro and prints the size of the phone's download. */
import { spawn } from 'node:child_process'
import { existsSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

const ROOT = join(__dirname, '..')
type Target = 'weapp' | 'h5'
/**
 * The upper limit of a target's size in KB: the main package of weapp as stored in dist, the first page of H5 gzipped.
 */
const MOST_KB: Record<Target, number> = { weapp: 500, h5: 250 }
const KB = 1024

async function main(): Promise<void> {
  const target = process.argv[2]
  if (target !== 'weapp' && target !== 'h5') throw new Error('usage: tsx config/build.ts weapp|h5')
  rmSync(join(ROOT, 'dist', target), { recursive: true, force: true })
  const started = Date.now()
  process.stdout.write(`Building ${target} …\n`)
  await runTaro(target)
  process.stdout.write(`Built ${target} in ${Math.round((Date.now() - started) / 1000)} s\n`)
  const ways = target === 'weapp' ? weighWeapp(join(ROOT, 'dist/weapp')) : weighH5(join(ROOT, 'dist/h5'))
  for (const [name, bytes] of Object.entries(ways)) {
    process.stdout.write(`  ${name.padEnd(22)} ${(bytes / KB).toFixed(0).padStart(5)} KB\n`)
  }
  const [name, bytes] = Object.entries(ways)[0]!
  if (bytes > MOST_KB[target] * KB) {
    throw new Error(`${name} weighs ${(bytes / KB).toFixed(0)} KB, more than ${MOST_KB[target]} KB.`)
  }
}

/** Taro exits with 0 even when webpack reported errors; the expected output files are therefore checked as well. */
async function runTaro(target: Target): Promise<void> {
  const cli = join(ROOT, 'node_modules/@tarojs/cli/bin/taro')
  const output: string[] = []
  const code = await new Promise<number | null>((resolve, reject) => {
    const child = spawn(process.execPath, [cli, 'build', '--type', target, '--no-check'], {
      cwd: ROOT, env: { ...process.env, NODE_ENV: 'production', TARO_ENV: target }, stdio: ['ignore', 'pipe', 'pipe']
    })
    const keep = (chunk: Buffer): void => { output.push(chunk.toString()) }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.once('error', reject)
    child.once('exit', resolve)
  })
  const said = output.join('')
  const written = existsSync(join(ROOT, 'dist', target, target === 'h5' ? 'index.html' : 'app.json'))
  if (code !== 0 || !written || /Failed to compile|ERROR in |Module not found/i.test(said)) {
    throw new Error(`Taro could not build ${target}:\n${said}`)
  }
}

/** The bytes of the main package of weapp, then of each subpackage, then of all together. */
function weighWeapp(directory: string): Record<string, number> {
  const { subPackages = [] } =
    JSON.parse(readFileSync(join(directory, 'app.json'), 'utf8')) as { subPackages?: Array<{ root: string }> }
  const parts =
    Object.fromEntries(subPackages.map(({ root }) => [`subpackage ${root}`, bytesBelow(join(directory, root))]))
  const all = bytesBelow(directory)
  const inParts = Object.values(parts).reduce((sum, bytes) => sum + bytes, 0)
  return { 'main package': all - inParts, ...parts, 'all packages': all }
}

/** The gzipped bytes of the files that the first page loads, then of all files. */
function weighH5(directory: string): Record<string, number> {
  const page = readFileSync(join(directory, 'index.html'), 'utf8')
  const named = [...page.matchAll(/(?:src|href)="(?:\.?\/)?((?:js|css)\/[^"]+)"/g)].map(match => match[1]!)
  const gzipped = (files: string[]): number => files.reduce((sum, file) => sum + gzipSync(readFileSync(file)).length, 0)
  return {
    'entry, gzipped': gzipped([join(directory, 'index.html'), ...named.map(file => join(directory, file))]),
    'everything, gzipped': gzipped(filesBelow(directory))
  }
}

function bytesBelow(directory: string): number {
  return filesBelow(directory).reduce((sum, file) => sum + statSync(file).size, 0)
}

function filesBelow(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`)
  process.exit(1)
})
