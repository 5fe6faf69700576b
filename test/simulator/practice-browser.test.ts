import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startDesktop, type Desktop } from '../desktop/desktop.js'
import { openChromiumDoor, portOfProfile, type ChromiumDoor } from '../e2e/chromium-page.js'
import { environmentFor } from './environment.js'
import { practiceOrganizations } from './organizations.js'
import { installPracticeBrowser, type PracticeBrowser } from './practice-browser.js'
import { startSimulator, type Simulator } from './simulator.js'

const libfaketime = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu']
  .map((folder) => path.join(folder, 'faketime', 'libfaketime.so.1'))
  .find((file) => existsSync(file))

describe('the practice browser', () => {
  let directory: string
  let simulator: Simulator
  let desktop: Desktop
  let browser: PracticeBrowser
  let door: ChromiumDoor

  beforeAll(async () => {
    directory = mkdtempSync(path.join(tmpdir(), 'simulator-browser-'))
    simulator = await startSimulator({ directory: path.join(directory, 'simulator') })
    mkdirSync(path.join(directory, 'desktop'))
    desktop = await startDesktop({ directory: path.join(directory, 'desktop') })
    browser = await installPracticeBrowser({ env: desktop.env, directory, simulator })
    door = openChromiumDoor(portOfProfile(browser.profile))
  })

  afterAll(async () => {
    await door.disconnect()
    await browser.close()
    await desktop.close()
    await simulator.close()
    rmSync(directory, { recursive: true, force: true, maxRetries: 20 })
  })

  it('is what xdg-open opens, at the simulator, on the true clock', async () => {
    const opened = spawn('xdg-open', ['https://dev.azure.com/contoso/_usersSettings/tokens'], {
      env: {
        ...desktop.env,
        // As the app gets it where its clock is driven.
        ...(libfaketime ? { LD_PRELOAD: libfaketime, FAKETIME: '-400d' } : {})
      },
      stdio: 'ignore'
    })
    const page = await door.page(/login\.microsoftonline\.com/)
    await page.getByRole('heading', { name: 'Pick an account' }).waitFor()
    expect(await page.evaluate(() => new Date().getFullYear())).toBe(new Date().getFullYear())
    const seen = simulator.requests().filter((one) => one.host === 'login.microsoftonline.com')
    expect(new Set(seen.map((one) => one.client))).toEqual(new Set(['browser']))
    opened.kill()
  })

  it('ends when it is closed', async () => {
    await door.disconnect()
    await browser.close()
    expect(existsSync(path.join(browser.profile, 'SingletonLock'))).toBe(false)
    expect(await door.isOpen()).toBe(false)
  })

  it('refuses to become the browser of an environment without a home', async () => {
    await expect(installPracticeBrowser({ env: {}, directory, simulator })).rejects.toThrow(/HOME/)
  })
})

describe('the environment of a child', () => {
  const simulator = {
    proxies: { app: 'http://127.0.0.1:1', browser: 'http://127.0.0.1:2', tools: 'http://127.0.0.1:3' },
    certificateFile: '/practice/authority.pem'
  }

  it('has nothing of ours in it but the path, and of the session only its screen and bus', () => {
    const session = {
      DISPLAY: ':7',
      HOME: '/root',
      SECRET: 'x',
      GIT_ASKPASS: '/bin/true',
      https_proxy: 'http://a'
    }
    const env = environmentFor({ home: '/practice/home', simulator, session })
    expect(env).toMatchObject({
      DISPLAY: ':7',
      HOME: '/practice/home',
      HTTPS_PROXY: 'http://127.0.0.1:3',
      GIT_SSL_CAINFO: '/practice/authority.pem'
    })
    expect(Object.keys(env)).not.toContain('SECRET')
    expect(Object.keys(env)).not.toContain('GIT_ASKPASS')
    expect(Object.keys(env)).not.toContain('https_proxy')
    const own = Object.entries(env).filter(([name, value]) => name !== 'PATH' && process.env[name] === value)
    const constant = ['LANG', 'GIT_TERMINAL_PROMPT', 'GIT_CONFIG_NOSYSTEM', 'PIP_DISABLE_PIP_VERSION_CHECK']
    expect(own.filter(([name]) => !constant.includes(name))).toEqual([])
  })
})

describe('the program', () => {
  const program = path.resolve(import.meta.dirname, '../../out/test-tools/simulator/main.js')

  const built = existsSync(program)
  if (!built) console.log('not run: out/test-tools is not built (npm test builds it)')

  it.skipIf(!built)('prints its facts in one line and ends with its standard input', async () => {
    const directory = mkdtempSync(path.join(tmpdir(), 'simulator-program-'))
    const child = spawn(process.execPath, [program, directory], { stdio: ['pipe', 'pipe', 'inherit'] })
    const [line] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string]
    const facts = JSON.parse(line) as {
      readonly environment: Readonly<Record<string, string>>
      readonly switches: readonly string[]
      readonly organizations: readonly string[]
    }
    expect(facts.organizations).toEqual(practiceOrganizations.map(({ name }) => name))
    expect(facts.switches.map((one) => one.split('=')[0])).toEqual([
      '--proxy-server',
      '--ignore-certificate-errors-spki-list'
    ])
    expect(facts.environment.HOME).toBe(path.join(directory, 'home'))
    expect(readFileSync(facts.environment.GIT_SSL_CAINFO ?? '', 'utf8')).toContain('BEGIN CERTIFICATE')
    expect(readdirSync(path.join(directory, 'home', '.local', 'share', 'applications'))).toHaveLength(1)
    child.stdin.end()
    const [code] = (await once(child, 'exit')) as [number | null]
    expect(code).toBe(0)
    rmSync(directory, { recursive: true, force: true })
  })
})
