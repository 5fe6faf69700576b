/* global document, getComputedStyle, innerWidth -- functions that are run in the page */
import react from '@vitejs/plugin-react'
import { randomBytes } from 'node:crypto'
import { mkdir, readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import path from 'node:path'
import { chromium } from 'playwright-core'
import { build } from 'vite'
import { chromiumProgram } from '../../../scripts/setup/chromium.mjs'
import { screens } from './screens.mjs'

/*
 * Takes a picture of every screen in every theme and size, under the app's own Content-Security-Policy, and
 * looks each one over: axe-core with colours, nothing refused by the policy, nothing that scrolls in the wizard.
 *
 *   node test/renderer/gallery/take-pictures.mjs [part of a screen's name]
 */

const here = import.meta.dirname
const project = path.resolve(here, '../../..')
const built = path.join(project, 'out/gallery-page')
const pictures = path.join(project, 'out/gallery')
const wanted = process.argv[2] ?? ''
const themes = (process.env['GALLERY_THEMES'] ?? 'light,dark,high-contrast').split(',')
const sizes = (process.env['GALLERY_SIZES'] ?? '880x640,800x600').split(',')

await build({
  root: here,
  configFile: false,
  logLevel: 'error',
  plugins: [react()],
  html: { cspNonce: '__CSP_NONCE__' },
  build: { outDir: built, emptyOutDir: true, assetsInlineLimit: 0, chunkSizeWarningLimit: 4000 }
})

const policy = (/** @type {string} */ nonce) =>
  [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'"
  ].join('; ')
const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' }

const server = createServer((request, response) => {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost')
  const file = path.join(built, pathname === '/' ? 'index.html' : path.normalize(pathname))
  readFile(file, 'utf8').then(
    (content) => {
      const nonce = randomBytes(16).toString('base64')
      const type = Object.entries(types).find(([end]) => file.endsWith(end))?.[1] ?? 'text/plain'
      response.setHeader('Content-Type', `${type}; charset=utf-8`)
      if (type === 'text/html') response.setHeader('Content-Security-Policy', policy(nonce))
      response.end(content.replaceAll('__CSP_NONCE__', nonce))
    },
    () => {
      response.statusCode = 404
      response.end()
    }
  )
})
await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)))
const address = server.address()
if (address === null || typeof address === 'string') throw new Error('the server has no port')

const axe = await readFile(path.join(project, 'node_modules/axe-core/axe.min.js'), 'utf8')
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? chromiumProgram(),
  args: ['--no-sandbox']
})

/** @type {string[]} */
const found = []
let taken = 0
for (const theme of themes) {
  for (const size of sizes) {
    const [width = 0, height = 0] = size.split('x').map(Number)
    const viewport = { width, height }
    await mkdir(path.join(pictures, theme, size), { recursive: true })
    for (const [name, screen] of Object.entries(screens)) {
      if (!name.includes(wanted)) continue
      const page = await browser.newPage({ viewport, timezoneId: 'Europe/Berlin', reducedMotion: 'reduce' })
      page.setDefaultTimeout(5000)
      const complain = (/** @type {string} */ what) => found.push(`${theme} ${size} ${name}: ${what}`)
      page.on('pageerror', (error) => complain(String(error)))
      page.on('console', (message) => {
        // zod's probe for eval; it is in this gallery's fake bridge, not in the page.
        const ofZod = message.text().includes('unsafe-eval')
        if (message.type() === 'error' && !ofZod && !message.text().includes('404')) complain(message.text())
      })
      await page.goto(
        `http://127.0.0.1:${address.port}/?world=${screen.world}&with=${screen.with ?? ''}&theme=${theme}`
      )
      try {
        await page.getByRole('navigation').waitFor({ state: 'attached' })
        await screen.act?.(page)
        await page.waitForTimeout(150)
      } catch (error) {
        complain(`the way there is blocked: ${String(error).split('\n')[0] ?? ''}`)
      }
      await page.screenshot({ path: path.join(pictures, theme, size, `${name}.png`) })
      taken += 1
      const scrolls = await page.evaluate(() =>
        [...document.querySelectorAll('form *, html, body')]
          .filter((one) => one.getAttribute('role') !== 'group' && one.scrollHeight > one.clientHeight + 1)
          .filter((one) => ['auto', 'scroll'].includes(getComputedStyle(one).overflowY))
          .map((one) => `${one.tagName} ${one.scrollHeight} > ${one.clientHeight}`)
      )
      if (name.startsWith('wizard') && height >= 600 && scrolls.length > 0)
        complain(`scrolls: ${scrolls.join(', ')}`)
      const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
      if (wide) complain('is wider than the window')
      await page.evaluate(axe)
      const violations = await page.evaluate(async () => {
        // @ts-expect-error -- axe was put into the page the line before
        const { violations } = await axe.run(
          { exclude: ['[data-tabster-dummy]'] },
          { resultTypes: ['violations'] }
        )
        return violations.map(
          (/** @type {{ id: string, nodes: { html: string, failureSummary: string }[] }} */ one) =>
            `${one.id}: ${one.nodes.map((node) => `${node.html.slice(0, 140)} ${node.failureSummary.slice(0, 240)}`).join(' | ')}`
        )
      })
      for (const violation of violations) complain(`axe: ${violation}`)
      await page.close()
    }
  }
}
await browser.close()
server.close()
console.log(`${taken} pictures in out/gallery`)
for (const line of found) console.log(line)
process.exitCode = found.length === 0 ? 0 : 1
