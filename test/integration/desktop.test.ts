import { execFile, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { compile } from '../desktop/compile.js'
import { startDesktop, type Desktop } from '../desktop/desktop.js'
import { showTrayIcon } from '../desktop/bare-tray-icon.js'

const run = promisify(execFile)
/** Milliseconds for what other programs do: for a slow machine, no part of any proof. */
const limit = 60_000

async function colourAt(desktop: Desktop, x: number, y: number): Promise<string> {
  const file = join(desktop.directory, 'picture.png')
  await desktop.screenshot(file)
  const { stdout } = await run('convert', [file, '-format', `%[hex:p{${x},${y}}]`, 'info:'])
  return stdout
}

/** Process ids of programs whose environment names this directory. */
function processesOf(directory: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/environ`, 'utf8').includes(directory)
      } catch {
        return false
      }
    })
    .map(Number)
}

describe('the desktop', () => {
  let desktop: Desktop

  beforeAll(async () => {
    desktop = await startDesktop()
  })
  afterAll(() => desktop.close())

  it('shows a tray icon where it says, also after the panel was restarted', async () => {
    const { x, y } = desktop.trayIconCentre
    const icon = await showTrayIcon(desktop.env['DBUS_SESSION_BUS_ADDRESS']!, 'ff0000')
    try {
      await vi.waitFor(async () => expect(await colourAt(desktop, x, y)).toMatch(/^FF0000/), limit)
      await desktop.restartPanel()
      await icon.register()
      await vi.waitFor(async () => expect(await colourAt(desktop, x, y)).toMatch(/^FF0000/), limit)
    } finally {
      icon.remove()
    }
    await vi.waitFor(async () => expect(await colourAt(desktop, x, y)).not.toMatch(/^FF0000/), limit)
  })

  it('is not the only one: a second has its own screen, bus and keyring', async () => {
    const second = await startDesktop({ panel: false, notifications: false })
    try {
      for (const name of ['DISPLAY', 'DBUS_SESSION_BUS_ADDRESS', 'HOME', 'XDG_RUNTIME_DIR']) {
        expect(second.env[name]).not.toBe(desktop.env[name])
      }
      await run('sh', ['-c', 'printf hers | secret-tool store --label=test a b'], { env: second.env })
      await expect(run('secret-tool', ['lookup', 'a', 'b'], { env: desktop.env })).rejects.toThrow()
      expect((await run('secret-tool', ['lookup', 'a', 'b'], { env: second.env })).stdout).toBe('hers')
    } finally {
      await second.close()
    }
  })

  it('is one window on the screen of who watches it, in which everything is seen', async () => {
    vi.stubEnv('DISPLAY', desktop.env['DISPLAY'])
    const watched = await startDesktop({
      ...{ watch: true, width: 600, height: 400 },
      ...{ panel: false, notifications: false, keyring: 'none' }
    })
    try {
      expect(watched.env['DISPLAY']).not.toBe(desktop.env['DISPLAY'])
      const windows = async (): Promise<readonly string[]> =>
        (await run('wmctrl', ['-lG'], { env: desktop.env })).stdout
          .split('\n')
          .filter((line) => line.endsWith(' Token Tray'))
      await vi.waitFor(async () => expect(await windows()).toHaveLength(1), limit)
      const [only = ''] = await windows()
      const [x = 0, y = 0, width, height] = only.split(/ +/).slice(2, 6).map(Number)
      expect([width, height]).toEqual([600, 400])
      await run('xsetroot', ['-solid', '#00ff00'], { env: watched.env })
      await vi.waitFor(
        async () => expect(await colourAt(desktop, x + 300, y + 200)).toMatch(/^00FF00/),
        limit
      )
    } finally {
      vi.unstubAllEnvs()
      await watched.close()
    }
  })

  it('gives a program nothing of the person that runs it', () => {
    expect(Object.keys(desktop.env).sort()).toEqual([
      'DBUS_SESSION_BUS_ADDRESS',
      'DISPLAY',
      'GDK_BACKEND',
      'HOME',
      'LANG',
      'NO_AT_BRIDGE',
      'PATH',
      'XDG_CACHE_HOME',
      'XDG_CONFIG_HOME',
      'XDG_CURRENT_DESKTOP',
      'XDG_DATA_HOME',
      'XDG_RUNTIME_DIR'
    ])
  })

  it('keeps secrets over a crash of the keyring, and hides them while it is locked', async () => {
    const lookup = async (timeout = limit): Promise<string> =>
      (await run('secret-tool', ['lookup', 'kept', 'yes'], { env: desktop.env, timeout })).stdout
    await run('sh', ['-c', 'printf kept | secret-tool store --label=test kept yes'], { env: desktop.env })
    await desktop.killKeyring()
    await expect(lookup()).rejects.toThrow()
    await desktop.startKeyring()
    expect(await lookup()).toBe('kept')
    await desktop.lockKeyring()
    // It asks, and nobody answers.
    await expect(lookup(3_000)).rejects.toThrow()
    await desktop.unlockKeyring()
    expect(await lookup()).toBe('kept')
  })
})

describe('the end of a desktop', () => {
  it('leaves no process and no folder', async () => {
    const desktop = await startDesktop({ keyring: 'locked' })
    expect(processesOf(desktop.directory).length).toBeGreaterThanOrEqual(6)
    desktop.stopKeyring()
    await desktop.close()
    await vi.waitFor(() => expect(processesOf(desktop.directory)).toEqual([]), limit)
    expect(existsSync(desktop.directory)).toBe(false)
  })

  it('comes also when the program that started it is killed', async () => {
    const built = mkdtempSync(resolve('out', 'desktop-test-'))
    const directory = mkdtempSync(join(tmpdir(), 'token-tray-desktop-test-'))
    try {
      await compile(resolve('test/desktop/desktop.ts'), built)
      const owner = join(built, 'owner.mjs')
      writeFileSync(
        owner,
        `import { startDesktop } from './desktop.mjs'
        await startDesktop({ directory: process.argv[2] })
        console.log('ready')`
      )
      const child = spawn(process.execPath, [owner, directory], { stdio: ['ignore', 'pipe', 'inherit'] })
      await new Promise((ready) => child.stdout.once('data', ready))
      expect(processesOf(directory).length).toBeGreaterThanOrEqual(6)
      child.kill('SIGKILL')
      await vi.waitFor(() => expect(processesOf(directory)).toEqual([]), limit)
    } finally {
      rmSync(built, { recursive: true })
      rmSync(directory, { recursive: true, maxRetries: 20 })
    }
  })
})
