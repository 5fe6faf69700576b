import { Message } from '@particle/dbus-next'
import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { chromiumProgram } from '../../scripts/setup/chromium.mjs'
import { until } from '../e2e/until.js'
import { createKeyring } from './keyring.js'
import { startOwned, toldLine, type OwnedProcess } from './owned-process.js'
import { notificationSettings, panelLayout, panelSize, type PanelColour } from './panel-layout.js'
import { startSessionBus, type BusConnection } from './session-bus.js'

export interface DesktopOptions {
  /** Where everything of this desktop lies. A folder that is given is kept; else a temporary one is removed. */
  readonly directory?: string
  /** The panel with the tray; left out: a dark one. */
  readonly panel?: PanelColour | false
  /** The program that shows notices; left out: yes. */
  readonly notifications?: boolean
  readonly keyring?: 'unlocked' | 'locked' | 'none'
  /** Shows the desktop as one window on the person's own. */
  readonly watch?: boolean
  readonly width?: number
  readonly height?: number
}

/** A whole desktop of its own: screen, session bus, keyring, window manager, panel, notices, HOME. */
export interface Desktop {
  /** The whole environment of a program on this desktop; nothing of this process's is in it. */
  readonly env: Readonly<Record<string, string>>
  readonly directory: string
  /** In pixels from the upper left corner: the middle of the only tray icon. */
  readonly trayIconCentre: { readonly x: number; readonly y: number }
  /** Writes a picture of the whole screen, as PNG. */
  screenshot(file: string): Promise<void>
  lockKeyring(): Promise<void>
  /** Without a prompt. */
  unlockKeyring(): Promise<void>
  /** Freezes it: its name stays on the bus, nothing is answered. */
  stopKeyring(): void
  continueKeyring(): void
  /** As a crash; nothing but `startKeyring` brings it back. */
  killKeyring(): Promise<void>
  startKeyring(): Promise<void>
  stopPanel(): Promise<void>
  restartPanel(): Promise<void>
  /** Ends all that was started here, by process id. */
  close(): Promise<void>
}

const watcher = 'org.kde.StatusNotifierWatcher'

/**
 * Starts a desktop on which tests and the tour run the app and look at it. Several at once do not meet. All of
 * it ends with `close()`, and with this process. Linux with Debian's packages of `scripts/setup.mjs` only.
 */
