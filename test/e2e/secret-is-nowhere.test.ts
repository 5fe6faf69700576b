import { spawn } from 'node:child_process'
import { readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createEncryptedFile } from '../../electron/adapters/vault/encrypted-file.js'
import { Secret } from '../../electron/domain/secret.js'
import { createFakeLog } from '../fakes/log.js'
import { gitOf, readClipboard, readKeychain } from './programs.js'
import { startApp, type RunningApp } from './running-app.js'
import { holds, memoryOf, searchFiles, watchProcesses, type ProcessWatch } from './secret-search.js'
import { until } from './until.js'
import { walkWizard } from './wizard-walk.js'

/** Where the keyring's own daemon keeps what it was given, encrypted. */
const ofKeyring = /\.local\/share\/keyrings\/[^/]+\.keyring$/

/** Whatever the sign-in keeps: its file, opened with the key that is in the keychain. */
async function signInSecrets(app: RunningApp): Promise<readonly string[]> {
  const key = new Secret((await readKeychain(app, 'Sign-in')) ?? '')
  const text = await createEncryptedFile({
    file: path.join(app.profile, 'user-data', 'sign-in.bin'),
    vault: {
      get: () => Promise.resolve(key),
      put: () => Promise.reject(new Error('this only reads')),
      delete: () => Promise.reject(new Error('this only reads')),
      state: () => Promise.resolve('ready')
    },
    key: { label: 'Sign-in' },
    log: createFakeLog()
  }).read()
  return [...(text ?? '').matchAll(/"secret":\s*"([^"]+)"/g)].map((match) => match[1] ?? '')
}

describe('a token that the app made is in the keychain and nowhere else', () => {
  let app: RunningApp
  let page: Page
  let processes: ProcessWatch
  let token = ''
  let ofSignIn: readonly string[] = []
  const console: string[] = []

  beforeAll(async () => {
    app = await startApp()
    processes = watchProcesses(app.directory)
    page = await app.window()
    page.on('console', (message) => console.push(message.text()))
    await page.getByRole('button', { name: 'New token' }).first().click()
    const wizard = walkWizard(app, page)
    await wizard.where('contoso')
    await wizard.signIn()
    await wizard.what('Push code')
    await wizard.life(30, 'Nowhere else')
    await wizard.create()
    await wizard.ready()
    const account = (await app.keychainEntries()).find((entry) => entry.includes('Nowhere else')) ?? ''
    token = (await readKeychain(app, account)) ?? ''

    await page.getByRole('button', { name: 'Use it for Git' }).click()
    await page.getByRole('button', { name: 'Set it up' }).click()
    await page.getByText(/^Git has it/).waitFor()
    const address = app.simulator.cloneAddress('contoso').replace('contoso@', '')
    const cloned = await gitOf(app)('clone', address, path.join(app.directory, 'work'))
    expect(cloned).toMatchObject({ code: 0 })

    await page.getByRole('button', { name: 'Copy', exact: true }).click()
    await page.getByText(/^Copied\. Cleared/).waitFor()
    expect(await readClipboard(app)).toBe(token)
    await page.getByRole('button', { name: 'Clear now' }).click()
    await until('the cleared clipboard', async () => (await readClipboard(app)) === null)
    ofSignIn = await signInSecrets(app)
  })
  afterAll(async () => {
    processes.stop()
    await app.close()
  })

  it('the keychain has it, and the sign-in has secrets of its own', () => {
    expect(token).toHaveLength(84)
    // A refresh token, an access token and an identity token.
    expect(ofSignIn.length).toBeGreaterThanOrEqual(3)
    expect(ofSignIn.every((secret) => secret.length > 50)).toBe(true)
  })

  it('no file of the run has it, nor anything of the sign-in', async () => {
    const { found, read } = await searchFiles(app.directory, [token, ...ofSignIn])
    expect(found.filter((file) => !ofKeyring.test(file))).toEqual([])
    expect(read).toBeGreaterThan(100)
  })

  it('no process was given it', () => {
    const seen = processes.seen()
    expect(seen.some((text) => text.includes('chromium'))).toBe(true)
    expect(seen.some((text) => text.includes('vault-worker'))).toBe(true)
    expect(seen.filter((text) => [token, ...ofSignIn].some((secret) => holds(text, secret)))).toEqual([])
  })

  it('the page does not have it: not shown, not in its memory', async () => {
    expect(holds(await page.content(), token)).toBe(false)
    const memory = await memoryOf(page)
    // It is this page's memory: the token's name is there.
    expect(memory).toContain('Nowhere else')
    expect([token, ...ofSignIn].filter((secret) => holds(memory, secret))).toEqual([])
  })

  it('nothing wrote it down: the log, the console, the requests’ addresses', () => {
    const written = [app.log(), console.join('\n'), JSON.stringify(app.simulator.requests())]
    expect(written[0]).toContain('token.made')
    expect([token, ...ofSignIn].filter((secret) => written.some((text) => holds(text, secret)))).toEqual([])
  })

  it('this search finds what leaks', async () => {
    const asGitSendsIt = Buffer.from(`:${token}`).toString('base64')
    for (const leak of [token, asGitSendsIt, Buffer.from(token, 'utf16le')]) {
      const file = path.join(app.profile, 'user-data', 'leak')
      await writeFile(file, leak)
      const { found } = await searchFiles(app.profile, [token])
      expect(found).toEqual(['user-data/leak'])
      await rm(file)
    }

    const given = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)', app.directory, asGitSendsIt])
    await until('the process', async () =>
      (await readFile(`/proc/${given.pid ?? 0}/cmdline`, 'utf8').catch(() => '')).includes(asGitSendsIt)
    )
    expect(processes.seen().some((text) => holds(text, token))).toBe(true)
    given.kill()

    await page.evaluate((text) => Object.assign(window, { kept: { header: text } }), `Basic ${asGitSendsIt}`)
    expect(holds(await memoryOf(page), token)).toBe(true)
  })

  it('and nothing is left in a file when the app has ended', async () => {
    await app.chooseFromTray('Quit')
    expect(await app.ended).toBe(0)
    const { found } = await searchFiles(app.directory, [token, ...ofSignIn])
    expect(found.filter((file) => !ofKeyring.test(file))).toEqual([])
  })
})
