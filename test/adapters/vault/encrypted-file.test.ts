import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import type * as Fs from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { TokenCacheContext } from '@azure/msal-node'
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createTokenCache } from '../../../electron/adapters/entra/token-cache.js'
import { createEncryptedFile } from '../../../electron/adapters/vault/encrypted-file.js'
import { AppFailure } from '../../../electron/domain/app-failure.js'
import { Secret } from '../../../electron/domain/secret.js'
import { createFakeLog, type FakeLog } from '../../fakes/log.js'
import { createFakeVault, type FakeVault } from '../../fakes/vault.js'
import { printTable } from '../../services/faults/printed-table.js'

/**
 * What the disk says to every write, to every read and to every look at what is there, until it is null again; `fullAt`
 * says it in the middle of a write.
 */
const well = vi.hoisted(() => ({
  ...{ says: null as string | null, gives: null as string | null, looks: null as string | null },
  fullAt: null as string | null
}))
const disk = vi.hoisted(() => ({ ...well }))
/** Files that are open. */
const handles = vi.hoisted(() => new Set<unknown>())

vi.mock('node:fs/promises', async (original) => {
  const fs = await original<typeof Fs>()
  const refuse = (code: string | null): void => {
    if (code !== null) throw Object.assign(new Error(code), { code })
  }
  const open = async (...given: Parameters<typeof Fs.open>) => {
    refuse(disk.says)
    const handle = await fs.open(...given)
    handles.add(handle)
    const [writeFile, close] = [handle.writeFile.bind(handle), handle.close.bind(handle)]
    handle.close = () => {
      handles.delete(handle)
      return close()
    }
    handle.writeFile = async (content) => {
      if (disk.fullAt !== null) await writeFile('half')
      refuse(disk.fullAt)
      await writeFile(content)
    }
    return handle
  }
  const readFile = async (file: string) => {
    refuse(disk.gives)
    return fs.readFile(file)
  }
  const stat = async (file: string) => {
    refuse(disk.looks)
    return fs.stat(file)
  }
  const rm = async (...given: Parameters<typeof Fs.rm>) => {
    refuse(disk.says)
    return fs.rm(...given)
  }
  const replaced = { open, readFile, stat, rm }
  return { ...fs, ...replaced, default: { ...fs, ...replaced } }
})

const key = { label: 'Key of the sign-in' }
const content = JSON.stringify({ refresh: 'r'.repeat(10_000), name: 'Ünïcödé' })

let folder = ''
let file = ''
let vault: FakeVault
let log: FakeLog
const open = () => createEncryptedFile({ vault, file, key, log })

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'encrypted-file-'))
  file = path.join(folder, 'below', 'sign-in')
  vault = createFakeVault()
  log = createFakeLog()
  Object.assign(disk, well)
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

