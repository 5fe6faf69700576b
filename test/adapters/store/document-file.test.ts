import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync
} from 'node:fs'
import type * as Fs from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { createClipboardMark } from '../../../electron/adapters/store/clipboard-mark.js'
import { createCreateJournal } from '../../../electron/adapters/store/create-journal.js'
import {
  hasUnread,
  hasUnwritten,
  openDocument,
  setAsideIn
} from '../../../electron/adapters/store/document-file.js'
import { createOrganizationIndex } from '../../../electron/adapters/store/organization-index.js'
import { createRotationJournal } from '../../../electron/adapters/store/rotation-journal.js'
import { createReminderStore } from '../../../electron/adapters/store/reminder-store.js'
import { createSettingsStore } from '../../../electron/adapters/store/settings-store.js'
import { createTokenIndex } from '../../../electron/adapters/store/token-index.js'
import { newRotation } from '../../../electron/domain/rotation.js'
import { createFakeLog } from '../../fakes/log.js'
import { recordOf } from '../../fakes/token-record.js'
import { printTable } from '../../services/faults/printed-table.js'

/** What the disk says to every write, and to every read of which file, until it is null again. */
const disk = vi.hoisted(() => ({
  says: null as string | null,
  gives: null as { readonly code: string; readonly file: string } | null
}))

vi.mock('node:fs', async (original) => {
  const fs = await original<typeof Fs>()
  const readFileSync = (file: string, encoding: 'utf8'): string => {
    const { code, file: hidden } = disk.gives ?? {}
    if (hidden !== undefined && file.endsWith(hidden)) throw Object.assign(new Error(code), { code })
    return fs.readFileSync(file, encoding)
  }
  return { ...fs, readFileSync, default: { ...fs, readFileSync } }
})

// The real electron-store, whose last step the test may fail: neither a full nor a read-only disk is at hand.
vi.mock('electron-store', async (original) => {
  interface Stored {
    store: object
  }
  const { default: Store } = await original<{ default: new (options: object) => Stored }>()
  return {
    default: function onThisDisk(options: object): Stored {
      return new Proxy(new Store(options), {
        set: (target, _name, content: object) => {
          if (disk.says !== null) throw Object.assign(new Error(disk.says), { code: disk.says })
          target.store = content
          return true
        }
      })
    }
  }
})
vi.mock('electron', () => {
  const electron = {
    app: { getPath: () => '/nowhere', getVersion: () => '0.0.0' },
    ipcMain: { on: () => undefined }
  }
  return { ...electron, default: electron }
})

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'document-'))
  disk.says = null
  disk.gives = null
})
afterEach(() => {
  // Whatever a test left in memory is written, so that the next one starts without it.
  disk.says = null
  disk.gives = null
  rmSync(folder, { recursive: true, force: true })
  thing('last').change(() => ({ number: 0 }))
  rmSync(folder, { recursive: true, force: true })
})

const thing = (name = 'thing') =>
  openDocument(folder, {
    name,
    version: 2,
    schema: z.object({ number: z.number() }),
    empty: { number: 0 },
    migrations: { 1: () => ({ number: 1 }) }
  })
const onDisk = (name = 'thing'): unknown =>
  JSON.parse(readFileSync(path.join(folder, `${name}.json`), 'utf8'))

describe.each(['ENOSPC', 'EROFS', 'EACCES', 'EIO', 'EDQUOT'])('a disk that says %s', (code) => {
  it('stops nothing: what was written is read again, told of, and on disk after the next write', () => {
    const file = thing()
    file.change(() => ({ number: 1 }))
    disk.says = code
    file.change(() => ({ number: 2 }))
    expect([file.read(), hasUnwritten(folder)]).toEqual([{ number: 2 }, true])
    expect(onDisk()).toEqual({ version: 2, content: { number: 1 } })
    disk.says = null
    file.change(() => ({ number: 3 }))
    expect(hasUnwritten(folder)).toBe(false)
    expect(onDisk()).toEqual({ version: 2, content: { number: 3 } })
  })

  it('loses nothing of one document when another one is the first to be written again', () => {
    const [one, other] = [thing('one'), thing('other')]
    disk.says = code
    one.change(() => ({ number: 1 }))
    disk.says = null
    other.change(() => ({ number: 2 }))
    expect(onDisk('one')).toEqual({ version: 2, content: { number: 1 } })
    expect(hasUnwritten(folder)).toBe(false)
  })
})

