// Builds what is out of date: the app into out/, and the tools of test/ (stand-in, simulator, tour) beside it.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '..')

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
 * @param {readonly string[]} sources
 * @param {string} product
 */
const isStale = (sources, product) =>
  Math.max(...sources.map((source) => newest(path.join(root, source)))) > newest(path.join(root, product))

/**
 * Runs a program of node_modules and ends this one with its output where it fails.
 * @param {string} name
 * @param {readonly string[]} args
 */
function run(name, args) {
  const program = path.join(root, 'node_modules', name)
  const done = spawnSync(process.execPath, [program, ...args], { cwd: root, encoding: 'utf8' })
  if (done.status === 0) return
  process.stderr.write(`${done.stdout}${done.stderr}\n`)
  throw new Error(`${name} ${args.join(' ')} failed`)
}

/**
 * Builds the app, and the test tools where they are wanted, when their sources are newer than what was built.
 * @param {{ tools: boolean }} wanted
 */
export function build({ tools }) {
  const common = ['package.json', 'package-lock.json', 'electron.vite.config.ts']
  if (isStale(['electron', 'renderer', ...common], 'out/main/main.js')) {
    run('electron-vite/bin/electron-vite.js', ['build', '--logLevel', 'warn'])
  }
  if (tools && isStale(['test', 'electron', ...common], 'out/test-tools/stand-in/register.js')) {
    run('vite/bin/vite.js', ['build', '--config', 'test/tools.vite.config.ts', '--logLevel', 'warn'])
  }
}