describe('an encrypted file', () => {
  it('is nothing before the first write, for which no key is asked', async () => {
    vault.problem = new AppFailure('vault-locked')
    expect(await open().read()).toBeNull()
  })

  it('gives back what was written, also after a restart and after a second write', async () => {
    await open().write('first')
    await open().write(content)
    expect(await open().read()).toBe(content)
    expect(vault.entries.size).toBe(1)
  })

  it('gives back an empty text, too', async () => {
    await open().write('')
    expect(await open().read()).toBe('')
  })

  it('shows nothing of its content, and never twice the same bytes', async () => {
    await open().write(content)
    const once = readFileSync(file)
    await open().write(content)
    const again = readFileSync(file)
    expect(again.equals(once)).toBe(false)
    expect(once.includes('refresh')).toBe(false)
    expect(readdirSync(path.dirname(file))).toEqual(['sign-in'])
  })

  it.skipIf(process.platform === 'win32')('is for its owner alone (Windows has no modes)', async () => {
    await open().write(content)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(statSync(path.dirname(file)).mode & 0o777).toBe(0o700)
  })

  it('is written one after the other, under one key', async () => {
    const opened = open()
    await Promise.all([opened.write('first'), opened.write('second')])
    expect(await opened.read()).toBe('second')
  })

  const damages: [string, (bytes: Buffer) => Buffer][] = [
    ['one bit of the content', (bytes) => flipped(bytes, bytes.length - 1)],
    ['one bit of the header', (bytes) => flipped(bytes, 2)],
    ['one bit of the nonce', (bytes) => flipped(bytes, 'token-tray 1\n'.length)],
    ['its end', (bytes) => bytes.subarray(0, -1)],
    ['a part of its tag, and all behind it', (bytes) => bytes.subarray(0, 'token-tray 1\n'.length + 15)],
    ['all behind its header', (bytes) => bytes.subarray(0, 'token-tray 1\n'.length)],
    ['nearly all', (bytes) => bytes.subarray(0, 5)],
    ['all', () => Buffer.alloc(0)]
  ]
  it.each(damages)('that lost %s is set aside as it is, and reads as nothing', async (_what, damage) => {
    await open().write(content)
    const damaged = damage(readFileSync(file))
    writeFileSync(file, damaged)
    expect(await open().read()).toBeNull()
    expect(readFileSync(`${file}.set-aside-1`).equals(damaged)).toBe(true)
    await open().write('new')
    expect(await open().read()).toBe('new')
  })

  it('whose key is gone, or another, is set aside, each time under a new name', async () => {
    await open().write(content)
    vault.entries.clear()
    expect(await open().read()).toBeNull()
    await open().write(content)
    vault.entries.set(key.label, new Secret(Buffer.alloc(32).toString('base64')))
    expect(await open().read()).toBeNull()
    await open().write(content)
    vault.entries.set(key.label, new Secret('not a key'))
    await open().write('new')
    expect(await open().read()).toBe('new')
    expect(readdirSync(path.dirname(file)).sort()).toEqual([
      'sign-in',
      'sign-in.set-aside-1',
      'sign-in.set-aside-2',
      'sign-in.set-aside-3'
    ])
  })

  it('that is set aside leaves a line that says why, without its folder', async () => {
    const lines = (reason: string): string =>
      `warn encrypted-file.set-aside ${JSON.stringify({ file: 'sign-in', reason })}`
    await open().write(content)
    writeFileSync(file, 'damaged')
    await open().read()
    await open().write(content)
    vault.entries.clear()
    await open().read()
    await open().write(content)
    vault.entries.clear()
    await open().write(content)
    expect(log.lines).toEqual([lines('not-decrypted'), lines('no-key'), lines('no-key')])
  })

  it('is left as it is while the keychain does not answer', async () => {
    await open().write(content)
    const before = readFileSync(file)
    vault.problem = new AppFailure('vault-locked')
    await expect(open().read()).rejects.toMatchObject({ code: 'vault-locked' })
    await expect(open().write('new')).rejects.toMatchObject({ code: 'vault-locked' })
    expect(readFileSync(file).equals(before)).toBe(true)
    vault.problem = null
    expect(await open().read()).toBe(content)
  })

  it('is erased without asking the keychain, also twice', async () => {
    await open().write(content)
    vault.problem = new AppFailure('vault-locked')
    await open().erase()
    await open().erase()
    expect(readdirSync(path.dirname(file))).toEqual([])
  })
})

