import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { pageHost } from './page-address.js'

/** Always given: without a type Electron answers text/html, and module scripts fail their MIME check. */
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2'
}

// SECURITY: nothing inline, nothing foreign, no eval; the page talks to main over the bridge only.
const policy = (nonce: string): string =>
  [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'"
  ].join('; ')

const refuse = (status: number): Response =>
  new Response(null, { status, headers: { 'Content-Type': 'text/plain; charset=utf-8' } })

/** The file below `root` that an address names, or null for anything else: other hosts, traversal, odd names. */
export function fileFor(root: string, address: string): string | null {
  let pathname: string
  try {
    const url = new URL(address)
    if (url.host !== pageHost) return null
    pathname = decodeURIComponent(url.pathname)
  } catch {
    return null
  }
  if (pathname.includes('\0') || pathname.includes('\\')) return null
  const file = path.join(root, `.${pathname === '/' ? '/index.html' : pathname}`)
  const inside = path.relative(root, file)
  return inside === '' || inside.startsWith('..') || path.isAbsolute(inside) ? null : file
}

/**
 * Serves the built page from `root` under a Content-Security-Policy with a fresh nonce for each document
 * (Vite's placeholder `__CSP_NONCE__` is replaced by it). GET only.
 */
export function createPageProtocol(
  root: string
): (request: { method: string; url: string }) => Promise<Response> {
  return async (request) => {
    if (request.method !== 'GET') return refuse(405)
    const file = fileFor(root, request.url)
    const type = file === null ? undefined : types[path.extname(file)]
    if (file === null || type === undefined) return refuse(404)
    let content: Buffer
    try {
      content = await readFile(file)
    } catch {
      // Not a 404, which loads as an empty page: this is a load that fails, and is told.
      return Response.error()
    }
    const headers = { 'Content-Type': type, 'X-Content-Type-Options': 'nosniff', 'Cache-Control': 'no-store' }
    if (!type.startsWith('text/html')) return new Response(new Uint8Array(content), { headers })
    const nonce = randomBytes(16).toString('base64')
    return new Response(content.toString('utf8').replaceAll('__CSP_NONCE__', nonce), {
      headers: { ...headers, 'Content-Security-Policy': policy(nonce) }
    })
  }
}
