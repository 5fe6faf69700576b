import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import type { Page } from 'playwright-core'
import { startDesktop, type Desktop, type DesktopOptions } from '../desktop/desktop.js'
import { projectRoot } from '../project-root.js'
import { practiceEnvironment } from '../simulator/environment.js'
import { installPracticeAz, type AzMode, type PracticeAz } from '../simulator/practice-az.js'
import { installPracticeBrowser } from '../simulator/practice-browser.js'
import { startSimulator, type Simulator } from '../simulator/simulator.js'
import { appUnderTest } from './app-under-test.js'
import { openChromiumDoor, portOfProfile } from './chromium-page.js'
import { createDrivenClock, type DrivenClock } from './driven-clock.js'
import { listenToNotices, type SeenNotice } from './notices.js'
import type { ExecutionTrace } from './secret-search.js'
import { createTrayMenu } from './tray-menu.js'
import { seeTrayItem, type SeenTrayItem } from './tray-probe.js'
import { until } from './until.js'

export interface RunningApp {
  /** Everything of this run lies below it: the app's files, both Chromiums, HOME, temporary files. */
  readonly directory: string
  readonly desktop: Desktop
  readonly simulator: Simulator
  /** The `az` on the app's PATH, where one was wanted. */
  readonly az: PracticeAz | null
  readonly clock: DrivenClock
  /** Where the app keeps its files. */
  readonly profile: string
  /** Everything that the app, git and the tools get as environment. */
  readonly env: Readonly<Record<string, string>>
  /** The app's process id. */
  readonly pid: number
  /** The page in the app's window, once the window is open. */
  window(): Promise<Page>
  windowIsOpen(): Promise<boolean>
  /** The newest page of the person's browser whose address matches. */
  browser(address: RegExp): Promise<Page>
  /** The tray item as the panel reads it from the bus; null while there is none. */
  tray(): Promise<SeenTrayItem | null>
  /** Opens the tray item's menu with the right button and chooses an entry by its label, or one of its submenu. */
  chooseFromTray(label: string, inSubmenu?: string): Promise<void>
  /** A left click on the tray item. */
  clickTrayIcon(): Promise<void>
  /** Starts the app once more, as the menu of the desktop does; resolves with its exit code. */
  launchAgain(): Promise<number | null>
  /** Ends the app, as a computer does that is switched off, and starts it again after `meanwhile`. */
  restart(meanwhile: () => Promise<void>): Promise<void>
  /** What was sent to be shown as a notice, in order. */
  notices(): readonly SeenNotice[]
  /** The names under which the keychain has entries of this app. */
  keychainEntries(): Promise<readonly string[]>
  /** Closes the window as its title bar does. */
  closeWindow(): Promise<void>
  /** What the app wrote to its log. */
  log(): string
  /** Resolves with the exit code once the app has ended. */
  readonly ended: Promise<number | null>
  /** Ends the app, the simulator and the desktop. */
  close(): Promise<void>
}

export interface RunningAppOptions {
  readonly args?: readonly string[]
  readonly watch?: boolean
  /** Written as the administrator's settings of the practice profile. */
  readonly settings?: Readonly<Record<string, unknown>>
  readonly environment?: Readonly<Record<string, string>>
  /** Traces what the app and its descendants execute. */
  readonly trace?: ExecutionTrace
  /** What every token's value begins with. */
  readonly marker?: string
  /** Puts an `az` on the app's PATH; left out: there is none. */
  readonly az?: AzMode
  /** What this desktop has; left out: everything, the keyring unlocked. */
  readonly desktop?: Pick<DesktopOptions, 'panel' | 'keyring'>
}

const root = projectRoot()
export const practiceClientId = '5a1f7c1e-6f0e-4c53-9d0c-0a8f2f4f1b11'

async function endChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  const limit = setTimeout(() => child.kill('SIGKILL'), 60_000)
  await ended
  clearTimeout(limit)
}