describe.each(['EIO', 'EACCES', 'EMFILE', 'EBUSY'])('a file that the disk does not give (%s)', (code) => {
  beforeEach(() => {
    thing().change(() => ({ number: 5 }))
    disk.gives = { code, file: 'thing.json' }
  })

  it('stays as it is and where it is, is told of, and is read again at the next use', () => {
    const file = thing()
    expect([file.read(), hasUnread(folder), setAsideIn(folder)]).toEqual([{ number: 0 }, true, []])
    expect(readdirSync(folder)).toEqual(['thing.json'])
    disk.gives = null
    expect([file.read(), hasUnread(folder)]).toEqual([{ number: 5 }, false])
  })

  it('is not displaced by what is written meanwhile, which is added to it afterwards', () => {
    const file = thing()
    file.change(({ number }) => ({ number: number + 10 }))
    expect([file.read(), hasUnwritten(folder)]).toEqual([{ number: 10 }, true])
    disk.gives = null
    expect(onDisk()).toEqual({ version: 2, content: { number: 5 } })
    file.change(({ number }) => ({ number: number + 100 }))
    expect(file.read()).toEqual({ number: 115 })
    expect(onDisk()).toEqual({ version: 2, content: { number: 115 } })
    expect([hasUnwritten(folder), readdirSync(folder)]).toEqual([false, ['thing.json']])
  })

  it('is set aside when it can be read and holds nothing of ours', () => {
    writeFileSync(path.join(folder, 'thing.json'), 'no json')
    const file = thing()
    disk.gives = null
    file.change(() => ({ number: 1 }))
    expect([onDisk(), setAsideIn(folder)]).toEqual([{ version: 2, content: { number: 1 } }, ['thing']])
    expect(readFileSync(path.join(folder, 'thing.json.set-aside-1'), 'utf8')).toBe('no json')
  })
})

