import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type * as Electron from 'electron'
import { z } from 'zod'
import { openDocument } from '../../../electron/adapters/store/document-file.js'
import { createSettingsStore } from '../../../electron/adapters/store/settings-store.js'
import { createTokenIndex } from '../../../electron/adapters/store/token-index.js'
import type { TokenRecord } from '../../../electron/domain/token.js'

// electron-store asks Electron for a default folder and a version; the real one is used for all the rest.
vi.mock('electron', () => {
  const electron = {
    app: { getPath: () => '/nowhere', getVersion: () => '0.0.0' } as Pick<
      Electron.App,
      'getPath' | 'getVersion'
    >,
    ipcMain: { on: () => undefined } as unknown as Electron.IpcMain
  }
  return { ...electron, default: electron }
})

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'stores-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

const warned: string[] = []
const log = { info: () => undefined, warn: (event: string) => void warned.push(event), bug: () => undefined }
const administratorFile = (): string => path.join(folder, 'administrator.json')
const settingsStore = () =>
  createSettingsStore({ folder, administratorFile: administratorFile(), otherNotices: [], log })

const token: TokenRecord = {
  id: 'a1',
  name: 'Push code',
  organization: 'contoso',
  scopes: ['vso.code_write'],
  origin: 'api',
  createdAt: '2026-11-23T10:00:00.000Z',
  validTo: '2026-12-23T10:00:00.000Z',
  requestedValidTo: null,
  inVault: true,
  git: { helper: 'libsecret', configured: [] },
  revokedAt: null,
  revokeLeft: [],
  remindedOf: null
}

describe('the token index', () => {
  it('is as it was after a restart, in the order in which tokens came', () => {
    const index = createTokenIndex(folder)
    index.save(token)
    index.save({ ...token, id: 'b2', name: 'Other' })
    index.save({ ...token, validTo: null })
    index.save({ ...token, id: 'c3' })
    index.remove('b2')
    expect(createTokenIndex(folder).all()).toEqual([
      { ...token, validTo: null },
      { ...token, id: 'c3' }
    ])
  })

  it('can be read by the person alone', () => {
    createTokenIndex(folder).save(token)
    expect(statSync(path.join(folder, 'tokens.json')).mode & 0o777).toBe(0o600)
  })

  it.each([
    ['cut off', '{"version":1,"content":{"tok'],
    ['empty', ''],
    ['of another kind', '[]'],
    ['without a token’s fields', '{"version":1,"content":{"tokens":[{"id":"a1"}]}}'],
    ['from a newer version of the app', '{"version":2,"content":{"tokens":[]}}'],
    ['without a version', '{"tokens":[]}']
  ])('sets a file aside that is %s, says so, and starts empty', (_what, text) => {
    writeFileSync(path.join(folder, 'tokens.json'), text)
    const index = createTokenIndex(folder)
    expect(index.all()).toEqual([])
    expect(index.notices()).toEqual(['tokens-set-aside'])
    expect(readFileSync(path.join(folder, 'tokens.json.set-aside-1'), 'utf8')).toBe(text)
    index.save(token)
    expect(createTokenIndex(folder).notices()).toEqual([])
  })

  it('never overwrites a file that was set aside before', () => {
    for (const text of ['first', 'second']) {
      writeFileSync(path.join(folder, 'tokens.json'), text)
      createTokenIndex(folder)
    }
    expect(readdirSync(folder).filter((name) => name.includes('set-aside'))).toEqual([
      'tokens.json.set-aside-1',
      'tokens.json.set-aside-2'
    ])
  })
})

describe('the settings', () => {
  it('start with reminders on, nothing signed in, and no window place', () => {
    expect(settingsStore().read()).toEqual({
      organization: '',
      clientId: '',
      tenant: '',
      remindersOn: true,
      theme: 'system',
      launchAtLogin: false
    })
    expect(settingsStore().windowBounds()).toBeNull()
  })

  it('keep a change and the window’s place over a restart', () => {
    const store = settingsStore()
    store.change({ organization: 'contoso', theme: 'dark' })
    store.rememberWindowBounds({ x: 1, y: 2, width: 880, height: 640 })
    store.change({ remindersOn: false })
    expect(settingsStore().read()).toMatchObject({
      organization: 'contoso',
      theme: 'dark',
      remindersOn: false
    })
    expect(settingsStore().windowBounds()).toEqual({ x: 1, y: 2, width: 880, height: 640 })
  })

  it('refuse a value that is none, and keep what was', () => {
    const store = settingsStore()
    expect(() => {
      store.change({ clientId: 'not an id' })
    }).toThrow()
    expect(settingsStore().read().clientId).toBe('')
  })

  it('are overruled and locked by what the administrator set, which the person’s file does not take over', () => {
    settingsStore().change({ tenant: 'mine', organization: 'mine' })
    writeFileSync(administratorFile(), JSON.stringify({ tenant: 'contoso.example', remindersOn: false }))
    const store = settingsStore()
    expect(store.lockedByAdministrator()).toEqual(['tenant', 'remindersOn'])
    store.change({ tenant: 'again mine', organization: 'fabrikam' })
    expect(store.read()).toMatchObject({
      tenant: 'contoso.example',
      remindersOn: false,
      organization: 'fabrikam'
    })
    rmSync(administratorFile())
    expect(settingsStore().read()).toMatchObject({ tenant: 'mine', remindersOn: true })
  })

  it.each([
    ['is damaged', '{'],
    ['names a setting that does not exist', '{"proxy":"x"}'],
    ['has a value that is none', '{"clientId":"x"}']
  ])('go on without an administrator’s file that %s, and say so', (_what, text) => {
    writeFileSync(administratorFile(), text)
    const store = settingsStore()
    expect(store.notices()).toEqual(['administrator-file-unreadable'])
    expect(store.lockedByAdministrator()).toEqual([])
    expect(store.read().remindersOn).toBe(true)
  })

  it('are set aside when they cannot be read', () => {
    writeFileSync(path.join(folder, 'settings.json'), 'not json')
    expect(settingsStore().notices()).toEqual(['settings-set-aside'])
  })
})

describe('a document from an older version', () => {
  it('is brought forward through every version in between', () => {
    writeFileSync(path.join(folder, 'thing.json'), '{"version":1,"content":{"a":1}}')
    const kind = {
      name: 'thing',
      version: 3,
      schema: z.object({ c: z.number() }),
      empty: { c: 0 },
      migrations: {
        1: (content: unknown) => ({ b: (content as { a: number }).a + 1 }),
        2: (content: unknown) => ({ c: (content as { b: number }).b + 1 })
      }
    }
    const file = openDocument(folder, kind)
    expect(file.read()).toEqual({ c: 3 })
    file.write({ c: 9 })
    expect(JSON.parse(readFileSync(path.join(folder, 'thing.json'), 'utf8'))).toEqual({
      version: 3,
      content: { c: 9 }
    })
  })
})