describe('an encrypted file on a disk that refuses', () => {
  const rows: (readonly string[])[] = []
  /** What msal hands over after a sign-in. */
  const signedIn = (cache: string) =>
    ({
      cacheHasChanged: true,
      tokenCache: { serialize: () => cache, deserialize: () => undefined }
    }) as unknown as TokenCacheContext

  it.each(['ENOSPC', 'EROFS', 'EACCES', 'EIO', 'EDQUOT'])(
    '(%s) keeps what was there, and the sign-in goes on in memory until the disk takes it',
    async (code) => {
      await open().write('before')
      const sealed = open()
      const cache = createTokenCache(sealed, createFakeLog())
      await cache.read()
      disk.says = code
      await cache.plugin().afterCacheAccess(signedIn('after'))
      expect([await cache.read(), sealed.isUnwritten()]).toEqual(['after', true])
      await expect(sealed.write('x')).rejects.toMatchObject({
        code: 'file-not-written',
        facts: { file, serviceMessage: code }
      })
      disk.says = null
      expect(await open().read()).toBe('before')
      await cache.plugin().afterCacheAccess(signedIn('again'))
      expect([await open().read(), sealed.isUnwritten()]).toEqual(['again', false])
      const sees = 'a notice that nothing can be saved'
      rows.push(['sign-in', `the disk says ${code}`, sees, 'the sign-in, in memory', 'with its next renewal'])
    }
  )

  it('that does not give it is not written over, and says so', async () => {
    await open().write('before')
    const sealed = open()
    const cache = createTokenCache(sealed, createFakeLog())
    disk.gives = 'EIO'
    expect([await cache.read(), cache.problem()]).toMatchObject([null, { code: 'file-not-readable' }])
    disk.gives = null
    await expect(sealed.write('after')).rejects.toMatchObject({ code: 'file-not-written', facts: { file } })
    expect([await open().read(), sealed.isUnwritten()]).toEqual(['before', true])
    await cache.erase()
    expect(sealed.isUnwritten()).toBe(false)
    await sealed.write('new')
    expect(await open().read()).toBe('new')
  })

  it('is written once the disk gives it again', async () => {
    await open().write('before')
    const sealed = open()
    disk.gives = 'EIO'
    await expect(sealed.read()).rejects.toMatchObject({
      code: 'file-not-readable',
      facts: { file, serviceMessage: 'EIO' }
    })
    disk.gives = null
    expect(await sealed.read()).toBe('before')
    await sealed.write('after')
    expect(await open().read()).toBe('after')
  })

  it('that is full in the middle of a write keeps the old content, and nothing stays open', async () => {
    await open().write('before')
    const sealed = open()
    expect(sealed.isUnwritten()).toBe(false)
    disk.fullAt = 'ENOSPC'
    await expect(sealed.write('after')).rejects.toMatchObject({ code: 'file-not-written' })
    expect([handles.size, sealed.isUnwritten()]).toEqual([0, true])
    expect(await open().read()).toBe('before')
    disk.fullAt = null
    await sealed.write('after')
    expect(await open().read()).toBe('after')
    expect(readdirSync(path.dirname(file))).toEqual(['sign-in'])
  })

  it('that does not tell what is there loses nothing: no file of another key, and none that was set aside', async () => {
    await open().write('before')
    const before = readFileSync(file)
    vault.entries.clear()
    disk.looks = 'EACCES'
    await expect(open().write('after')).rejects.toMatchObject({ code: 'file-not-written' })
    await expect(open().read()).rejects.toMatchObject({ code: 'file-not-readable' })
    expect(vault.entries.size).toBe(0)
    expect(readFileSync(file).equals(before)).toBe(true)
    expect(readdirSync(path.dirname(file))).toEqual(['sign-in'])
  })

  it('that does not let go of it says so when it is to be erased', async () => {
    await open().write('before')
    disk.says = 'EROFS'
    await expect(open().erase()).rejects.toMatchObject({
      code: 'file-not-written',
      facts: { file, serviceMessage: 'EROFS' }
    })
  })

  it('is not blamed for a bug, which is passed on as it is', async () => {
    const bug = new TypeError('a bug')
    vault.get = () => Promise.reject(bug)
    await expect(open().write('x')).rejects.toBe(bug)
  })

  it('counts what the keychain refuses as no fault of the disk', async () => {
    const sealed = open()
    vault.problem = new AppFailure('vault-locked')
    await expect(sealed.write('x')).rejects.toMatchObject({ code: 'vault-locked' })
    expect(sealed.isUnwritten()).toBe(false)
  })

  afterAll(() => {
    const head = ['Store', 'Fault', 'The person sees', 'Kept', 'Heals']
    printTable({ name: '4-sign-in', title: 'The sign-in on a disk that refuses', head, rows })
  })
})

function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes)
  copy[at] = (copy[at] ?? 0) ^ 1
  return copy
}