describe('a document', () => {
  it('whose folder is a file is kept in memory', () => {
    const there = path.join(folder, 'there')
    writeFileSync(there, '')
    const file = openDocument(there, { ...kind, name: 'thing' })
    expect(file.read()).toEqual({ number: 0 })
    file.change(() => ({ number: 5 }))
    expect([file.read(), hasUnwritten(there)]).toEqual([{ number: 5 }, true])
    rmSync(there)
    file.change(() => ({ number: 6 }))
    expect(hasUnwritten(there)).toBe(false)
  })

  it('in whose place a folder stands puts that aside whole', () => {
    mkdirSync(path.join(folder, 'thing.json'))
    writeFileSync(path.join(folder, 'thing.json', 'inside'), 'kept')
    const file = thing()
    expect([file.read(), setAsideIn(folder)]).toEqual([{ number: 0 }, ['thing']])
    expect(readFileSync(path.join(folder, 'thing.json.set-aside-1', 'inside'), 'utf8')).toBe('kept')
    file.change(() => ({ number: 7 }))
    expect(readdirSync(folder).sort()).toEqual(['thing.json', 'thing.json.set-aside-1'])
    expect(thing().read()).toEqual({ number: 7 })
  })

  it('lies in a folder that may be a symbolic link', () => {
    const real = path.join(folder, 'real')
    mkdirSync(real)
    symlinkSync(real, path.join(folder, 'link'))
    openDocument(path.join(folder, 'link'), { ...kind, name: 'thing' }).change(() => ({ number: 8 }))
    expect(openDocument(real, { ...kind, name: 'thing' }).read()).toEqual({ number: 8 })
  })

  it('may itself be a symbolic link, which stays one', () => {
    const real = path.join(folder, 'kept-elsewhere.json')
    thing().change(() => ({ number: 1 }))
    renameSync(path.join(folder, 'thing.json'), real)
    symlinkSync(real, path.join(folder, 'thing.json'))
    thing().change(({ number }) => ({ number: number + 1 }))
    expect(lstatSync(path.join(folder, 'thing.json')).isSymbolicLink()).toBe(true)
    expect(JSON.parse(readFileSync(real, 'utf8'))).toEqual({ version: 2, content: { number: 2 } })
  })

  it('begins empty in another HOME, and is there again in the first one', () => {
    const [ours, other] = [path.join(folder, 'ada'), path.join(folder, 'eve')]
    const at = (home: string) => openDocument(home, { ...kind, name: 'thing' })
    at(ours).change(() => ({ number: 3 }))
    const elsewhere = at(other)
    expect(elsewhere.read()).toEqual({ number: 0 })
    elsewhere.change(() => ({ number: 4 }))
    expect([at(ours).read(), at(other).read()]).toEqual([{ number: 3 }, { number: 4 }])
  })

  it('in a folder of another person is left as it is, and what is changed is kept in memory', () => {
    thing().change(() => ({ number: 5 }))
    disk.gives = { code: 'EACCES', file: 'thing.json' }
    disk.says = 'EACCES'
    const file = thing()
    file.change(() => ({ number: 6 }))
    expect([file.read(), hasUnread(folder), hasUnwritten(folder)]).toEqual([{ number: 6 }, true, true])
    expect(readdirSync(folder)).toEqual(['thing.json'])
    disk.gives = null
    expect(onDisk()).toEqual({ version: 2, content: { number: 5 } })
  })

  it('lets a bug through', () => {
    expect(() => {
      // A value that JSON has no text for, which the compiler would not let through either.
      thing().change(() => ({ number: 1n }) as unknown as { number: number })
    }).toThrow()
  })

  const kind = {
    version: 1,
    schema: z.object({ number: z.number() }),
    empty: { number: 0 },
    migrations: {}
  }
})

