// npm run tour, npm run bench: a program of test/ that brings its own desktop. Words behind its name are its own.
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { build } from './build.mjs'
import { setup } from './setup.mjs'

const root = path.resolve(import.meta.dirname, '..')
const [name = '', ...words] = process.argv.slice(2)
/** @type {Record<string, readonly import('./setup.mjs').Need[]>} */
const more = { tour: ['git-helper', ...(words.includes('--watch') ? /** @type {const} */ (['watch']) : [])] }

if (process.platform !== 'linux') {
  console.error(`The ${name} needs Linux: it brings its own desktop.`)
  process.exit(1)
}
await setup({ needs: ['modules', 'desktop', ...(more[name] ?? [])], log: console.log })
await build({ tools: true })
const program = path.join(root, 'out/test-tools', name, `${name}.js`)
const { status } = spawnSync(process.execPath, [program, ...words], { cwd: root, stdio: 'inherit' })
process.exitCode = status ?? 1
