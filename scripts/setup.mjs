// Puts in place what is missing, before anything else runs; under a second when nothing is. Needs Node 20.19 alone.
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { installPackages, missingPackages } from './setup/debian-packages.mjs'
import { installedElectron, provideElectron } from './setup/electron-binary.mjs'
import { readSandboxFacts, sandboxLine, sandboxObstacle } from './setup/linux-sandbox.mjs'
import { withLock } from './setup/lock.mjs'
import { installModules, modulesAreReady } from './setup/node-modules.mjs'
import { SetupProblem } from './setup/problem.mjs'
import { run } from './setup/run.mjs'

/** @typedef {'modules' | 'electron' | 'electron-to-pack' | 'desktop' | 'git-helper' | 'watch'} Need */
/** @typedef {{ kind: 'real', path: string } | { kind: 'stand-in', reason: string }} ElectronChoice */
/** @typedef {(line: string) => void} Log */

const root = path.resolve(import.meta.dirname, '..')
const state = path.join(root, '.setup')
const gitHelperScript = path.join(root, 'scripts', 'build-libsecret-helper.mjs')
/** There from before a download until the first smoke test that went well. */
const unproven = path.join(state, 'electron-unproven')

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  throw new SetupProblem(`Token Tray needs Node 20.19 or newer; this is Node ${process.versions.node}.`)
}

/**
 * @param {{ log: Log, insist: boolean, toRun: boolean }} options
 * @returns {Promise<ElectronChoice>}
 */
async function chooseElectron({ log, insist, toRun }) {
  const memory = path.join(state, 'electron-failure.json')
  if (installedElectron(path.join(root, 'node_modules', 'electron')) === null) writeFileSync(unproven, '')
  const found = await provideElectron({ root, memory, log, insist, hurried: !toRun })
  if (found.path === null) {
    const again = found.remembered ? ' (tried within the hour; npm run setup tries again)' : ''
    log(
      `Electron cannot be had here: ${found.reason}${again}.${toRun ? ' The stand-in is used instead.' : ''}`
    )
    return { kind: 'stand-in', reason: found.reason }
  }
  if (!toRun) return { kind: 'real', path: found.path }
  switch (sandboxObstacle(readSandboxFacts(found.path))) {
    case 'root':
      log(
        'Electron does not start as root with its sandbox: run this as an ordinary user. The stand-in is used instead.'
      )
      return { kind: 'stand-in', reason: 'it does not run as root' }
    case 'namespaces':
      throw new SetupProblem(
        `This system keeps Electron's sandbox from starting. Please run: ${sandboxLine(found.path)}`
      )
    default:
      return { kind: 'real', path: found.path }
  }
}

/**
 * @param {{ needs: readonly Need[], log: Log, insist: boolean }} options
 * @returns {Promise<ElectronChoice>}
 */
async function provide({ needs, log, insist }) {
  if (!modulesAreReady(root)) await installModules(root, state, log)
  const toRun = needs.includes('electron')
  const electron =
    toRun || needs.includes('electron-to-pack')
      ? await chooseElectron({ log, insist, toRun })
      : /** @type {ElectronChoice} */ ({ kind: 'stand-in', reason: 'nobody asked for it' })
  // macOS and Windows bring all that is needed.
  if (process.platform === 'linux') {
    const missing = await missingPackages(needs)
    if (missing.length > 0) await installPackages(missing, log)
    if (needs.includes('git-helper') && existsSync(gitHelperScript)) {
      const built = await run(process.execPath, [gitHelperScript], { cwd: root })
      if (built.status !== 0) throw new SetupProblem(`Git's helper could not be built:\n${built.stderr}`)
    }
  }
  return electron
}

/** To be called when the app went through all of its smoke test on Electron. */
export function electronIsProven() {
  rmSync(unproven, { force: true })
}

/** @param {Log} log */
async function proveElectron(log) {
  const hasDisplay =
    process.platform !== 'linux' ||
    process.env['DISPLAY'] !== undefined ||
    process.env['WAYLAND_DISPLAY'] !== undefined
  if (!hasDisplay) {
    log(
      'Electron was not tried here yet, and there is no display to do it: npm run smoke:electron does that.'
    )
    return
  }
  log('Electron was not tried here yet: trying it (npm run smoke:electron) …')
  const smoke = await run(process.execPath, [path.join(root, 'scripts', 'smoke-electron.mjs')], { cwd: root })
  log(
    smoke.status === 0
      ? 'Electron works here.'
      : 'Electron does not work here yet; out/smoke-electron.log says why.'
  )
}

/**
 * Provides what `needs` names and says which Electron runs the app. What a person has to do themselves is one line on
 * standard error, and the process ends with 1. Two at once are fine; one that was stopped is done again.
 * @param {{ needs: readonly Need[], log: Log, insist?: boolean, prove?: boolean }} options
 *   `insist`: try to fetch Electron although that failed a moment ago; `prove`: try an Electron that is new
 * @returns {Promise<{ electron: ElectronChoice }>}
 */
export async function setup({ needs, log, insist = false, prove = true }) {
  try {
    checkNode()
    mkdirSync(state, { recursive: true })
    const electron = await withLock(
      path.join(state, 'lock'),
      { onWait: (other) => log(`Waiting for another setup (process ${other}) …`) },
      () => provide({ needs, log, insist })
    )
    if (prove && needs.includes('electron') && electron.kind === 'real' && existsSync(unproven))
      await proveElectron(log)
    return { electron }
  } catch (error) {
    if (!(error instanceof SetupProblem)) throw error
    console.error(error.message)
    process.exit(1)
  }
}

if (process.argv[1] === import.meta.filename) {
  const { electron } = await setup({
    needs: ['modules', 'electron', 'desktop', 'git-helper'],
    log: console.log,
    insist: true
  })
  console.log(electron.kind === 'real' ? `Ready: ${electron.path}` : 'Ready, with the stand-in for Electron.')
}