describe('every store', () => {
  const log = createFakeLog()
  const settings = () =>
    createSettingsStore({
      folder,
      administratorFile: path.join(folder, 'none'),
      hasUnwrittenElsewhere: () => false,
      log
    })
  const startedAt = '2026-11-23T12:00:00.000Z'
  const create = { id: 'one', organization: 'contoso', name: 'Push', startedAt }

  const stores: Readonly<Record<string, { readonly file: string; use: () => unknown }>> = {
    settings: {
      file: 'settings.json',
      use: () => {
        const store = settings()
        store.change({ theme: 'dark' })
        return store.read().theme === 'dark'
      }
    },
    'token index': {
      file: 'tokens.json',
      use: () => {
        const store = createTokenIndex(folder)
        store.save(recordOf())
        return store.all().length === 1
      }
    },
    'organization index': {
      file: 'organizations.json',
      use: () => {
        const store = createOrganizationIndex(folder)
        store.change('contoso', { consentWasNeeded: true })
        return store.all().length === 1
      }
    },
    'journal of creates': {
      file: 'creates.json',
      use: () => {
        const store = createCreateJournal(folder)
        store.open(create)
        return store.all().length === 1
      }
    },
    'journal of renewals': {
      file: 'rotations.json',
      use: () => {
        const store = createRotationJournal(folder)
        store.save(newRotation({ tokenId: 'one', automatic: false, assisted: false }, [], 0))
        return store.all().length === 1
      }
    },
    'mark of the clipboard': {
      file: 'clipboard.json',
      use: () => {
        const mark = createClipboardMark(folder)
        mark.write('hash')
        return mark.read() === 'hash'
      }
    },
    'memory of reminders': {
      file: 'reminders.json',
      use: () => {
        const store = createReminderStore(folder)
        store.change((memory) => ({ ...memory, muted: ['a1'] }))
        return store.read().muted.length === 1
      }
    }
  }
  const files: Readonly<Record<string, string>> = {
    corrupt: 'no json',
    truncated: '{"version":1,"content":{"tok',
    empty: '',
    'of a future version': '{"version":99,"content":{}}',
    'of no version': '{"version":null}',
    'of an older version without a migration': '{"version":0,"content":{}}'
  }

  it.each(Object.keys(stores).flatMap((name) => Object.keys(files).map((what) => [name, what] as const)))(
    '(%s) goes on beside a file that is %s, which is kept',
    (name, what) => {
      const { file, use } = stores[name]!
      writeFileSync(path.join(folder, file), files[what]!)
      expect(use()).toBe(true)
      expect(readFileSync(path.join(folder, `${file}.set-aside-1`), 'utf8')).toBe(files[what])
    }
  )

  it.each(Object.keys(stores))(
    '(%s) that was set aside is told in words of its own, and logged once',
    (name) => {
      const { file, use } = stores[name]!
      writeFileSync(path.join(folder, file), 'no json')
      const store = settings()
      if (name !== 'settings') use()
      const notice = `${path.basename(file, '.json')}-set-aside`
      expect([store.notices(), store.notices()]).toEqual([[notice], [notice]])
      const line = `warn store.set-aside {"store":"${path.basename(file, '.json')}"}`
      expect(log.lines.filter((one) => one === line)).toHaveLength(1)
    }
  )

  it.each(Object.keys(stores))(
    '(%s) keeps what was there before while the disk does not give its file, and adds to it',
    (name) => {
      const { file, use } = stores[name]!
      const other = recordOf({ id: 'before' })
      createTokenIndex(folder).save(other)
      createCreateJournal(folder).open({ ...create, id: 'before' })
      createOrganizationIndex(folder).change('before', {})
      createRotationJournal(folder).save(
        newRotation({ tokenId: 'before', automatic: false, assisted: false }, [], 0)
      )
      createReminderStore(folder).change((memory) => ({ ...memory, leadDays: { before: [2] } }))
      settings().change({ organization: 'before' })
      disk.gives = { code: 'EIO', file }
      // Everything is opened anew, as at a start.
      const store = settings()
      expect(use()).toBe(true)
      expect(store.notices()).toEqual(['not-read', 'not-saved'])
      disk.gives = null
      settings().rememberClosed()
      expect(readdirSync(folder).filter((one) => one.includes('set-aside'))).toEqual([])
      const text = readFileSync(path.join(folder, file), 'utf8')
      if (name !== 'mark of the clipboard') expect(text).toContain('before')
      expect(settings().notices()).toEqual([])
    }
  )

  /** What a disk says (errno(3)), and how that comes about. */
  const refusals = {
    ENOSPC: 'is full',
    EDQUOT: 'is full for this person',
    EROFS: 'is read-only',
    EACCES: 'is not permitted any more',
    EIO: 'is broken'
  }
  const rows: (readonly string[])[] = []

  it.each(
    Object.keys(stores).flatMap((name) =>
      Object.entries(refusals).map((refusal) => [name, ...refusal] as const)
    )
  )('(%s) goes on where the disk says %s, it %s, and the settings tell it', (name, code, what) => {
    disk.says = code
    expect(stores[name]!.use()).toBe(true)
    expect(settings().notices()).toEqual(['not-saved'])
    disk.says = null
    settings().rememberClosed()
    expect(settings().notices()).toEqual([])
    expect(readdirSync(folder)).toContain(stores[name]!.file)
    const sees = 'a notice that nothing can be saved'
    rows.push([name, `the disk ${what} (${code})`, sees, 'all of it, in memory', 'with the next write'])
  })

  afterAll(() => {
    const head = ['Store', 'Fault', 'The person sees', 'Kept', 'Heals']
    printTable({ name: '2-stores', title: 'Every store on a disk that refuses', head, rows })
  })
})
