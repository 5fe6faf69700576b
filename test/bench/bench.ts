import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import { launchCommand } from '../../scripts/launch.mjs'
import { chromiumProgram } from '../../scripts/setup/chromium.mjs'
import { startDesktop } from '../desktop/desktop.js'
import { until } from '../e2e/until.js'
import { projectRoot } from '../project-root.js'
import { benchFile, benchTable, median, type BenchRow } from './bench-table.js'
import { idleRows } from './idle.js'
import { forgetPort, probePage } from './page-probe.js'
import { planningRows } from './planning.js'
import { rotationRows } from './rotation.js'
import { routerRows } from './router.js'
import { commandOf, family, memoryOf } from './processes.js'
import { tokenListRows } from './token-list.js'
import { joinTray } from './tray-host.js'
import { vaultRows } from './vault.js'

const root = projectRoot()
const launches = 9
const openings = 7
/** Milliseconds after which the app must have put away what it needed for its window. */
const settling = 60_000

const directory = mkdtempSync(path.join(tmpdir(), 'token-tray-bench-'))
const windowProfile = path.join(directory, 'window')
const desktop = await startDesktop({ directory: path.join(directory, 'desktop'), notifications: false })
const tray = await joinTray(desktop.env['DBUS_SESSION_BUS_ADDRESS'] ?? '')
const running = new Set<ChildProcess>()

const onDesktop = (program: string, words: readonly string[]) =>
  promisify(execFile)(program, words, { env: desktop.env })

function launch(program: string, args: readonly string[]): ChildProcess {
  const child = spawn(program, args, {
    cwd: root,
    env: {
      ...desktop.env,
      TOKEN_TRAY_PRACTICE: path.join(directory, 'practice'),
      STAND_IN_DEBUG: '1',
      STAND_IN_PROFILE: windowProfile
    },
    stdio: 'ignore'
  })
  running.add(child)
  child.once('exit', () => running.delete(child))
  return child
}

async function end(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  const impatience = setTimeout(() => child.kill('SIGKILL'), 8000)
  await ended
  clearTimeout(impatience)
}

const launchApp = (): ChildProcess => {
  const { program, args } = launchCommand(root, { kind: 'stand-in', reason: 'bench' }, ['--hidden'])
  return launch(program, args)
}
const launchBare = (): ChildProcess => launch(process.execPath, [path.join(root, 'test/bench/bare-tray.mjs')])

/** Milliseconds from the start of a program until its item is registered. */
async function untilRegistered(start: () => ChildProcess): Promise<number> {
  const registered = tray.nextItem()
  const from = performance.now()
  const child = start()
  await registered
  const took = performance.now() - from
  await end(child)
  return took
}

async function launchToTray(): Promise<BenchRow> {
  const app: number[] = []
  const bare: number[] = []
  // The first of each fills the disk's cache and the profile.
  await untilRegistered(launchApp)
  await untilRegistered(launchBare)
  for (let run = 0; run < launches; run += 1) {
    app.push(await untilRegistered(launchApp))
    bare.push(await untilRegistered(launchBare))
  }
  return { name: 'standin.launch-to-tray', value: median(app), unit: 'ms', baseline: median(bare), aim: 1.5 }
}

async function isOnScreen(by: '--name' | '--class', pattern: string): Promise<boolean> {
  const words = ['search', '--onlyvisible', by, pattern]
  return onDesktop('xdotool', words).then(
    () => true,
    // It found none.
    () => false
  )
}

const fieldIsUsable = `(() => {
  const field = document.querySelector('main input')
  return field !== null && !field.disabled && field.checkVisibility() && document.visibilityState === 'visible'
})()`
const pageIsLoaded = `document.readyState === 'complete' && document.visibilityState === 'visible'`

interface Opening {
  readonly took: number
  /** Chromium's switches. */
  readonly switches: readonly string[]
}

const windowProcesses = (app: ChildProcess): readonly string[] =>
  family(app.pid ?? 0)
    .map(commandOf)
    .filter((line) => line.includes('/chromium'))

/**
 * From the tray's «New token…» to the wizard's first field; the window is closed afterwards. Not from «Open», which
 * shows the list.
 */
async function openWizard(app: ChildProcess, item: string): Promise<Opening> {
  forgetPort(windowProfile)
  const entry = await tray.entry(item, 'New token…')
  const from = performance.now()
  await tray.click(item, entry)
  const page = await probePage(windowProfile)
  await page.waitFor(fieldIsUsable)
  await until('the window', () => isOnScreen('--name', '^Token Tray$'), 20_000, 5)
  const took = performance.now() - from
  const command = windowProcesses(app).find((line) => line.includes(' --app='))
  if (command === undefined) throw new Error('the window’s Chromium was not found')
  page.leave()
  await onDesktop('wmctrl', ['-c', 'Token Tray'])
  await until('the end of Chromium', () => windowProcesses(app).length === 0)
  return { took, switches: command.split(/ (?=--)/).slice(1) }
}

