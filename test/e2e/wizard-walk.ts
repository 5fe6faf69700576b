import type { Locator, Page } from 'playwright-core'
import type { RunningApp } from './running-app.js'
import { until } from './until.js'

/** The wizard as a person uses it: by headings, labels and buttons. */
export interface WizardWalk {
  /** Waits for a step by its heading. */
  at(heading: string): Promise<Locator>
  onward(): Promise<void>
  where(address: string): Promise<void>
  /** Chooses on the «how» step. Signing in goes through the browser page. */
  signIn(person?: string): Promise<string>
  byHand(): Promise<void>
  byAzureCli(): Promise<void>
  what(task: string): Promise<void>
  /** Accepts, or gives, a name; chooses a life in days. */
  life(days: 7 | 30 | 90, name?: string): Promise<void>
  create(): Promise<void>
  /** Waits until the wizard says that the token is ready; gives what it says of it. */
  ready(): Promise<string>
}

export const headings = {
  where: 'Where is it for?',
  how: 'How do you want to make it?',
  what: 'What do you need it for?',
  life: 'What is it called, and when does it end?',
  review: 'Is this what you want?',
  page: 'Make it on this page',
  done: 'Your token is ready'
} as const

/**
 * The page on which a person chooses an account for this sign-in: by what it shows, because a tab of the sign-in
 * before may still be on its way from the same address.
 */
export function accountPage(app: Pick<RunningApp, 'browser'>): Promise<Page> {
  return until('the page with the accounts', async () => {
    const page = await app.browser(/login\.microsoftonline\.com/)
    const heading = page.getByRole('heading', { name: 'Pick an account' })
    return (await heading.isVisible().catch(() => false)) ? page : null
  })
}

/** Walks the wizard in the app's window `page`, and the sign-in in the person's browser. */
export function walkWizard(app: Pick<RunningApp, 'browser'>, page: Page): WizardWalk {
  const at = async (heading: string): Promise<Locator> => {
    const found = page.getByRole('heading', { name: heading, level: 1 })
    await found.waitFor()
    return found
  }
  const onward = (): Promise<void> => page.getByRole('button', { name: 'Continue' }).click()
  return {
    at,
    onward,
    where: async (address) => {
      await at(headings.where)
      await page.getByLabel('Organization, or any address from Azure DevOps').fill(address)
      await onward()
    },
    signIn: async (person = 'Practice Developer') => {
      await at(headings.how)
      await page.getByRole('radio', { name: /Sign in, and let this app make it/ }).check()
      await onward()
      const browser = await accountPage(app)
      await browser.getByRole('button', { name: person }).click()
      await browser.getByRole('heading', { name: 'Permissions requested' }).waitFor()
      await browser.getByRole('button', { name: 'Accept' }).click()
      await at(headings.what)
      return (await browser.locator('body').innerText()).trim().split('\n')[0] ?? ''
    },
    byHand: async () => {
      await at(headings.how)
      await page.getByRole('radio', { name: /Make it on the token page/ }).check()
      await onward()
    },
    byAzureCli: async () => {
      await at(headings.how)
      await page.getByRole('radio', { name: /with your Azure CLI login/ }).check()
      await onward()
    },
    what: async (task) => {
      await at(headings.what)
      await page.getByRole('radio', { name: new RegExp(`^${task}`) }).check()
      await onward()
    },
    life: async (days, name) => {
      await at(headings.life)
      if (name !== undefined) await page.getByLabel('Name').fill(name)
      await page.getByRole('radio', { name: `${days} days` }).check()
      await onward()
    },
    create: async () => {
      await at(headings.review)
      await page.getByRole('button', { name: 'Create token' }).click()
    },
    ready: async () => {
      await at(headings.done)
      return page.getByText(/^Kept in your keychain/).innerText()
    }
  }
}

/** What the page says under this title, beside what can be done about it. */
export const noticeOf = (page: Page, title: string): Locator =>
  page.getByRole('group').filter({ has: page.getByText(title, { exact: true }) })

/** Back to the first question, from wherever the wizard stands; what was entered stays, unless it was done. */
export async function backToStart(page: Page): Promise<void> {
  const first = page.getByRole('heading', { name: headings.where, level: 1 })
  await until('the first step', async () => {
    if (await first.isVisible()) return true
    for (const name of ['Make another', 'Back']) {
      const button = page.getByRole('button', { name, exact: true })
      if (await button.isVisible()) await button.click()
    }
    return false
  })
}

/** The token page in the person's browser: makes a token by hand and copies it, as the page offers it. */
export async function makeTokenByHand(
  browser: Page,
  token: { readonly name: string; readonly date: string; readonly scope: string },
  person = 'Practice Developer'
): Promise<void> {
  const account = browser.getByRole('button', { name: person })
  const add = browser.getByRole('button', { name: 'New Token' })
  await account.or(add).first().waitFor()
  if (await account.isVisible()) await account.click()
  await add.click()
  const panel = browser.getByRole('dialog', { name: 'Create a new personal access token' })
  await panel.getByLabel('Name', { exact: true }).fill(token.name)
  await panel.getByLabel('Expiration (UTC)').selectOption('custom')
  await panel.getByLabel('Expires on (UTC)').fill(token.date)
  await panel.getByLabel(token.scope, { exact: true }).check()
  await panel.getByRole('button', { name: 'Create' }).click()
  await browser.getByRole('button', { name: 'Copy to clipboard' }).click()
  await browser.getByText('Copied to clipboard', { exact: true }).waitFor()
}

/** The token page in the person's browser: revokes the token of this name. */
export async function revokeTokenByHand(browser: Page, name: string): Promise<void> {
  const account = browser.getByRole('button', { name: 'Practice Developer' })
  const revoke = browser.getByRole('button', { name: `Revoke ${name}` })
  await account.or(revoke).first().waitFor()
  if (await account.isVisible()) await account.click()
  browser.once('dialog', (dialog) => void dialog.accept())
  await revoke.click()
  await browser.getByText(`${name} was revoked.`).waitFor()
}

/** A browser on another device: enters the code and signs in. */
export async function enterDeviceCode(browser: Page, code: string): Promise<void> {
  await browser.goto('https://login.microsoftonline.com/common/oauth2/deviceauth')
  await browser.getByLabel('Code').fill(code)
  await browser.getByRole('button', { name: 'Next' }).click()
  await browser.getByRole('button', { name: 'Practice Developer' }).click()
  await browser.getByRole('button', { name: 'Accept' }).click()
  await browser.getByText('You have signed in').waitFor()
}
