import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type * as Fake from './fake-electron.js'
import { onPlatform } from './fake-electron.js'

vi.mock('electron', async () => (await import('./fake-electron.js')).electron)

const names = ['uncaughtException', 'unhandledRejection'] as const
const { platform } = process
let before: readonly (readonly unknown[])[]
let folder: string
let app: typeof Fake.app

beforeEach(async () => {
  // `early.js` does its work when it is loaded, so each test loads it anew.
  vi.resetModules()
  app = (await import('electron')).app as unknown as typeof Fake.app
  before = names.map((name) => process.listeners(name as 'exit'))
  folder = mkdtempSync(path.join(tmpdir(), 'early-'))
  app.setPath('appData', path.join(folder, 'app-data'))
  app.setPath('temp', folder)
  vi.stubEnv('TOKEN_TRAY_PRACTICE', path.join(folder, 'practice'))
})
afterEach(() => {
  onPlatform(platform)
  names.forEach((name, at) => {
    for (const one of process.listeners(name as 'exit'))
      if (!before[at]?.includes(one)) process.off(name, one)
  })
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
})

it.each([
  [true, ['app-data', 'Token Tray']],
  [false, ['practice', 'user-data']]
])('an app that is installed (%s) has its files in %j', async (isPackaged, place) => {
  app.isPackaged = isPackaged
  const { profile } = await import('../../electron/early.js')
  expect(profile.practice).toBe(!isPackaged)
  expect(app.getPath('userData')).toBe(path.join(folder, ...place))
  expect(app.getPath('sessionData')).toBe(path.join(folder, ...place))
})

it.each([
  ['forgets those of its AppImage, so that no program or browser loads them', '/a', undefined],
  ['keeps those that the person named, outside an AppImage', undefined, '/lib']
])('of libraries %s', async (_what, appImage, kept) => {
  vi.stubEnv('LD_LIBRARY_PATH', '/lib')
  vi.stubEnv('APPIMAGE', appImage)
  app.isPackaged = true
  const { profile } = await import('../../electron/early.js')
  // Electron hands on its own, e.g. to xdg-open.
  expect(process.env['LD_LIBRARY_PATH']).toBe(kept)
  expect(profile.childEnvironment['LD_LIBRARY_PATH']).toBe(kept)
})

it.each([
  ['those of the installed app', true, ['dev.tokentray.app', '{6B0A3C63-6C7B-4E0A-9D3B-0F3A6E1B7C52}']],
  ['none in a run from source, which would take the place of the installed app', false, []]
])('the identity for notices on Windows is %s', async (_what, isPackaged, given) => {
  onPlatform('win32')
  const identity: string[] = []
  const note = (id: string): void => void identity.push(id)
  Object.assign(app, { isPackaged, setAppUserModelId: note, setToastActivatorCLSID: note })
  await import('../../electron/early.js')
  expect(identity).toEqual(given)
})

it('does not start without a temporary folder, which Electron would take for a second start', async () => {
  app.setPath('temp', path.join(folder, 'gone'))
  await expect(import('../../electron/early.js')).rejects.toThrow(
    /keeps files in .*gone and cannot write there/
  )
})

it('hears what goes wrong from its first line on', async () => {
  app.setPath('appData', '/dev/null')
  app.isPackaged = true
  await expect(import('../../electron/early.js')).rejects.toThrow(/cannot write there/)
  names.forEach((name, at) => {
    expect(process.listeners(name as 'exit').length).toBe((before[at]?.length ?? 0) + 1)
  })
})