export async function startDesktop(options: DesktopOptions = {}): Promise<Desktop> {
  const { width = 1280, height = 800, keyring: keyringState = 'unlocked' } = options
  const directory = options.directory ?? mkdtempSync(join(tmpdir(), 'token-tray-desktop-'))
  const env = prepareFolders(directory, panelLayout(width, height, options.panel || 'dark'))
  const running: { end(): Promise<void> }[] = []
  const start = (name: string, program: string, args: readonly string[] = []): OwnedProcess => {
    const owned = startOwned({ name, program, args, env, logs: directory })
    running.push(owned)
    return owned
  }
  const close = async (): Promise<void> => {
    for (const owned of running.splice(0).reverse()) await owned.end()
    if (options.directory === undefined) rmSync(directory, { recursive: true, force: true, maxRetries: 20 })
  }

  try {
    const screen = await startScreen(options.watch ?? false, width, height, directory, env)
    running.push(screen.owned)
    env['DISPLAY'] = screen.display
    const bus = await startSessionBus(directory, env)
    running.push(bus)
    env['DBUS_SESSION_BUS_ADDRESS'] = bus.address
    const keyring = createKeyring(bus, directory, env)
    running.push(keyring)
    let panel: OwnedProcess | undefined
    const startPanel = async (): Promise<void> => {
      panel = start('panel', 'xfce4-panel', ['--disable-wm-check'])
      await bus.waitForName(watcher)
      await until('a panel that shows icons', () => hasTrayHost(bus.connection))
    }
    const stopPanel = async (): Promise<void> => {
      await panel?.end()
      await bus.waitForName(watcher, false)
    }

    start('openbox', 'openbox')
    start('background', 'xsetroot', ['-solid', '#3b5a7a'])
    await Promise.all([
      keyringState === 'none' ? undefined : keyring.start(),
      options.panel === false ? undefined : startPanel(),
      options.notifications === false ? undefined : startNotifications()
    ])
    if (keyringState === 'locked') await keyring.lock()

    async function startNotifications(): Promise<void> {
      start('notifications', notificationProgram())
      await bus.waitForName('org.freedesktop.Notifications')
    }

    return {
      env,
      directory,
      trayIconCentre: { x: width - panelSize / 2, y: height - panelSize / 2 },
      async screenshot(file) {
        await promisify(execFile)('import', ['-silent', '-window', 'root', `png:${file}`], { env })
      },
      lockKeyring: () => keyring.lock(),
      unlockKeyring: () => keyring.unlock(),
      stopKeyring: () => keyring.stop(),
      continueKeyring: () => keyring.continue(),
      killKeyring: () => keyring.kill(),
      startKeyring: () => keyring.start(),
      stopPanel,
      async restartPanel() {
        await stopPanel()
        await startPanel()
      },
      close
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** Whether somebody shows the icons that are registered: a panel watches for them a moment before it does. */
async function hasTrayHost(connection: BusConnection): Promise<boolean> {
  const question = new Message({
    destination: watcher,
    path: '/StatusNotifierWatcher',
    interface: 'org.freedesktop.DBus.Properties',
    member: 'Get',
    signature: 'ss',
    body: [watcher, 'IsStatusNotifierHostRegistered']
  })
  const reply = await connection.call(question).catch(() => null)
  const [answer] = (reply?.body ?? []) as readonly { readonly value: unknown }[]
  return answer?.value === true
}

function prepareFolders(directory: string, layout: string): Record<string, string> {
  const home = join(directory, 'home')
  const settings = join(home, '.config/xfce4/xfconf/xfce-perchannel-xml')
  mkdirSync(settings, { recursive: true })
  mkdirSync(join(home, '.local/share'), { recursive: true })
  mkdirSync(join(home, '.cache'), { recursive: true })
  mkdirSync(join(directory, 'run'), { recursive: true, mode: 0o700 })
  writeFileSync(join(settings, 'xfce4-panel.xml'), layout)
  writeFileSync(join(settings, 'xfce4-notifyd.xml'), notificationSettings)
  return {
    HOME: home,
    XDG_RUNTIME_DIR: join(directory, 'run'),
    XDG_DATA_HOME: join(home, '.local/share'),
    XDG_CONFIG_HOME: join(home, '.config'),
    XDG_CACHE_HOME: join(home, '.cache'),
    PATH: [
      ...new Set([
        dirname(process.execPath),
        '/usr/local/bin',
        '/usr/bin',
        '/bin',
        dirname(chromiumProgram())
      ])
    ].join(':'),
    LANG: 'C.UTF-8',
    NO_AT_BRIDGE: '1',
    GDK_BACKEND: 'x11',
    XDG_CURRENT_DESKTOP: 'XFCE'
  }
}

async function startScreen(
  watch: boolean,
  width: number,
  height: number,
  logs: string,
  env: Readonly<Record<string, string>>
): Promise<{ readonly owned: OwnedProcess; readonly display: string }> {
  const { DISPLAY, XAUTHORITY } = process.env
  if (watch && DISPLAY === undefined) throw new Error('there is no screen to watch on')
  // Without -noreset the server forgets everything when its last client leaves.
  const shared = ['-displayfd', '3', '-noreset', '-nolisten', 'tcp']
  const owned = startOwned({
    name: 'screen',
    ...(watch
      ? { program: 'Xephyr', args: ['-screen', `${width}x${height}`, '-title', 'Token Tray', ...shared] }
      : { program: 'Xvfb', args: ['-screen', '0', `${width}x${height}x24`, ...shared] }),
    env: watch ? { ...env, DISPLAY: DISPLAY ?? '', ...(XAUTHORITY ? { XAUTHORITY } : {}) } : env,
    logs,
    tells: true
  })
  return { owned, display: `:${await toldLine(owned, 'the X server')}` }
}

/** Debian keeps it below the architecture's own folder, outside PATH. */
function notificationProgram(): string {
  const libraries = '/usr/lib'
  const found = readdirSync(libraries)
    .map((folder) => join(libraries, folder, 'xfce4/notifyd/xfce4-notifyd'))
    .find((file) => existsSync(file))
  if (found === undefined) throw new Error('xfce4-notifyd is not installed')
  return found
}
