import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { app as ElectronApp } from 'electron'
import { afterAll, expect, it, vi } from 'vitest'
import { onPlatform } from './fake-electron.js'

const folder = mkdtempSync(path.join(tmpdir(), 'second-start-'))
const done = vi.hoisted((): string[] => [])
const lock = vi.hoisted(() => ({ isFree: true }))
const { switches, asked } = vi.hoisted(() => ({ switches: [] as string[], asked: [] as string[] }))
const panel = vi.hoisted(() => ({ asked: Promise.resolve(false) }))

vi.mock('../../electron/assembly.js', () => ({
  assemble: () => {
    done.push('opens the stores')
    return {
      shell: { start: () => done.push('starts'), open: () => done.push('opens its window') },
      core: {}
    }
  }
}))
vi.mock('../../electron/adapters/desktop/status-notifier-watcher.js', () => ({
  watchForTray: () => panel.asked
}))
vi.mock('electron', async () => {
  const { electron } = await import('./fake-electron.js')
  return {
    ...electron,
    app: Object.assign(electron.app, {
      requestSingleInstanceLock: () => lock.isFree,
      commandLine: { hasSwitch: (name: string) => switches.includes(name) },
      enableSandbox: () => void asked.push('sandbox'),
      getVersion: () => '1.0.0',
      whenReady: async () => undefined,
      exit: (code: number) => void done.push(`exits with ${code}`)
    }),
    protocol: { registerSchemesAsPrivileged: () => undefined }
  }
})
vi.mock('../../electron/early.js', () => ({
  appPaths: {},
  fatal: () => void done.push('is fatal'),
  logTo: () => undefined,
  profile: {}
}))

const { platform } = process
/** Milliseconds for a module that is loaded late. */
const limit = 60_000
afterAll(() => {
  onPlatform(platform)
  rmSync(folder, { recursive: true, force: true })
})

const start = async (isFree: boolean, given: readonly string[] = []): Promise<typeof ElectronApp> => {
  onPlatform('linux')
  vi.resetModules()
  const { app } = await import('electron')
  app.removeAllListeners()
  app.setPath('userData', folder)
  ;[lock.isFree, done.length, asked.length] = [isFree, 0, 0]
  switches.splice(0, Infinity, ...given)
  await import('../../electron/main.js')
  return app
}

// What a second window then asks of the first one, in the midst of any action, is in test/services/fault-moments.test.ts.
it('a start to which the lock is free opens the stores', async () => {
  await start(true)
  await vi.waitFor(() => expect(done).toEqual(['opens the stores', 'starts']), limit)
})

it.each([
  ['puts its pages into the sandbox', [], ['sandbox']],
  ['leaves them out of it where the system starts it without, and the log says so', ['no-sandbox'], []]
])('a start %s', async (_what, given, wanted) => {
  await start(true, given)
  await vi.waitFor(() => expect(done).toContain('starts'), limit)
  expect(asked).toEqual(wanted)
  const log = readFileSync(path.join(folder, 'logs', 'main.log'), 'utf8')
  expect(log.includes('sandbox.off')).toBe(given.length > 0)
})

it('no other start opens or writes anything', async () => {
  rmSync(path.join(folder, 'logs'), { recursive: true, force: true })
  await start(false)
  await vi.dynamicImportSettled()
  expect(done).toEqual(['exits with 0'])
  expect(readdirSync(folder)).toEqual([])
})

it('a second start that comes while the first is still loading gets its window', async () => {
  // A panel that may still come is not waited for any longer.
  panel.asked = new Promise(() => undefined)
  const app = await start(true)
  expect(done).toEqual([])
  app.emit('second-instance')
  await vi.waitFor(() => expect(done).toEqual(['opens the stores', 'starts', 'opens its window']), limit)
  app.emit('second-instance')
  expect(done).toHaveLength(4)
})
