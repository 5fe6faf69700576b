import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type Axe from 'axe-core'
import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { chromiumProgram } from '../../scripts/setup/chromium.mjs'
import { createPracticeClient } from './client.js'
import { northwindTenant, practiceCollection, practiceTenant } from './organizations.js'
import { scopeGroups } from './page-scopes.js'
import { startSimulator, type Simulator } from './simulator.js'

const require = createRequire(import.meta.url)
const start = Date.UTC(2026, 10, 23, 9)
const day = 24 * 60 * 60 * 1000

let directory: string
let simulator: Simulator
let browser: Browser
let page: Page

beforeAll(async () => {
  directory = mkdtempSync(path.join(tmpdir(), 'simulator-page-'))
  simulator = await startSimulator({ directory, now: () => start })
  browser = await chromium.launch({
    executablePath: chromiumProgram(),
    env: { PATH: process.env.PATH ?? '', HOME: directory },
    args: [
      '--no-sandbox',
      '--disable-quic',
      `--proxy-server=${simulator.proxies.browser}`,
      `--ignore-certificate-errors-spki-list=${simulator.certificateHash}`
    ]
  })
  const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] })
  page = await context.newPage()
  page.setDefaultTimeout(60_000)
  await page.goto('https://dev.azure.com/contoso/_usersSettings/tokens')
  await page.getByRole('button', { name: 'Practice Developer' }).click()
  await page.getByRole('button', { name: 'New Token' }).waitFor()
})

beforeEach(async () => {
  await page.goto('https://dev.azure.com/contoso/_usersSettings/tokens')
})

afterAll(async () => {
  await browser.close()
  await simulator.close()
  rmSync(directory, { recursive: true, force: true, maxRetries: 20 })
})

/** Fills the panel in and gives the value that the page shows. */
async function make(
  name: string,
  choose: (panel: ReturnType<Page['getByRole']>) => Promise<void>
): Promise<string> {
  await page.getByRole('button', { name: 'New Token' }).click()
  const panel = page.getByRole('dialog', { name: 'Create a new personal access token' })
  await panel.getByLabel('Name', { exact: true }).fill(name)
  await choose(panel)
  await panel.getByRole('button', { name: 'Create' }).click()
  return page.getByLabel('Token', { exact: true }).inputValue()
}

const newest = () => simulator.tokens('contoso').at(-1)

/** What axe finds wrong on the page as it stands. */
async function faults(): Promise<readonly string[]> {
  await page.addScriptTag({ path: require.resolve('axe-core/axe.min.js') })
  return page.evaluate(async () => {
    // axe puts itself on the window of the page.
    const { axe } = window as unknown as { readonly axe: typeof Axe }
    const { violations } = await axe.run()
    return violations.map((one) => `${one.id}: ${one.nodes[0]?.html ?? ''}`)
  })
}

