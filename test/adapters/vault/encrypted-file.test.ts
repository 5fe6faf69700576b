import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createEncryptedFile } from '../../../electron/adapters/vault/encrypted-file.js'
import { AppFailure } from '../../../electron/domain/app-failure.js'
import { Secret } from '../../../electron/domain/secret.js'
import type { SecretFile } from '../../../electron/services/ports.js'
import { createFakeLog } from '../../fakes/log.js'
import { createFakeVault } from '../../fakes/vault.js'
import type { FakeVault } from '../../fakes/vault.js'

const key = { label: 'Key of the sign-in' }
const content = JSON.stringify({ refresh: 'r'.repeat(10_000), name: 'Ünïcödé' })

let folder = ''
let file = ''
let vault: FakeVault
const open = (): SecretFile => createEncryptedFile({ vault, file, key, log: createFakeLog() })

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'encrypted-file-'))
  file = path.join(folder, 'below', 'sign-in')
  vault = createFakeVault()
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

function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes)
  copy[at] = (copy[at] ?? 0) ^ 1
  return copy
}
