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
import { createFakeLog } from '../../fakes/log.js'
import { createFakeVault } from '../../fakes/vault.js'
import type { FakeVault } from '../../fakes/vault.js'
import { printTable } from '../../services/faults/printed-table.js'

/** What the disk says to every write, and to every read, until it is null again. */
const disk = vi.hoisted(() => ({ says: null as string | null, gives: null as string | null }))

vi.mock('node:fs/promises', async (original) => {
  const fs = await original<typeof Fs>()
  const refuse = (code: string | null): void => {
    if (code !== null) throw Object.assign(new Error(code), { code })
  }
  const open = async (...given: Parameters<typeof Fs.open>) => {
    refuse(disk.says)
    return fs.open(...given)
  }
  const readFile = async (file: string) => {
    refuse(disk.gives)
    return fs.readFile(file)
  }
  return { ...fs, open, readFile, default: { ...fs, open, readFile } }
})

const key = { label: 'Key of the sign-in' }
const content = JSON.stringify({ refresh: 'r'.repeat(10_000), name: 'Ünïcödé' })

let folder = ''
let file = ''
let vault: FakeVault
const open = () => createEncryptedFile({ vault, file, key, log: createFakeLog() })

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'encrypted-file-'))
  file = path.join(folder, 'below', 'sign-in')
  vault = createFakeVault()
  Object.assign(disk, { says: null, gives: null })
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
    await expect(sealed.write('after')).rejects.toMatchObject({ code: 'file-not-written' })
    expect([await open().read(), sealed.isUnwritten()]).toEqual(['before', true])
    await cache.erase()
    expect(sealed.isUnwritten()).toBe(false)
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
