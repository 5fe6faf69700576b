// npm start [-- --practice]: the app itself, or the app on the practice organization.
import { spawn } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { build } from './build.mjs'
import { launchCommand } from './launch.mjs'
import { setup } from './setup.mjs'

const root = path.resolve(import.meta.dirname, '..')
const practice = process.argv.includes('--practice')
const others = process.argv.slice(2).filter((argument) => argument !== '--practice')

const { electron } = await setup({ needs: ['modules', 'electron'], log: console.log })
if (practice && process.platform !== 'linux') {
  console.error(
    'The practice organization needs Linux: elsewhere the browser cannot be pointed at it by settings alone.'
  )
  process.exit(1)
}
if (electron.kind === 'stand-in') {
  if (process.platform !== 'linux') {
    console.error(`Electron is not here (${electron.reason}), and the stand-in runs on Linux only.`)
    process.exit(1)
  }
  await setup({ needs: ['desktop'], log: console.log })
}
build({ tools: practice || electron.kind === 'stand-in' })

/** @type {Record<string, string | undefined>} */
let environment = { ...process.env }
/** @type {string[]} */
let switches = []
let endPractice = () => {}

if (practice) {
  const folder = path.join(root, 'out', 'practice')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const simulator = spawn(process.execPath, [path.join(root, 'out/test-tools/simulator/main.js'), folder], {
    stdio: ['pipe', 'pipe', 'inherit']
  })
  endPractice = () => simulator.stdin.end()
  /** @type {{ environment: Record<string, string>, switches: string[] }} */
  const facts = await new Promise((resolve, reject) => {
    createInterface({ input: simulator.stdout }).once('line', (line) => resolve(JSON.parse(line)))
    simulator.once('exit', (code) => reject(new Error(`the practice organization ended with ${code}`)))
  })
  environment = { ...environment, ...facts.environment, TOKEN_TRAY_PRACTICE: path.join(folder, 'profile') }
  switches = facts.switches
}

const { program, args } = launchCommand(root, electron, [...switches, ...others])
console.log(
  `Token Tray on ${electron.kind === 'real' ? 'Electron' : `the stand-in for Electron (${electron.reason})`}` +
    (practice ? ', with the practice organization' : '')
)
const app = spawn(program, args, { env: environment, stdio: 'inherit' })
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => app.kill(signal))
app.on('exit', (code) => {
  endPractice()
  process.exitCode = code ?? 1
})
