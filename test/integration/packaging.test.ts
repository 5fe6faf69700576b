import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { installedElectron } from '../../scripts/setup/electron-binary.mjs'

const root = path.resolve(import.meta.dirname, '../..')
const packed = path.join(root, 'dist/not-runnable/linux-unpacked')
const archive = path.join(packed, 'resources/app.asar')
const isPlaceholder =
  process.platform === 'linux' && installedElectron(path.join(root, 'node_modules/electron')) === null

// electron-builder's own reader of archives.
const { listPackage, extractFile } = createRequire(
  createRequire(import.meta.url).resolve('app-builder-lib/package.json')
)('@electron/asar') as {
  listPackage: (archive: string, options: { isPack: boolean }) => string[]
  extractFile: (archive: string, file: string) => Buffer
}

if (!isPlaceholder) console.log('not run: packaging round a placeholder, because Electron is here')

/** What `npm run package` does on a computer that cannot download Electron: nobody listens at the mirror's port. */
function pack() {
  return spawnSync(process.execPath, [path.join(root, 'scripts/package.mjs')], {
    cwd: root,
    encoding: 'utf8',
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      ELECTRON_MIRROR: 'http://127.0.0.1:8/'
    },
    timeout: 600_000
  })
}

describe.skipIf(!isPlaceholder)('a package without Electron', () => {
  let run = { status: null as number | null, stdout: '', stderr: '' }
  let files: string[] = []
  beforeAll(() => {
    run = pack()
    files = existsSync(archive) ? listPackage(archive, { isPack: false }) : []
  }, 660_000)

  it('says that it does not run, in its output, in a file and by its exit code', () => {
    expect(run.status, run.stderr).toBe(3)
    expect(run.stdout).toMatch(/^NOT RUNNABLE: Electron cannot be had here/m)
    expect(run.stdout.trim().split('\n').at(-1)).toMatch(/^NOT RUNNABLE: /)
    expect(existsSync(path.join(packed, 'NOT-RUNNABLE.txt'))).toBe(true)
    expect(spawnSync(path.join(packed, 'token-tray'), { encoding: 'utf8' })).toMatchObject({ status: 1 })
  })

  it('holds the app, its worker, its preload, its page and its icons', () => {
    expect(files).toEqual(
      expect.arrayContaining([
        '/package.json',
        '/out/main/main.js',
        '/out/main/vault-worker.js',
        '/out/preload/preload.cjs',
        '/out/renderer/index.html',
        '/assets/generated/icon.png',
        '/assets/generated/tray-fine.png'
      ])
    )
  })

  it('holds nothing else: no sources, tests, scripts, documents or source maps', () => {
    const tops = new Set(files.map((file) => file.split('/')[1]))
    expect([...tops].sort()).toEqual(['assets', 'node_modules', 'out', 'package.json'])
    const outs = new Set(files.filter((file) => file.startsWith('/out/')).map((file) => file.split('/')[2]))
    expect([...outs].sort()).toEqual(['main', 'preload', 'renderer'])
    expect(files.filter((file) => file.endsWith('.map') || file.endsWith('.ts'))).toEqual([])
    for (const file of ['out/main/main.js', 'out/main/vault-worker.js', 'out/preload/preload.cjs']) {
      expect(extractFile(archive, file).includes('sourceMappingURL'), file).toBe(false)
    }
  })

  it('has keytar beside the archive, with its loader and only the binding of this system', () => {
    const modules = files.filter((file) => /^\/node_modules\/[^/]+$/.test(file))
    expect(modules).toEqual(['/node_modules/keytar'])
    const bindings = files.filter((file) => file.endsWith('.node'))
    expect(bindings).toEqual([
      `/node_modules/keytar/prebuilds/${process.platform}-${process.arch}/keytar.node`
    ])
    const unpacked = path.join(packed, 'resources/app.asar.unpacked')
    expect(statSync(path.join(unpacked, bindings[0]!)).size).toBeGreaterThan(10_000)
    expect(existsSync(path.join(unpacked, 'node_modules/keytar/lib/keytar.js'))).toBe(true)
  })

  it('loads keytar from there', () => {
    const loader = path.join(packed, 'resources/app.asar.unpacked/node_modules/keytar')
    const loaded = spawnSync(
      process.execPath,
      ['-e', `console.log(typeof require(${JSON.stringify(loader)}).getPassword)`],
      {
        encoding: 'utf8'
      }
    )
    expect(loaded.stdout.trim()).toBe('function')
  })

  it('describes the app and carries no development parts in its package.json', () => {
    const shipped = JSON.parse(extractFile(archive, 'package.json').toString()) as Record<string, unknown>
    const ours = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as Record<string, unknown>
    expect(shipped['main']).toBe(ours['main'])
    expect(shipped['desktopName']).toBe('dev.tokentray.app.desktop')
    expect(shipped['devDependencies']).toBeUndefined()
    expect(shipped['scripts']).toBeUndefined()
  })
})
