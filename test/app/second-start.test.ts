import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, it, vi } from 'vitest'

const folder = mkdtempSync(path.join(tmpdir(), 'second-start-'))
const done = vi.hoisted((): string[] => [])
const lock = vi.hoisted(() => ({ isFree: true }))

vi.mock('../../electron/outside.js', () => ({
  createOutside: () => {
    done.push('opens the stores')
    throw new Error('enough')
  }
}))
vi.mock('electron', async () => {
  const { electron } = await import('./fake-electron.js')
  return {
    ...electron,
    app: Object.assign(electron.app, {
      requestSingleInstanceLock: () => lock.isFree,
      enableSandbox: () => undefined,
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

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

// What a second window then asks of the first one, in the midst of any action, is in test/services/fault-moments.test.ts.
it.each([
  [true, ['opens the stores', 'is fatal']],
  [false, ['exits with 0']]
])('a start to which the lock is free (%s) %j, and no other writes anything', async (isFree, what) => {
  vi.resetModules()
  const { app } = await import('electron')
  app.setPath('userData', folder)
  ;[lock.isFree, done.length] = [isFree, 0]
  await import('../../electron/main.js')
  await settled()
  expect(done).toEqual(what)
  expect(readdirSync(folder)).toEqual([])
})
