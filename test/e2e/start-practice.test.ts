import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startDesktop, type Desktop } from '../desktop/desktop.js'
import { projectRoot } from '../project-root.js'
import { openChromiumDoor, portOfProfile } from './chromium-page.js'
import { seeTrayItem } from './tray-probe.js'
import { until } from './until.js'
import { headings, walkWizard } from './wizard-walk.js'

interface Started {
  readonly child: ChildProcess
  output(): string
  /** Ctrl+C in the terminal, which reaches every program there; resolves with npm's exit code. */
  interrupt(): Promise<number | null>
}

let desktop: Desktop
let windowProfile = ''
let temporary = ''
let before: readonly string[] = []

/** Processes with this desktop's folder in their environment: all that runs on it. */
function processes(): readonly string[] {
  return readdirSync('/proc').filter((name) => {
    if (!/^\d+$/.test(name)) return false
    try {
      return readFileSync(`/proc/${name}/environ`, 'utf8').includes(desktop.directory)
    } catch {
      return false
    }
  })
}

const seeItem = () => seeTrayItem(desktop.env['DBUS_SESSION_BUS_ADDRESS'] ?? '')

/** `npm start` as a person types it into a terminal of this desktop. */
function npmStart(...words: readonly string[]): Started {
  const child = spawn('npm', ['start', ...words], {
    cwd: projectRoot(),
    env: {
      ...desktop.env,
      TMPDIR: temporary,
      // npm leaves Node's compiled code in TMPDIR, which is to be empty at the end.
      NODE_DISABLE_COMPILE_CACHE: '1',
      // Of the person, and not for the practice organization.
      HTTPS_PROXY: 'http://127.0.0.1:9',
      https_proxy: 'http://127.0.0.1:9',
      // Only the stand-in's window can be joined by its profile.
      TOKEN_TRAY_ON: 'stand-in',
      STAND_IN_DEBUG: '1',
      STAND_IN_PROFILE: windowProfile
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += String(data)))
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  return {
    child,
    output: () => output,
    interrupt: () => {
      process.kill(-(child.pid ?? 0), 'SIGINT')
      return ended
    }
  }
}

beforeAll(async () => {
  desktop = await startDesktop()
  windowProfile = path.join(desktop.directory, 'window')
  temporary = path.join(desktop.directory, 'tmp')
  mkdirSync(temporary)
  before = processes()
})

afterEach(() => {
  // What a failure left must not be taken for what is started next.
  for (const pid of processes().filter((one) => !before.includes(one))) process.kill(Number(pid), 'SIGKILL')
})

afterAll(() => desktop.close())

describe('npm start', () => {
  it('with --practice leads to a sign-in in the practice browser, and Ctrl+C ends all of it', async () => {
    const started = npmStart('--', '--practice')
    const item = await until('the tray item', seeItem, 120_000)
    expect(item.entries).toContain('New token…')
    expect(started.output()).toContain('Organizations to practise with: contoso, fabrikam')

    const [folder = ''] = readdirSync(temporary).filter((name) => name.startsWith('token-tray-practice-'))
    const window = openChromiumDoor(portOfProfile(windowProfile))
    const browser = openChromiumDoor(portOfProfile(path.join(temporary, folder, 'browser-profile')))
    const page = await window.page(/token-tray/)
    await page.getByRole('main').getByRole('button', { name: 'New token' }).click()
    const walk = walkWizard({ browser: (address) => browser.page(address) }, page)
    await walk.where('https://dev.azure.com/contoso')
    await walk.signIn()
    await walk.at(headings.what)
    await Promise.all([window.disconnect(), browser.disconnect()])

    await started.interrupt()
    await until('the end of all that was started', () => processes().every((pid) => before.includes(pid)))
    expect(readdirSync(temporary)).toEqual([])
    // Nothing of it in the person's own HOME.
    expect(existsSync(path.join(desktop.env['XDG_CONFIG_HOME'] ?? '', 'Token Tray'))).toBe(false)
    expect(existsSync(path.join(desktop.env['XDG_CONFIG_HOME'] ?? '', 'mimeapps.list'))).toBe(false)
  })

  it('alone starts the app in the person’s own profile', async () => {
    const started = npmStart()
    await until('the tray item', seeItem, 120_000)
    const window = openChromiumDoor(portOfProfile(windowProfile))
    const page = await window.page(/token-tray/)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await window.disconnect()
    expect(
      existsSync(path.join(desktop.env['XDG_CONFIG_HOME'] ?? '', 'Token Tray', 'logs', 'main.log'))
    ).toBe(true)

    await started.interrupt()
    await until('the end of all that was started', () => processes().every((pid) => before.includes(pid)))
    expect(started.output()).not.toContain('practise')
    expect(started.output()).toContain('Token Tray on the stand-in for Electron (as TOKEN_TRAY_ON says)')
  })
})