describe('the token page in Chromium', () => {
  it.each(['light', 'dark'] as const)('has no fault that axe finds, in %s', async (colorScheme) => {
    await page.emulateMedia({ colorScheme })
    simulator.issueToken('contoso', { scope: 'vso.code', displayName: 'from elsewhere' })
    await page.reload()
    expect(await faults()).toEqual([])
    await page.getByRole('button', { name: 'New Token' }).click()
    await page.getByRole('button', { name: 'Show all scopes' }).click()
    expect(await page.getByLabel('Expires on (UTC)').isVisible()).toBe(false)
    expect(await faults()).toEqual([])
    await page.getByRole('button', { name: 'Cancel' }).click()
  })

  it.each(['light', 'dark'] as const)(
    'signs in on pages without a fault that axe finds, in %s',
    async (colorScheme) => {
      await page.emulateMedia({ colorScheme })
      const query = new URLSearchParams({
        client_id: '1c5b8f0a-6b0e-4d3e-9d7e-2f6a1b3c4d5e',
        redirect_uri: 'http://localhost:1',
        response_type: 'code',
        response_mode: 'form_post',
        code_challenge: 'any',
        code_challenge_method: 'S256',
        scope: 'x/vso.pats x/vso.pats_manage x/vso.profile openid profile offline_access'
      })
      await page.goto(`https://login.microsoftonline.com/common/oauth2/v2.0/authorize?${query.toString()}`)
      expect(await faults()).toEqual([])
      await page.getByRole('button', { name: 'Practice Developer' }).click()
      await page.getByRole('heading', { name: 'Permissions requested' }).waitFor()
      expect(await faults()).toEqual([])
      const northwind = `${northwindTenant}/oauth2/v2.0/authorize?${query.toString()}`
      await page.goto(`https://login.microsoftonline.com/${northwind}`)
      await page.getByRole('button', { name: 'Northwind Trader' }).click()
      await page.getByRole('heading', { name: 'Need admin approval' }).waitFor()
      expect(await faults()).toEqual([])
      await page.goto('https://dev.azure.com/contoso/_usersSettings/tokens')
    }
  )

  it('takes a device code, in the page that axe finds no fault with', async () => {
    const client = createPracticeClient(simulator)
    const begun = await client.send(
      `https://login.microsoftonline.com/${practiceTenant}/oauth2/v2.0/devicecode`,
      {
        method: 'POST',
        body: new URLSearchParams({ client_id: '1c5b8f0a-6b0e-4d3e-9d7e-2f6a1b3c4d5e', scope: 'x/vso.pats' })
      }
    )
    await client.close()
    const code = (await begun.json()) as { readonly user_code: string; readonly verification_uri: string } // the simulator's own
    await page.goto(code.verification_uri)
    expect(await faults()).toEqual([])
    await page.getByLabel('Code').fill(code.user_code)
    await page.getByRole('button', { name: 'Next' }).click()
    await page.getByRole('button', { name: 'Practice Developer' }).click()
    await page.getByRole('button', { name: 'Accept' }).click()
    await page.getByRole('heading', { name: 'You have signed in' }).waitFor()
    expect(await faults()).toEqual([])
  })

  it('is on a Server too, behind a sign-in of its own', async () => {
    await page.goto(`${practiceCollection}/_usersSettings/tokens`)
    await page.getByRole('button', { name: 'Practice Developer' }).click()
    const value = await make('on a Server', (panel) =>
      panel.getByLabel('Code: Read', { exact: true }).check()
    )
    expect(value).toHaveLength(52)
    expect(simulator.tokens(practiceCollection)).toMatchObject([{ displayName: 'on a Server' }])
  })

  it('cannot be used where creation is off', async () => {
    await page.goto('https://dev.azure.com/proseware/_usersSettings/tokens')
    expect(await page.getByRole('button', { name: 'New Token' }).isEnabled()).toBe(false)
    expect(await faults()).toEqual([])
  })

  it('lets a person make a token with scopes by hand, and copy it', async () => {
    const value = await make('push by hand', async (panel) => {
      await panel.getByLabel('Expiration (UTC)').selectOption('60')
      await panel.getByLabel('Code: Read & write').check()
      await panel.getByRole('button', { name: 'Show all scopes' }).click()
      await panel.getByLabel('Wiki: Read', { exact: true }).check()
    })
    expect(newest()).toMatchObject({
      displayName: 'push by hand',
      scope: 'vso.code_write vso.wiki',
      validTo: start + 60 * day,
      owner: simulator.people[0]?.oid
    })
    await page.getByRole('button', { name: 'Copy to clipboard' }).click()
    await page.getByText('Copied to clipboard', { exact: true }).waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(value)
    const client = createPracticeClient(simulator)
    const { status } = await client.send('https://dev.azure.com/contoso/_apis/git/repositories', {
      headers: { authorization: `Basic ${Buffer.from(`:${value}`).toString('base64')}` }
    })
    await client.close()
    expect(status).toBe(200)
  })

  it('shows the value only once', async () => {
    const value = await make('once', (panel) => panel.getByLabel('Code: Read', { exact: true }).check())
    await page.goto('https://dev.azure.com/contoso/_usersSettings/tokens')
    expect(await page.content()).not.toContain(value)
    expect(await page.getByRole('row', { name: /^once/ }).count()).toBe(1)
  })

  it('makes a token with full access and an end of one’s own', async () => {
    await make('everything', async (panel) => {
      await panel.getByLabel('Full access').check()
      await panel.getByLabel('Expiration (UTC)').selectOption('custom')
      await panel.getByLabel('Expires on (UTC)').fill('2027-01-15')
    })
    expect(newest()).toMatchObject({ scope: 'app_token', validTo: Date.UTC(2027, 0, 15) })
  })

  it('revokes', async () => {
    await make('to revoke', (panel) => panel.getByLabel('Code: Read', { exact: true }).check())
    page.once('dialog', (question) => void question.accept())
    await page.getByRole('button', { name: 'Revoke to revoke' }).click()
    await page.getByText('to revoke was revoked.').waitFor()
    expect(newest()).toMatchObject({ displayName: 'to revoke', revoked: true })
  })

  it('says in words that a token was refused', async () => {
    simulator.refuseNextCreate('disablePatCreationPolicyViolation')
    await page.getByRole('button', { name: 'New Token' }).click()
    const panel = page.getByRole('dialog')
    await panel.getByLabel('Name', { exact: true }).fill('not allowed')
    await panel.getByRole('button', { name: 'Create' }).click()
    await page.getByRole('alert').waitFor()
    expect(await page.getByRole('alert').textContent()).toContain('disablePatCreationPolicyViolation')
    expect(newest()?.displayName).not.toBe('not allowed')
  })
})

it('is not shown, and makes nothing, without a session', async () => {
  const client = createPracticeClient(simulator, 'browser')
  const before = simulator.tokens('contoso').length
  for (const method of ['GET', 'POST']) {
    const body = new URLSearchParams({ action: 'create', name: 'x', access: 'full', expiration: '30' })
    const response = await client.send('https://dev.azure.com/contoso/_usersSettings/tokens', {
      method,
      ...(method === 'POST' ? { body } : {})
    })
    expect(response.status).toBe(302)
    expect(response.headers.get('location')).toMatch(/^https:\/\/login\.microsoftonline\.com\//)
  }
  const forged = new URLSearchParams({ code: 'guess', state: '/contoso/_usersSettings/tokens' })
  const returned = await client.send('https://dev.azure.com/_signedin', { method: 'POST', body: forged })
  expect(returned.status).toBe(404)
  expect(returned.headers.has('set-cookie')).toBe(false)
  await client.close()
  expect(simulator.tokens('contoso')).toHaveLength(before)
})

it('names every scope once', () => {
  const ids = [...scopeGroups.values()].flatMap((boxes) => boxes.map(({ id }) => id))
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids).not.toContain('vso.pats')
})
