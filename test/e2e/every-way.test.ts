import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { gitOf, readKeychain } from './programs.js'
import { startApp, type RunningApp } from './running-app.js'
import { enterDeviceCode, headings, makeTokenByHand, revokeTokenByHand, walkWizard } from './wizard-walk.js'

/* Every way to a token, in the real window: made, used by git clone, revoked. */

const userCode = /^[A-Z0-9]{8,9}$/

let app: RunningApp
let page: Page
const press = (name: string): Promise<void> => page.getByRole('button', { name, exact: true }).first().click()

beforeAll(async () => {
  app = await startApp({ az: 'signed-in' })
  page = await app.window()
  mkdirSync(path.join(app.directory, 'work'))
})
afterAll(() => app.close())

async function begin(organization: string): Promise<void> {
  await press('New token')
  // A draft that was not finished is still there.
  const back = page.getByRole('button', { name: 'Back', exact: true })
  while (await back.isVisible()) await back.click()
  const wizard = walkWizard(app, page)
  await wizard.where(organization)
  await wizard.at(headings.how)
}

/** Hands the token to Git, clones with it, and gives what the keychain calls it. */
async function useByGit(organization: string, name: string): Promise<string> {
  await press('Use it for Git')
  const setUp = page.getByRole('button', { name: 'Set it up' })
  const has = page.getByText(/^Git has it/)
  await setUp.or(has).first().waitFor()
  if (await setUp.isVisible()) await setUp.click()
  await has.waitFor()
  const address = app.simulator.cloneAddress(organization)
  const cloned = await gitOf(app)('clone', address, path.join(app.directory, 'work', name))
  expect(cloned).toMatchObject({ code: 0 })
  const entry = (await app.keychainEntries()).find((one) => one.startsWith(`${organization} · ${name}`)) ?? ''
  expect(await readKeychain(app, entry)).not.toBeNull()
  return entry
}

/** Revokes in the list; the page by hand where that is the only way. */
async function revoke(organization: string, name: string, entry: string, byHand: boolean): Promise<void> {
  await press('See it in the list')
  await press('Revoke')
  const dialog = page.getByRole('alertdialog')
  await dialog.getByRole('button', { name: 'Revoke' }).click()
  await dialog.getByRole('button', { name: 'Close' }).waitFor()
  if (byHand) {
    const browser = await app.browser(new RegExp(`${organization}/_usersSettings/tokens`))
    await revokeTokenByHand(browser, name)
  }
  await dialog.getByRole('button', { name: 'Close' }).click()
  const token = app.simulator.tokens(organization).find(({ displayName }) => displayName === name)
  expect(token?.revoked).toBe(true)
  expect(await readKeychain(app, entry)).toBeNull()
}