/** Starts a desktop, the practice organization and the built app, all of their own. */
export async function startApp(options: RunningAppOptions = {}): Promise<RunningApp> {
  const directory = mkdtempSync(path.join(tmpdir(), 'token-tray-run-'))
  const profile = path.join(directory, 'profile')
  mkdirSync(profile, { recursive: true })
  writeFileSync(
    path.join(profile, 'administrator-settings.json'),
    JSON.stringify(options.settings ?? { clientId: practiceClientId })
  )
  const temporary = path.join(directory, 'temporary')
  mkdirSync(temporary)
  const desktop = await startDesktop({
    ...options.desktop,
    directory: path.join(directory, 'desktop'),
    watch: options.watch ?? false
  })
  const simulator = await startSimulator({
    directory: path.join(directory, 'simulator'),
    ...(options.marker === undefined ? {} : { marker: options.marker })
  })
  const browser = await installPracticeBrowser({
    simulator,
    directory: path.join(directory, 'browser'),
    env: desktop.env
  })
  const az =
    options.az === undefined
      ? null
      : await installPracticeAz({ simulator, folder: path.join(directory, 'az'), mode: options.az })
  const clock = await createDrivenClock(directory)
  const env: Record<string, string> = {
    ...desktop.env,
    ...practiceEnvironment(simulator),
    // Git's libsecret helper, which Debian ships as source only, is built there by setup.
    PATH: [
      ...(az === null ? [] : [az.folder]),
      path.join(root, 'out', 'tools'),
      desktop.env['PATH'] ?? ''
    ].join(':'),
    TMPDIR: temporary,
    ...options.environment
  }
  const { program, args, environment, window, windowIsOpen } = await appUnderTest({
    root,
    directory,
    switches: [...simulator.appSwitches, ...(options.args ?? [])],
    clock: clock.environment
  })
  let output = ''
  const launch = (): { readonly child: ChildProcess; readonly ended: Promise<number | null> } => {
    const line = options.trace?.line(program, args) ?? ([program, args] as const)
    const launched = spawn(...line, {
      cwd: root,
      env: { ...env, ...environment, TOKEN_TRAY_PRACTICE: profile },
      stdio: ['ignore', 'pipe', 'pipe']
    })
    for (const stream of [launched.stdout, launched.stderr]) {
      stream.on('data', (data) => (output += String(data)))
    }
    return { child: launched, ended: new Promise((resolve) => launched.once('exit', resolve)) }
  }
  const notices = await listenToNotices(desktop.env)
  let running = launch()

  const person = openChromiumDoor(portOfProfile(browser.profile))
  const menu = createTrayMenu(desktop)

  const logFile = path.join(profile, 'user-data', 'logs', 'main.log')
  return {
    directory,
    desktop,
    simulator,
    az,
    clock,
    profile,
    env,
    get pid() {
      return running.child.pid ?? 0
    },
    window: () => window.page(/token-tray/),
    windowIsOpen,
    browser: (address) => person.page(address),
    tray: () => seeTrayItem(desktop.env['DBUS_SESSION_BUS_ADDRESS'] ?? ''),
    chooseFromTray: menu.choose,
    clickTrayIcon: menu.clickIcon,
    launchAgain: () => launch().ended,
    restart: async (meanwhile) => {
      await window.disconnect()
      await endChild(running.child)
      await meanwhile()
      running = launch()
    },
    notices: () => notices.seen(),
    keychainEntries: async () => {
      const words = ['search', '--all', 'service', 'Token Tray practice']
      const found = await promisify(execFile)('secret-tool', words, { env: desktop.env })
      return [...(found.stdout + found.stderr).matchAll(/^attribute\.account = (.*)$/gm)].map(
        (match) => match[1] ?? ''
      )
    },
    closeWindow: async () => {
      // A page may be there before its window is.
      await until('a window to close', () =>
        promisify(execFile)('wmctrl', ['-c', 'Token Tray'], { env: desktop.env }).then(
          () => true,
          () => false
        )
      )
      await until('the closed window', async () => !(await windowIsOpen()))
    },
    log: () => (existsSync(logFile) ? readFileSync(logFile, 'utf8') : '') + output,
    get ended() {
      return running.ended
    },
    close: async () => {
      await window.disconnect()
      await person.disconnect()
      await endChild(running.child)
      await endChild(notices.child)
      await endChild(menu.listener)
      await browser.close()
      await simulator.close()
      await desktop.close()
      rmSync(directory, { recursive: true, force: true, maxRetries: 20 })
    }
  }
}
