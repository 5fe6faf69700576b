// Builds what is out of date: the app into out/, and the tools of test/ (stand-in, simulator, tour) beside it.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { withLock } from './setup/lock.mjs'
import { run } from './setup/run.mjs'

const root = path.resolve(import.meta.dirname, '..')
const common = ['package.json', 'package-lock.json', 'electron.vite.config.ts']
const app = {
  name: 'app',
  sources: ['electron', 'renderer', ...common],
  command: ['electron-vite/bin/electron-vite.js', 'build', '--logLevel', 'warn']
}
const tools = {
  name: 'test-tools',
  sources: ['test', 'electron', 'scripts', ...common],
  command: ['vite/bin/vite.js', 'build', '--config', 'test/tools.vite.config.ts', '--logLevel', 'warn']
}

/**
 * The newest change below a path, in epoch milliseconds; 0 where there is nothing.
 * @param {string} place
 * @returns {number}
 */
function newest(place) {
  if (!existsSync(place)) return 0
  const facts = statSync(place)
  if (!facts.isDirectory()) return facts.mtimeMs
  return Math.max(
    facts.mtimeMs,
    ...readdirSync(place).map((name) => (name === 'node_modules' ? 0 : newest(path.join(place, name))))
  )
}

/**
 * Builds one product where its sources are not those of its stamp, which is written last: what a failed or stopped
 * build left does not count.
 * @param {typeof app} product
 */
async function buildOne({ name, sources, command: [program = '', ...args] }) {
  const stamp = path.join(root, 'out', `${name}.stamp`)
  const wanted = String(Math.max(...sources.map((source) => newest(path.join(root, source)))))
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  rmSync(stamp, { force: true })
  const file = path.join(root, 'node_modules', program)
  const done = await run(process.execPath, [file, ...args], { cwd: root })
  if (done.status !== 0) {
    process.stderr.write(`${done.stdout}${done.stderr}\n`)
    throw new Error(`${program} ${args.join(' ')} failed`)
  }
  mkdirSync(path.dirname(stamp), { recursive: true })
  writeFileSync(stamp, wanted)
}

/**
 * Builds the app, and the test tools where they are wanted, when their sources are others than what was built. Waits
 * for another build or setup first: two at once would empty each other's folders.
 * @param {{ tools: boolean }} wanted
 */
export async function build(wanted) {
  const state = path.join(root, '.setup')
  mkdirSync(state, { recursive: true })
  /** @param {number} other */
  const onWait = (other) => console.log(`Waiting for another setup or build (process ${other}) …`)
  await withLock(path.join(state, 'lock'), { onWait }, async () => {
    await buildOne(app)
    if (wanted.tools) await buildOne(tools)
  })
}