describe('each way to a token: made, used by git clone, revoked', () => {
  it('the login of Azure CLI, without a browser', async () => {
    await begin('contoso')
    const wizard = walkWizard(app, page)
    expect(await page.getByText(/Proposed: Azure CLI is signed in already/).isVisible()).toBe(true)
    await wizard.byAzureCli()
    await wizard.what('Clone and fetch code')
    await wizard.life(30, 'By az')
    await wizard.create()
    await wizard.ready()
    expect(app.simulator.requests().filter(({ client }) => client === 'browser')).toEqual([])
    const entry = await useByGit('contoso', 'By az')
    await revoke('contoso', 'By az', entry, false)
  })

  it('an own sign-in in the system browser', async () => {
    await begin('contoso')
    const wizard = walkWizard(app, page)
    await wizard.signIn()
    await wizard.what('Clone and fetch code')
    await wizard.life(30, 'By sign-in')
    await wizard.create()
    await wizard.ready()
    const entry = await useByGit('contoso', 'By sign-in')
    await revoke('contoso', 'By sign-in', entry, false)
  })

  it('an own sign-in on another device, by a code', async () => {
    await press('Settings')
    await press('Sign out')
    await page.getByText('Nobody is signed in.').waitFor()
    await begin('contoso')
    const wizard = walkWizard(app, page)
    await page.getByRole('radio', { name: /Sign in, and let this app make it/ }).check()
    await press('Sign in on another device')
    const code = await page.getByText(userCode).innerText()
    await enterDeviceCode(await app.browser(/./), code)
    await wizard.what('Clone and fetch code')
    await wizard.life(30, 'By code')
    await wizard.create()
    await wizard.ready()
    const entry = await useByGit('contoso', 'By code')
    await revoke('contoso', 'By code', entry, false)
  })

  it('by hand on the token page', async () => {
    await begin('fabrikam')
    const wizard = walkWizard(app, page)
    await wizard.byHand()
    await wizard.what('Clone and fetch code')
    await wizard.life(30, 'By hand')
    await wizard.at(headings.page)
    const date = await page.getByRole('button', { name: /^Copy \d{4}-/ }).getAttribute('aria-label')
    await press('Open the page')
    const browser = await app.browser(/fabrikam\/_usersSettings\/tokens|oauth2\/v2.0\/authorize/)
    await makeTokenByHand(browser, {
      name: 'By hand',
      date: (date ?? '').replace('Copy ', ''),
      scope: 'Code: Read'
    })
    await page.getByRole('button', { name: /^Paste token/ }).click()
    expect(await wizard.ready()).toBe('Kept in your keychain.')
    await page
      .getByRole('radiogroup', { name: 'Which end does the page show?' })
      .getByRole('radio')
      .first()
      .click()
    await page.getByText(/^Kept in your keychain\. Ends /).waitFor()
    const entry = await useByGit('fabrikam', 'By hand')
    await revoke('fabrikam', 'By hand', entry, true)
  })
})

describe('a change of mind in mid-wizard', () => {
  it('from the sign-in to the page and to Azure CLI, at the last step: the draft is kept', async () => {
    await begin('contoso')
    const wizard = walkWizard(app, page)
    await page.getByRole('radio', { name: /with your Azure CLI login/ }).check()
    await wizard.onward()
    await wizard.what('Publish packages')
    await wizard.life(90, 'Undecided')
    await wizard.at(headings.review)
    await page.getByRole('button', { name: /^Made by:/ }).click()
    await page.getByRole('menuitemradio', { name: 'Make it on the token page' }).click()
    await wizard.at(headings.page)
    await page.getByText('Undecided', { exact: true }).waitFor()
    await page.getByRole('button', { name: /^Made by:/ }).click()
    await page.getByRole('menuitemradio', { name: /with your Azure CLI login/ }).click()
    await wizard.at(headings.review)
    await page.getByText('Undecided', { exact: true }).waitFor()
    await wizard.create()
    await wizard.ready()
    expect(app.simulator.tokens('contoso').at(-1)).toMatchObject({
      displayName: 'Undecided',
      scope: 'vso.packaging_write'
    })
  })

  it('cancels a sign-in on another device: nothing is lost, and the code leads nowhere', async () => {
    await begin('guestworks')
    await page.getByRole('radio', { name: /Sign in, and let this app make it/ }).check()
    await press('Sign in on another device')
    await page.getByText(userCode).waitFor()
    await press('Cancel')
    await page.getByRole('button', { name: 'Cancel', exact: true }).waitFor({ state: 'detached' })
    await walkWizard(app, page).at(headings.how)
  })
})

describe('a login of Azure CLI that does not work', () => {
  it.each([
    ['signed-out', /Not possible: .*signed in/i],
    ['needs-interaction', /sign in/i]
  ] as const)('%s: said in words, the other ways stay', async (mode, words) => {
    await app.az?.setMode(mode)
    await begin('contoso')
    const card = page.getByRole('radio', { name: /with your Azure CLI login/ })
    if (mode === 'signed-out') {
      expect(await card.isDisabled()).toBe(true)
      expect(await page.getByText(words).first().isVisible()).toBe(true)
    } else {
      const wizard = walkWizard(app, page)
      await card.check()
      await wizard.onward()
      await wizard.what('Push code')
      await wizard.life(30, 'Needs more')
      await wizard.create()
      await page.getByRole('group').filter({ hasText: words }).first().waitFor()
      await page.getByText('Needs more', { exact: true }).waitFor()
    }
  })
})
