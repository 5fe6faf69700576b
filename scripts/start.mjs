// npm start [-- --practice]: the app itself, or the app on the practice organization.
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { build } from './build.mjs'
import { handSignalsOn, launchCommand, launchEnvironment } from './launch.mjs'
import { setup } from './setup.mjs'

const root = path.resolve(import.meta.dirname, '..')

/**
 * The practice organization, and how an app is pointed at it: by environment and switches alone.
 * @typedef {object} Practice
 * @property {Record<string, string>} environment all of it: nothing of the person's own gets in
 * @property {string[]} switches
 * @property {() => Promise<void>} end
 */

/** @returns {Promise<Practice>} */
async function startPractice() {
  const folder = mkdtempSync(path.join(tmpdir(), 'token-tray-practice-'))
  const simulator = spawn(process.execPath, [path.join(root, 'out/test-tools/simulator/main.js'), folder], {
    stdio: ['pipe', 'pipe', 'inherit'],
    // Ctrl+C reaches the app first; this one goes when its input closes.
    detached: true
  })
  /** @type {Promise<void>} */
  const ended = new Promise((resolve) => simulator.once('exit', () => resolve()))
  /** @type {{ environment: Record<string, string>, switches: string[], organizations: string[], clientId: string }} */
  const facts = await new Promise((resolve, reject) => {
    createInterface({ input: simulator.stdout }).once('line', (line) => resolve(JSON.parse(line)))
    simulator.once('exit', (code) => reject(new Error(`the practice organization ended with ${code}`)))
  })
  const profile = path.join(folder, 'profile')
  mkdirSync(profile)
  writeFileSync(
    path.join(profile, 'administrator-settings.json'),
    JSON.stringify({ clientId: facts.clientId })
  )
  console.log(`Organizations to practise with: ${facts.organizations.join(', ')}`)
  return {
    environment: {
      ...facts.environment,
      // Git's libsecret helper, which Debian ships as source only, is built there by setup.
      PATH: `${path.join(root, 'out', 'tools')}:${facts.environment['PATH']}`,
      TOKEN_TRAY_PRACTICE: profile
    },
    switches: facts.switches,
    end: async () => {
      simulator.stdin.end()
      await ended
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    }
  }
}

const wantsPractice = process.argv.includes('--practice')
const others = process.argv.slice(2).filter((argument) => argument !== '--practice')
if (wantsPractice && process.platform !== 'linux') {
  console.error(
    'The practice organization needs Linux: elsewhere the browser cannot be pointed at it by settings alone.'
  )
  process.exit(1)
}
/** @type {import('./launch.mjs').ElectronChoice} */
const electron =
  process.env['TOKEN_TRAY_ON'] === 'stand-in'
    ? { kind: 'stand-in', reason: 'as TOKEN_TRAY_ON says' }
    : (await setup({ needs: ['modules', 'electron'], log: console.log })).electron
if (electron.kind === 'stand-in' && process.platform !== 'linux') {
  console.error(`Electron is not here (${electron.reason}), and the stand-in runs on Linux only.`)
  process.exit(1)
}
if (wantsPractice) await setup({ needs: ['modules', 'desktop', 'git-helper'], log: console.log })
else if (electron.kind === 'stand-in') await setup({ needs: ['modules', 'desktop'], log: console.log })
await build({ tools: wantsPractice || electron.kind === 'stand-in' })

const practice = wantsPractice ? await startPractice() : null
const { program, args } = launchCommand(root, electron, [...(practice?.switches ?? []), ...others])
console.log(
  `Token Tray on ${electron.kind === 'real' ? 'Electron' : `the stand-in for Electron (${electron.reason})`}` +
    (practice === null ? '' : ', with the practice organization')
)
const app = spawn(program, args, {
  env: launchEnvironment(process.env, practice?.environment),
  stdio: 'inherit'
})
const wasAsked = handSignalsOn(app)
const code = await new Promise((resolve) => app.once('exit', resolve))
await practice?.end()
process.exitCode = code ?? (wasAsked() ? 0 : 1)
