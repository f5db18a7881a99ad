/**
 * `npm run dev`: the BFF, restarted when its code changes, and the H5 pages, rebuilt when their code changes. Ctrl-C
 * ends both.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'

const ROOT = join(__dirname, '..')

function run(args: string[], env: Record<string, string> = {}): ChildProcess {
  return spawn(process.execPath, args, { cwd: ROOT, stdio: 'inherit', env: { ...process.env, ...env } })
}

const children = [
  run([join(ROOT, 'node_modules/tsx/dist/cli.mjs'), 'watch', 'server/scripts/start.ts', '--api-only']),
  run([
    join(ROOT, 'node_modules/@tarojs/cli/bin/taro'), 'build', '--type', 'h5', '--watch', '--no-check'
  ], { NODE_ENV: 'development' })
]

let ending = false
function end(code: number): void {
  if (ending) return
  ending = true
  for (const child of children) child.kill('SIGTERM')
  process.exitCode = code
}
for (const child of children) child.once('exit', code => end(code ?? 0))
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => end(0))