/** The same Chromium with the same switches and a blank page. */
async function openBlank(switches: readonly string[]): Promise<number> {
  const profile = path.join(directory, 'blank')
  forgetPort(profile)
  const own = switches.map((one) => (one.startsWith('--user-data-dir=') ? `--user-data-dir=${profile}` : one))
  const from = performance.now()
  const child = spawn(chromiumProgram(), own, {
    env: desktop.env,
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe']
  })
  running.add(child)
  const ended = new Promise((resolve) => child.once('exit', resolve))
  const page = await probePage(profile)
  await page.waitFor(pageIsLoaded)
  await until('the blank window', () => isOnScreen('--class', '^stand-in-'), 20_000, 5)
  const took = performance.now() - from
  await page.end()
  await ended
  running.delete(child)
  return took
}

async function openToWizard(app: ChildProcess, item: string): Promise<BenchRow> {
  // The first of each makes its profile.
  const { switches } = await openWizard(app, item)
  await openBlank(switches)
  const wizard: number[] = []
  const blank: number[] = []
  for (let run = 0; run < openings; run += 1) {
    wizard.push((await openWizard(app, item)).took)
    blank.push(await openBlank(switches))
  }
  return {
    name: 'standin.open-to-wizard',
    value: median(wizard),
    unit: 'ms',
    baseline: median(blank),
    aim: 1.5
  }
}

/** Memory, measured a minute after the window was opened and closed. */
async function memoryClosed(app: ChildProcess, item: string, bare: ChildProcess): Promise<BenchRow> {
  await openWizard(app, item)
  await delay(settling)
  const of = (child: ChildProcess): number => memoryOf(family(child.pid ?? 0))
  return { name: 'standin.memory-closed', value: of(app), baseline: of(bare), unit: 'kB', aim: 2 }
}

/** Runs `measure` with the app and the bare program in the tray. */
async function whileRunning<T>(
  measure: (app: ChildProcess, item: string, bare: ChildProcess) => Promise<T>
): Promise<T> {
  const registered = tray.nextItem()
  const app = launchApp()
  const item = await registered
  const bareRegistered = tray.nextItem()
  const bare = launchBare()
  await bareRegistered
  const isWhole = (): Promise<boolean> =>
    tray.entry(item, 'New token…').then(
      () => true,
      // The menu of an app that is still loading.
      () => false
    )
  await until('the whole menu', isWhole)
  // One that is drawn once more while the app starts has new entries.
  await delay(2000)
  const measured = await measure(app, item, bare)
  await Promise.all([end(app), end(bare)])
  return measured
}

function pageJavascript(): BenchRow {
  const page = path.join(root, 'out', 'renderer')
  const scripts = readdirSync(page, { recursive: true }).filter((name) => String(name).endsWith('.js'))
  const value = scripts.reduce((sum, name) => sum + statSync(path.join(page, String(name))).size, 0)
  return { name: 'standin.page-javascript', value, unit: 'bytes', baseline: 900_000, aim: 1 }
}

/** What can be measured by itself: `npm run bench -- launch page` measures these two alone. */
const groups: Readonly<Record<string, () => Promise<readonly BenchRow[]> | readonly BenchRow[]>> = {
  launch: async () => [await launchToTray()],
  window: async () => [await whileRunning(openToWizard)],
  memory: async () => [await whileRunning(memoryClosed)],
  idle: () => whileRunning((app, _item, bare) => idleRows(app.pid ?? 0, bare.pid ?? 0)),
  page: () => [pageJavascript()],
  planning: planningRows,
  vault: () => vaultRows(desktop.env),
  router: routerRows,
  rotation: rotationRows,
  list: tokenListRows
}

try {
  mkdirSync(path.join(directory, 'practice'))
  const asked = process.argv.slice(2)
  const unknown = asked.filter((name) => !Object.hasOwn(groups, name))
  if (unknown.length > 0)
    throw new Error(`There is ${Object.keys(groups).join(', ')}; not ${unknown.join(', ')}`)
  console.log('Measuring on the stand-in for Electron; all of it takes about 15 minutes, ten of them idle …')
  const rows: BenchRow[] = []
  for (const [name, measure] of Object.entries(groups)) {
    if (asked.length === 0 || asked.includes(name)) rows.push(...(await measure()))
  }
  console.log(benchTable(rows))
  writeFileSync(path.join(root, 'out', 'bench.json'), benchFile(rows))
} finally {
  for (const child of running) child.kill('SIGKILL')
  tray.leave()
  await desktop.close()
  rmSync(directory, { recursive: true, force: true, maxRetries: 5 })
}
