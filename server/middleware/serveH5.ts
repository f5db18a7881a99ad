import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Context, Next } from 'koa'
import send from 'koa-send'
import { API_BASE } from '../../src/contract/endpoints'

const FOR_A_YEAR = 'public, max-age=31536000, immutable'

/**
 * Serves the built H5. Files with a hash in their name may be cached for a year; index.html is revalidated each time.
 */
export function serveH5(directory: string) {
  if (!existsSync(join(directory, 'index.html'))) throw new Error(`No H5 build in ${directory}: run npm run build:h5.`)
  return async (ctx: Context, next: Next): Promise<void> => {
    const wanted = (ctx.method === 'GET' || ctx.method === 'HEAD') && !ctx.path.startsWith(API_BASE)
    if (!wanted) return next()
    const path = ctx.path === '/' ? '/index.html' : ctx.path
    const found = await send(ctx, path, {
      root: directory,
      setHeaders: response => response.setHeader('Cache-Control', path === '/index.html' ? 'no-cache' : FOR_A_YEAR)
    }).catch((error: { status?: number }) => {
      if (error.status === 404 || error.status === 403 || error.status === 400) return null
      throw error
    })
    if (found === null) ctx.status = 404
  }
}
