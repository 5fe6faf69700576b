import { existsSync, readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { until } from '../e2e/until.js'
import { forever, installModule, tinyProject, type Ran, type TinyProject } from './tiny-project.js'

const onLinux = process.platform === 'linux'
if (!onLinux) console.log('not run: setup on a computer of its own, which is made of shell scripts')

let project: TinyProject
beforeEach(() => {
  if (onLinux) project = tinyProject()
})
afterEach(() => {
  if (onLinux) project.remove()
})

const everythingInstalled = 'for name in "$@"; do echo "installed $name"; done'
const asPerson = 'process.getuid = () => 1000'
const asRoot = 'process.getuid = () => 0'
/** As if there were one more file, root's and with the setuid bit. */
const withFile = (file: string, text: string): string => `{
  const fs = process.getBuiltinModule('node:fs')
  for (const [name, answer] of Object.entries({
    existsSync: true, readFileSync: ${JSON.stringify(text)}, statSync: { uid: 0, mode: 0o104755 }
  })) {
    const real = fs[name]
    fs[name] = (file, ...more) => file === ${JSON.stringify(file)} ? answer : real(file, ...more)
  }
  process.getBuiltinModule('node:module').syncBuiltinESMExports()
}`
const isAlive = (processId: number): boolean => {
  try {
    return process.kill(processId, 0)
  } catch {
    return false
  }
}
/** Runs `setup()` for the named needs, with a display where one is given. */
const provide = (
  needs: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  first = asPerson
): Promise<Ran> => {
  project.write(
    'ask.mjs',
    `import { setup } from './scripts/setup.mjs'
    const { electron } = await setup({ needs: JSON.parse(process.argv[2]), log: console.log })
    console.log(electron.kind)`
  )
  return project.start('ask.mjs', [JSON.stringify(needs)], { environment, first }).ended
}
/** An Electron that is installed, and that nothing here runs. */
function haveElectron(): Readonly<Record<string, string>> {
  project.write('node_modules/electron/package.json', JSON.stringify({ version: '45.0.0' }))
  project.write('dist-of-electron/version', 'v45.0.0')
  project.write('dist-of-electron/electron', '')
  return { ELECTRON_OVERRIDE_DIST_PATH: project.file('dist-of-electron'), ELECTRON_DISABLE_SANDBOX: '1' }
}

describe.skipIf(!onLinux)('setup of the node modules', () => {
  it('installs them once, and starts no program when nothing is missing', async () => {
    project.program('npm', installModule)
    expect(await provide(['modules'])).toMatchObject({ code: 0, errors: '' })
    expect(project.started()).toEqual(['npm ci --no-fund --no-audit --loglevel=error'])
    expect(await provide(['modules'])).toMatchObject({ code: 0, output: 'stand-in\n' })
    expect(project.started()).toHaveLength(1)
  })

  it('ends its npm when it is stopped, and is done from the start by the next run', async () => {
    project.program('npm', forever)
    const note = project.file('.setup', 'npm-process')
    const stopped = project.start('scripts/setup.mjs')
    const npm = await until('npm', async () => existsSync(note) && Number(readFileSync(note, 'utf8')))
    stopped.child.kill('SIGTERM')
    await stopped.ended
    expect(stopped.child.signalCode).toBe('SIGTERM')
    expect(isAlive(npm)).toBe(false)
    expect(existsSync(project.file('node_modules', '.token-tray-stamp'))).toBe(false)

    project.program('npm', installModule)
    expect(await provide(['modules'])).toMatchObject({ code: 0 })
    expect(project.started()).toHaveLength(2)
    expect(existsSync(note)).toBe(false)
  })

  it('waits for the npm of a setup that was killed', async () => {
    project.program('npm', forever)
    const note = project.file('.setup', 'npm-process')
    const killed = project.start('scripts/setup.mjs')
    const npm = await until('npm', async () => existsSync(note) && Number(readFileSync(note, 'utf8')))
    killed.child.kill('SIGKILL')
    await new Promise((resolve) => killed.child.once('exit', resolve))
    expect(isAlive(npm)).toBe(true)

    project.program('npm', installModule)
    const next = project.start('scripts/setup.mjs', [], { first: asRoot })
    await until('the waiting', async () => next.output().includes(`(process ${npm})`))
    expect(project.started()).toHaveLength(1)
    process.kill(npm, 'SIGKILL')
    await until('the installation', async () => project.started().length > 1)
    await next.ended
    expect(existsSync(project.file('node_modules', '.token-tray-stamp'))).toBe(true)
  })

  it('says what npm said when that fails, and starts over the next time', async () => {
    project.program('npm', 'echo "the registry is down" >&2; exit 1')
    const { code, errors } = await provide(['modules'])
    expect(code).toBe(1)
    expect(errors).toBe('npm ci failed; the next run starts it over. It said:\nthe registry is down\n')
    expect(await provide(['modules'])).toMatchObject({ code: 1 })
    expect(project.started()).toHaveLength(2)
  })
})

describe.skipIf(!onLinux)('setup of the Debian packages', () => {
  beforeEach(() => {
    project.program('npm', installModule)
  })

  it('asks which are there, and starts nothing else when none is missing', async () => {
    project.program('dpkg-query', everythingInstalled)
    await provide(['modules'])
    const { code, output } = await provide(['modules', 'desktop', 'git-helper'])
    expect({ code, output }).toEqual({ code: 0, output: 'stand-in\n' })
    expect(
      project
        .started()
        .slice(1)
        .map((line) => line.split(' ')[0])
    ).toEqual(['dpkg-query'])
  })

  it('are one line to type, and exit code 1, where they may not be installed', async () => {
    project.program('dpkg-query', 'echo "installed git"')
    project.program('sudo', 'exit 1')
    const { code, errors } = await provide(['modules', 'git-helper'])
    expect(code).toBe(1)
    expect(errors).toBe(
      'Some Debian packages are missing. Please run: sudo apt-get install -y --no-install-recommends gcc libc6-dev libsecret-1-dev make pkg-config\n'
    )
    expect(project.started().at(-1)).toBe('sudo -n true')
  })

  it('are installed through a sudo that asks nothing', async () => {
    project.program('dpkg-query', 'echo "installed git"')
    project.program('sudo', '')
    expect(await provide(['modules', 'watch'])).toMatchObject({ code: 0 })
    expect(project.started().at(-1)).toMatch(
      /^sudo -n env DEBIAN_FRONTEND=noninteractive apt-get .* install -y --no-install-recommends xserver-xephyr$/
    )
  })

  it('are tried once more with fresh lists, and then are the line to type', async () => {
    project.program('dpkg-query', '')
    project.program('apt-get', 'case "$*" in *install*) echo "E: no such package" >&2; exit 100;; esac')
    const { code, errors } = await provide(['modules', 'watch'], {}, asRoot)
    expect(code).toBe(1)
    expect(errors).toBe(
      'apt-get failed:\nE: no such package\nPlease run: apt-get install -y --no-install-recommends xserver-xephyr\n'
    )
    const asked = project.started().filter((line) => line.startsWith('apt-get'))
    expect(asked.slice(-3).map((line) => /update|install/.exec(line)?.[0])).toEqual([
      'install',
      'update',
      'install'
    ])
  })

  it('are said to need Debian where there is no dpkg', async () => {
    const { code, errors } = await provide(['modules', 'watch'])
    expect({ code, errors }).toEqual({
      code: 1,
      errors: 'This needs a Debian system: it runs programs of xserver-xephyr.\n'
    })
  })
})

describe.skipIf(!onLinux)('setup of Electron', () => {
  const note = () => project.file('.setup', 'electron-unproven')
  beforeEach(() => {
    project.program('npm', installModule)
  })

  it('is left alone, not even looked for, by who does not ask for it', async () => {
    const { code, output, errors } = await provide(['modules'])
    expect({ code, errors }).toEqual({ code: 0, errors: '' })
    expect(output).not.toContain('Electron')
  })

  it('says before it fetches that it does, and why it cannot be had', async () => {
    await provide(['modules'])
    project.write('node_modules/electron/package.json', JSON.stringify({ version: '45.0.0' }))
    const { code, output } = await provide(['electron'])
    expect(code).toBe(0)
    expect(output.split('\n')).toEqual([
      'Fetching Electron 45.0.0; given up after 60 s without progress …',
      expect.stringMatching(/^Electron cannot be had here: .*\. The stand-in is used instead\.$/),
      'stand-in',
      ''
    ])
  })

  it('chooses the one that is installed, but not as root', async () => {
    await provide(['modules'])
    const environment = haveElectron()
    expect((await provide(['electron'], environment)).output).toBe('real\n')
    const sandboxed = { ELECTRON_OVERRIDE_DIST_PATH: project.file('dist-of-electron') }
    const { output } = await provide(['electron'], sandboxed, asRoot)
    expect(output).toMatch(/^Electron does not start as root .*\nstand-in\n$/)
    // To pack it nothing is started.
    expect((await provide(['electron-to-pack'], sandboxed, asRoot)).output).toBe('real\n')
  })

  it("is one line to type where Ubuntu's AppArmor keeps its sandbox from starting, and is chosen once that was run", async () => {
    await provide(['modules'])
    const helper = project.file('dist-of-electron', 'chrome-sandbox')
    haveElectron()
    const sandboxed = { ELECTRON_OVERRIDE_DIST_PATH: project.file('dist-of-electron') }
    const onUbuntu = `${asPerson}; ${withFile('/proc/sys/kernel/apparmor_restrict_unprivileged_userns', '1\n')}`
    expect(await provide(['electron'], sandboxed, onUbuntu)).toEqual({
      code: 1,
      output: '',
      errors: `This system keeps Electron's sandbox from starting. Please run: sudo chown root:root '${helper}' && sudo chmod 4755 '${helper}'\n`
    })
    const done = `${onUbuntu}; ${withFile(helper, '')}`
    expect(await provide(['electron'], sandboxed, done)).toMatchObject({ code: 0, output: 'real\n' })
  })

  it('tries a new one at each start until it worked once', async () => {
    await provide(['modules'])
    project.write('node_modules/electron/package.json', JSON.stringify({ version: '45.0.0' }))
    await provide(['electron'])
    expect(existsSync(note())).toBe(true)
    const environment = haveElectron()
    const withDisplay = { ...environment, DISPLAY: ':0' }

    expect((await provide(['electron'], environment)).output).toContain('there is no display to do it')
    project.write('scripts/smoke-electron.mjs', 'process.exit(1)')
    expect((await provide(['electron'], withDisplay)).output).toContain('does not work here yet')
    expect(existsSync(note())).toBe(true)
    project.write(
      'scripts/smoke-electron.mjs',
      `import { electronIsProven, setup } from './setup.mjs'
      await setup({ needs: ['electron'], log: console.log, prove: false })
      electronIsProven()`
    )
    expect((await provide(['electron'], withDisplay)).output).toContain('Electron works here.')
    expect((await provide(['electron'], withDisplay)).output).toBe('real\n')
  })
})

describe.skipIf(!onLinux)('a build', () => {
  const built = () => project.started().map((line) => line.split(' ')[0])
  const build = () => project.start('build.mjs', ['build'])
  const fake = (name: string, program: string, end: string): void =>
    project.write(
      `node_modules/${program}`,
      `require('fs').appendFileSync('started', '${name} begins\\n');${end};require('fs').appendFileSync('started', '${name} ends\\n')`
    )
  beforeEach(() => {
    project.write('electron/main.ts', '')
    project.write('build.mjs', `await (await import('./scripts/build.mjs')).build({ tools: true })`)
    project.write('node_modules/package.json', JSON.stringify({ type: 'commonjs' }))
    fake('app', 'electron-vite/bin/electron-vite.js', '')
    fake('tools', 'vite/bin/vite.js', '')
  })

  it('is done once for the same sources', async () => {
    await build().ended
    await build().ended
    expect(project.started()).toEqual(['app begins', 'app ends', 'tools begins', 'tools ends'])
  })

  it.each([
    ['failed', 'process.exit(1)'],
    ['was stopped', 'process.kill(process.ppid, "SIGTERM"); setInterval(() => {}, 60000); return']
  ])('that %s after its first part is done again', async (_how, end) => {
    const half = `require('fs').mkdirSync('out/main', { recursive: true });require('fs').writeFileSync('out/main/main.js', '');${end}`
    fake('app', 'electron-vite/bin/electron-vite.js', half)
    expect((await build().ended).code).not.toBe(0)
    fake('app', 'electron-vite/bin/electron-vite.js', '')
    expect(await build().ended).toMatchObject({ code: 0 })
    expect(built()).toEqual(['app', 'app', 'app', 'tools', 'tools'])
  })

  it('of the tools is done again when a script that they hold changed', async () => {
    await build().ended
    project.write('started', '')
    project.write('scripts/launch.mjs', '// changed')
    await build().ended
    expect(built()).toEqual(['tools', 'tools'])
  })

  it('waits for another, so that neither empties the other’s folder', async () => {
    const both = await Promise.all([build().ended, build().ended])
    expect(both.map(({ code }) => code)).toEqual([0, 0])
    expect(project.started()).toEqual(['app begins', 'app ends', 'tools begins', 'tools ends'])
  })
})
