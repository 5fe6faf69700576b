import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type * as Electron from 'electron'
import { z } from 'zod'
import { createCreateJournal } from '../../../electron/adapters/store/create-journal.js'
import { openDocument, setAsideIn } from '../../../electron/adapters/store/document-file.js'
import { createReminderStore } from '../../../electron/adapters/store/reminder-store.js'
import { createSettingsStore } from '../../../electron/adapters/store/settings-store.js'
import { createTokenIndex } from '../../../electron/adapters/store/token-index.js'
import { emptyMemory, type ReminderMemory } from '../../../electron/domain/reminded-tokens.js'
import { recordOf } from '../../fakes/token-record.js'

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
  createSettingsStore({
    folder,
    administratorFile: administratorFile(),
    hasUnwrittenElsewhere: () => false,
    log
  })

const token = recordOf({ id: 'a1', inVault: true, git: { helper: 'libsecret', configured: [] } })

describe('the token index', () => {
  it('is as it was after a restart, in the order in which tokens came', () => {
    const index = createTokenIndex(folder)
    index.save(token)
    index.save({ ...token, id: 'b2', name: 'Other' })
    index.save({ ...token, validTo: null })
    index.save({ ...token, id: 'c3', unasked: true })
    index.remove('b2')
    expect(createTokenIndex(folder).all()).toEqual([
      { ...token, validTo: null },
      { ...token, id: 'c3', unasked: true }
    ])
  })

  it.skipIf(process.platform === 'win32')('can be read by the person alone (Windows has no modes)', () => {
    createTokenIndex(folder).save(token)
    expect(statSync(path.join(folder, 'tokens.json')).mode & 0o777).toBe(0o600)
  })

  it.each([
    ['cut off', '{"version":1,"content":{"tok'],
    ['empty', ''],
    ['of another kind', '[]'],
    ['without a token’s fields', '{"version":2,"content":{"tokens":[{"id":"a1"}]}}'],
    ['of the first version without tokens', '{"version":1,"content":{}}'],
    ['from a newer version of the app', '{"version":4,"content":{"tokens":[]}}'],
    ['without a version', '{"tokens":[]}']
  ])('sets a file aside that is %s, says so, and starts empty', (_what, text) => {
    writeFileSync(path.join(folder, 'tokens.json'), text)
    const index = createTokenIndex(folder)
    expect(index.all()).toEqual([])
    expect(setAsideIn(folder)).toEqual(['tokens'])
    expect(readFileSync(path.join(folder, 'tokens.json.set-aside-1'), 'utf8')).toBe(text)
    index.save(token)
    expect(createTokenIndex(folder).wasEverSetAside()).toBe(true)
    expect(setAsideIn(folder)).toEqual([])
  })

  const laterThanSecond = ['uses', 'autoRenew', 'successor', 'label']
  const laterThanFirst = ['allOrganizations', 'stray', 'account', ...laterThanSecond]

  it('of the second version is taken over: used nowhere else, not renewed, and under the label it was kept by', () => {
    const before: Record<string, unknown> = Object.fromEntries(
      Object.entries({ ...token, stray: true, account: 'ada', allOrganizations: true }).filter(
        ([name]) => !laterThanSecond.includes(name)
      )
    )
    const tokens = [
      { ...before, id: '4ab5764f-11', name: 'Push', organization: 'contoso' },
      { ...before, id: 'hand-0123456789' }
    ]
    writeFileSync(path.join(folder, 'tokens.json'), JSON.stringify({ version: 2, content: { tokens } }))
    const index = createTokenIndex(folder)
    const added = { uses: [], autoRenew: false, successor: null }
    expect(index.all()).toEqual([
      { ...tokens[0], ...added, label: 'contoso · Push · 4ab5764f' },
      { ...tokens[1], ...added, label: `${token.organization} · ${token.name} · 01234567` }
    ])
    expect(setAsideIn(folder)).toEqual([])
  })

  it('of the first version is taken over: nothing in it is global, stray, or of a known account', () => {
    const before: Record<string, unknown> = Object.fromEntries(
      Object.entries(token).filter(([name]) => !laterThanFirst.includes(name))
    )
    const text = JSON.stringify({
      version: 1,
      content: {
        tokens: [
          { ...before, remindedOf: before['validTo'] },
          { ...before, remindedOf: null, id: 'b2' }
        ]
      }
    })
    writeFileSync(path.join(folder, 'tokens.json'), text)
    const index = createTokenIndex(folder)
    const of = (id: string) => ({ ...token, id, label: `${token.organization} · ${token.name} · ${id}` })
    expect(index.all()).toEqual([of('a1'), of('b2')])
    expect(setAsideIn(folder)).toEqual([])
    index.save({ ...token, origin: 'elsewhere', allOrganizations: true, account: 'ada' })
    expect(createTokenIndex(folder).all()[0]).toMatchObject({ origin: 'elsewhere', allOrganizations: true })
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

describe('the journal of creates', () => {
  const startedAt = '2026-11-23T12:00:00.000Z'
  const create = { id: 'one', organization: 'contoso', name: 'Push code', startedAt }

  it('is as it was after a restart', () => {
    const journal = createCreateJournal(folder)
    expect(journal.all()).toEqual([])
    journal.open(create)
    journal.open({ ...create, id: 'two' })
    journal.open({ ...create, id: 'two', name: 'Other' })
    expect(createCreateJournal(folder).all()).toEqual([create, { ...create, id: 'two', name: 'Other' }])
    journal.close('one')
    journal.close('nobody')
    expect(createCreateJournal(folder).all()).toEqual([{ ...create, id: 'two', name: 'Other' }])
  })

  it('starts empty beside a file that it cannot read', () => {
    writeFileSync(path.join(folder, 'creates.json'), '{"version":1,"content":{"creates":[{}]}}')
    expect(createCreateJournal(folder).all()).toEqual([])
    expect(readdirSync(folder)).toEqual(['creates.json.set-aside-1'])
  })
})

describe('the memory of reminders', () => {
  const ofEnd = { token: 'a1', end: 1_800_000_000_000 }
  const memory: ReminderMemory = {
    sent: {
      reminders: [{ ...ofEnd, step: -86_400_000, at: 1_800_086_400_123 }],
      snoozes: [{ ...ofEnd, from: 1, until: 2 }]
    },
    pause: { from: 3, until: 4 },
    muted: ['a1'],
    leadDays: { a1: [30, 2] },
    renewals: [{ token: 'a1', what: 'it waits', at: 5 }]
  }

  it('is as it was after a restart, to the millisecond', () => {
    const store = createReminderStore(folder)
    expect(store.read()).toEqual(emptyMemory)
    store.change(() => memory)
    expect(createReminderStore(folder).read()).toEqual(memory)
    store.change((before) => ({ ...before, pause: null, muted: [], leadDays: {} }))
    expect(createReminderStore(folder).read()).toEqual({ ...memory, pause: null, muted: [], leadDays: {} })
  })

  it('starts empty beside a file that it cannot read', () => {
    writeFileSync(path.join(folder, 'reminders.json'), '{"version":1,"content":{"sent":{}}}')
    expect(createReminderStore(folder).read()).toEqual(emptyMemory)
    expect(readdirSync(folder)).toEqual(['reminders.json.set-aside-1'])
  })
})

describe('the settings', () => {
  it('start with reminders on, nothing signed in, and no window place', () => {
    expect(settingsStore().read()).toEqual({
      organization: '',
      clientId: '',
      tenant: '',
      remindersOn: true,
      quietHours: null,
      leadDays: [14, 7, 3, 1],
      graceHours: 24,
      renewDays: 7,
      clipboardSeconds: 45,
      theme: 'system',
      launchAtLogin: false,
      gitProgram: '',
      azureCliProgram: ''
    })
    expect(settingsStore().windowBounds()).toBeNull()
    expect(settingsStore().closedBefore()).toBe(false)
  })

  it('keep a change and the window’s place over a restart', () => {
    const store = settingsStore()
    store.change({ organization: 'contoso', theme: 'dark' })
    store.change({ quietHours: { from: 1320, to: 420 }, leadDays: [30, 2] })
    store.rememberWindowBounds({ x: 1, y: 2, width: 880, height: 640 })
    store.change({ remindersOn: false })
    store.rememberClosed()
    expect(settingsStore().read()).toMatchObject({
      organization: 'contoso',
      theme: 'dark',
      remindersOn: false,
      quietHours: { from: 1320, to: 420 },
      leadDays: [30, 2]
    })
    expect(settingsStore().windowBounds()).toEqual({ x: 1, y: 2, width: 880, height: 640 })
    expect(settingsStore().closedBefore()).toBe(true)
  })

  it('of the first version are taken over, with no programs named, the usual lead times and the window where it was', () => {
    const settings = {
      ...{ organization: 'contoso', clientId: '', tenant: 'contoso.example', remindersOn: false },
      ...{ theme: 'dark', launchAtLogin: true }
    }
    const window = { x: 1, y: 2, width: 880, height: 640 }
    const text = JSON.stringify({ version: 1, content: { settings, window } })
    writeFileSync(path.join(folder, 'settings.json'), text)
    const store = settingsStore()
    expect(store.read()).toEqual({
      ...{ ...settings, gitProgram: '', azureCliProgram: '' },
      ...{ quietHours: null, leadDays: [14, 7, 3, 1], graceHours: 24, renewDays: 7, clipboardSeconds: 45 }
    })
    expect([store.windowBounds(), store.closedBefore(), store.notices()]).toEqual([window, false, []])
  })

  it('of the second version are taken over, with the usual times of a renewal', () => {
    const settings = {
      ...{ organization: 'contoso', clientId: '', tenant: '', remindersOn: false, theme: 'dark' },
      ...{ quietHours: { from: 1, to: 2 }, leadDays: [5], launchAtLogin: true },
      ...{ gitProgram: '/opt/git', azureCliProgram: '' }
    }
    const text = JSON.stringify({ version: 2, content: { settings, window: null, closedBefore: true } })
    writeFileSync(path.join(folder, 'settings.json'), text)
    const store = settingsStore()
    expect(store.read()).toEqual({ ...settings, graceHours: 24, renewDays: 7, clipboardSeconds: 45 })
    expect([store.windowBounds(), store.closedBefore(), store.notices()]).toEqual([null, true, []])
  })

  it('of the third version are taken over, with the usual time on the clipboard', () => {
    const settings = {
      ...{ organization: 'contoso', clientId: '', tenant: '', remindersOn: false, theme: 'dark' },
      ...{ quietHours: null, leadDays: [5], graceHours: 3, renewDays: 9, launchAtLogin: true },
      ...{ gitProgram: '', azureCliProgram: '/opt/az' }
    }
    const text = JSON.stringify({ version: 3, content: { settings, window: null, closedBefore: true } })
    writeFileSync(path.join(folder, 'settings.json'), text)
    const store = settingsStore()
    expect(store.read()).toEqual({ ...settings, clipboardSeconds: 45 })
    store.change({ clipboardSeconds: 120 })
    expect(settingsStore().read()).toEqual({ ...settings, clipboardSeconds: 120 })
    expect([store.closedBefore(), store.notices()]).toEqual([true, []])
  })

  it('have room for the address of a Server and the paths of programs', () => {
    const organization = `https://tfs.contoso.example/${'x'.repeat(270)}`
    settingsStore().change({ organization, gitProgram: '/opt/git/bin/git', azureCliProgram: '/opt/az' })
    expect(settingsStore().read()).toMatchObject({ organization, gitProgram: '/opt/git/bin/git' })
    expect(() => {
      settingsStore().change({ organization: 'x'.repeat(301) })
    }).toThrow()
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
    writeFileSync(
      administratorFile(),
      JSON.stringify({ tenant: 'contoso.example', remindersOn: false, clipboardSeconds: 15 })
    )
    const store = settingsStore()
    expect(store.lockedByAdministrator()).toEqual(['tenant', 'remindersOn', 'clipboardSeconds'])
    store.change({ tenant: 'again mine', organization: 'fabrikam', clipboardSeconds: 120 })
    expect(store.read()).toMatchObject({
      tenant: 'contoso.example',
      remindersOn: false,
      clipboardSeconds: 15,
      organization: 'fabrikam'
    })
    rmSync(administratorFile())
    expect(settingsStore().read()).toMatchObject({ tenant: 'mine', remindersOn: true })
  })

  it('take no program from the administrator’s file, which anybody may have put there, and follow the rest', () => {
    settingsStore().change({ gitProgram: '/opt/git' })
    const planted = { gitProgram: 'C:\\Users\\mallory\\git.exe', azureCliProgram: '/tmp/az', theme: 'dark' }
    writeFileSync(administratorFile(), JSON.stringify(planted))
    const store = settingsStore()
    expect(store.read()).toMatchObject({ gitProgram: '/opt/git', azureCliProgram: '', theme: 'dark' })
    expect(store.lockedByAdministrator()).toEqual(['theme'])
    expect(warned).toContain('settings.administrator-refused')
    store.change({ azureCliProgram: '/opt/az' })
    expect(store.read().azureCliProgram).toBe('/opt/az')
  })

  it.each([
    ['is damaged', '{'],
    ['names a setting that does not exist', '{"proxy":"x"}'],
    ['has a value that is none', '{"clientId":"x"}'],
    ['has a lead time of no days', '{"leadDays":[0]}'],
    ['has a time on the clipboard that is no choice', '{"clipboardSeconds":3600}'],
    ['has quiet hours of another clock', '{"quietHours":{"from":0,"to":1440}}']
  ])('go on without an administrator’s file that %s, and say so', (_what, text) => {
    writeFileSync(administratorFile(), text)
    const store = settingsStore()
    expect(store.notices()).toEqual(['administrator-file-unreadable'])
    expect(store.lockedByAdministrator()).toEqual([])
    expect(store.read().remindersOn).toBe(true)
  })

  it('remember that the administrator set the login item, but do not say so while their file cannot be read', () => {
    expect(settingsStore().loginItemWasSet()).toBe(false)
    settingsStore().rememberLoginItem(true)
    expect(settingsStore().loginItemWasSet()).toBe(true)
    writeFileSync(administratorFile(), '{')
    expect(settingsStore().loginItemWasSet()).toBe(false)
    rmSync(administratorFile())
    settingsStore().rememberLoginItem(false)
    expect(settingsStore().loginItemWasSet()).toBe(false)
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
    file.change(() => ({ c: 9 }))
    expect(JSON.parse(readFileSync(path.join(folder, 'thing.json'), 'utf8'))).toEqual({
      version: 3,
      content: { c: 9 }
    })
  })
})
