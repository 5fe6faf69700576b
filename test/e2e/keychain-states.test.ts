import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keyringPassword } from '../desktop/keyring.js'
import { promptOn } from './keychain-prompt.js'
import { readClipboard, readKeychain } from './programs.js'
import { startApp, type RunningApp } from './running-app.js'
import { searchFiles } from './secret-search.js'
import { until } from './until.js'
import { headings, walkWizard } from './wizard-walk.js'

const isSafeInMemory = /The token is safe in memory until you quit; you can also copy it\./

/** From «New token» to the last question, signed in. */
async function walkToReview(app: RunningApp, page: Page, name: string): Promise<void> {
  const wizard = walkWizard(app, page)
  await wizard.what('Push code')
  await wizard.life(30, name)
  await wizard.at(headings.review)
}

async function walkFromStart(app: RunningApp, page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'New token' }).first().click()
  const wizard = walkWizard(app, page)
  await wizard.where('contoso')
  await wizard.signIn()
  await walkToReview(app, page, name)
}

async function another(app: RunningApp, page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Make another' }).click()
  const wizard = walkWizard(app, page)
  await wizard.at(headings.where)
  await wizard.onward()
  await wizard.at(headings.how)
  await wizard.onward()
  await walkToReview(app, page, name)
}

async function keptAs(app: RunningApp, name: string): Promise<string | null> {
  const entry = (await app.keychainEntries()).find((one) => one.includes(name))
  return entry === undefined ? null : readKeychain(app, entry)
}

describe('a keychain that is locked, or restarted, while a token is made', () => {
  let app: RunningApp
  let page: Page
  beforeAll(async () => {
    app = await startApp()
    page = await app.window()
    await walkFromStart(app, page, 'Dismissed')
  })
  afterAll(() => app.close())

  const create = () => walkWizard(app, page).create()
  const tryAgain = () => page.getByRole('button', { name: 'Try again' }).click()

  it('holds the token in memory when the person closes the keychain’s question, and keeps it when asked again', async () => {
    await app.desktop.lockKeyring()
    await create()
    const prompt = promptOn(app)
    await until('the keychain’s question', prompt.isShown)
    await prompt.press('Escape')
    await walkWizard(app, page).at(headings.done)
    const said = await page.getByText(isSafeInMemory).innerText()
    expect(said).toContain('The keychain stayed locked')
    expect(await page.getByText(/^Kept in your keychain/).count()).toBe(0)
    await until(
      'the tray’s words',
      async () => (await app.tray())?.toolTip.includes('is kept only until you quit') === true
    )

    await app.desktop.unlockKeyring()
    expect(await keptAs(app, 'Dismissed')).toBeNull()
    await tryAgain()
    await walkWizard(app, page).ready()
    expect(await keptAs(app, 'Dismissed')).toHaveLength(84)
  })

  it('holds it in memory when nobody answers the question, and keeps it after a late answer', async () => {
    await another(app, page, 'Unanswered')
    await app.desktop.lockKeyring()
    await create()
    const prompt = promptOn(app)
    await until('the keychain’s question', prompt.isShown)
    // Its answer comes after all that the app heard before: so that it knows that there is a question.
    await until('an answer of the tray item', () => app.tray())
    await app.clock.setOffset(90)
    const words = page.getByText(isSafeInMemory)
    // A message on the bus wakes the app, whose timers then see the new time.
    await until(
      'the end of the waiting',
      async () => (await app.tray()) !== null && (await words.count()) === 1
    )
    expect(await words.innerText()).toContain('Your keychain is locked')

    await prompt.type(keyringPassword)
    await prompt.press('Return')
    await until('the end of the question', async () => !(await prompt.isShown()))
    await tryAgain()
    await walkWizard(app, page).ready()
    expect(await keptAs(app, 'Unanswered')).toHaveLength(84)
  })

  it('keeps a token after the keychain’s service died and came back', async () => {
    await another(app, page, 'Restarted')
    await app.desktop.killKeyring()
    await app.desktop.startKeyring()
    await create()
    await walkWizard(app, page).ready()
    expect(await keptAs(app, 'Restarted')).toHaveLength(84)
  })
})

describe('a desktop without a keychain', () => {
  let app: RunningApp
  let page: Page
  let token = ''
  beforeAll(async () => {
    app = await startApp({ desktop: { keyring: 'none' } })
    page = await app.window()
  })
  afterAll(() => app.close())

  it('says so before a token is made', async () => {
    await page.getByText(/^There is no keychain here\. A token is held in memory until you quit/).waitFor()
    await walkFromStart(app, page, 'Memory only')
    await page.getByText(/^There is no keychain here: it is held in memory until you quit/).waitFor()
  })

  it('holds the token in memory, from where it can be copied', async () => {
    await walkWizard(app, page).create()
    const said = await page.getByText(isSafeInMemory).innerText()
    expect(said).toContain('The keychain is not running')
    expect(said).toContain('Token Tray never writes a token as plain text')
    await page.getByRole('button', { name: 'Copy', exact: true }).click()
    await page.getByText(/^Copied\. Cleared/).waitFor()
    token = (await readClipboard(app)) ?? ''
    expect(token).toHaveLength(84)
  })

  it('writes the token into no file', async () => {
    expect(token).toHaveLength(84)
    expect((await searchFiles(app.directory, [token])).found).toEqual([])
  })

  it('keeps the token once there is a keychain', async () => {
    await app.desktop.startKeyring()
    await page.getByRole('button', { name: 'Try again' }).click()
    await walkWizard(app, page).ready()
    expect(await keptAs(app, 'Memory only')).toBe(token)
  })
})
