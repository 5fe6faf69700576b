import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { projectRoot } from '../project-root.js'
import { callFrom } from './page-call.js'
import { writeClipboard } from './programs.js'
import { isStill, resize, scrollsIn, violationsIn } from './look-at-page.js'
import { startApp, type RunningApp } from './running-app.js'
import { accountPage, headings, walkWizard, type WizardWalk } from './wizard-walk.js'

const folder = path.join(projectRoot(), 'out', 'pictures')
const smallest = { width: 800, height: 600 }
const usual = { width: 880, height: 640 }

interface Walk {
  readonly app: RunningApp
  readonly page: Page
  readonly wizard: WizardWalk
  press(name: string): Promise<void>
}

/** Every screen in the order of one walk: each begins where the one before ended. */
const screens: readonly (readonly [name: string, go: (walk: Walk) => Promise<unknown>])[] = [
  ['settings', async () => undefined],
  [
    'tokens-none',
    async ({ page, press }) => {
      await press('Tokens')
      await page.getByText(/its icon is in the panel/).waitFor()
    }
  ],
  [
    'wizard-where-empty',
    async ({ page, wizard }) => {
      await page.getByRole('button', { name: 'New token' }).first().click()
      await wizard.at(headings.where)
    }
  ],
  [
    'wizard-where-not-understood',
    async ({ page }) => {
      await page.getByRole('textbox').fill('https://github.com/contoso/web')
      await page.getByText('github.com is not an address of Azure DevOps.').waitFor()
    }
  ],
  [
    'wizard-where-with-a-password',
    async ({ page }) => {
      await page.getByRole('textbox').fill('https://me:secret@dev.azure.com/contoso/_git/web')
      await page.getByText(/^There was a password or a token in that address/).waitFor()
    }
  ],
  [
    'wizard-how',
    async ({ wizard }) => {
      await wizard.onward()
      await wizard.at(headings.how)
    }
  ],
  [
    'wizard-how-waiting',
    async ({ page, wizard }) => {
      await wizard.onward()
      await page.getByText('Waiting for you in the browser', { exact: true }).first().waitFor()
    }
  ],
  [
    'wizard-how-cancelled',
    async ({ app, page }) => {
      const browser = await accountPage(app)
      await browser.getByRole('button', { name: 'Practice Developer' }).click()
      await browser.getByRole('button', { name: 'Cancel' }).click()
      await page.getByText('The sign-in was cancelled', { exact: true }).waitFor()
    }
  ],
  [
    'wizard-how-on-another-device',
    async ({ page, press }) => {
      await press('Sign in on another device')
      await page.getByText(/^The code works for/).waitFor()
    }
  ],
  [
    'wizard-what',
    async ({ page, wizard, press }) => {
      await press('Cancel')
      await page.getByText(/^The code works for/).waitFor({ state: 'detached' })
      await wizard.signIn()
    }
  ],
  ['wizard-what-everything', ({ page }) => page.getByRole('radio', { name: /^Everything/ }).check()],
  [
    'wizard-what-by-hand',
    async ({ page, press }) => {
      await press('Choose scopes by hand')
      await page.getByRole('checkbox', { name: /^Code \(read and write\)/ }).check()
    }
  ],
  [
    'wizard-life',
    async ({ wizard, press }) => {
      await press('Choose a task instead')
      await wizard.what('Push code')
      await wizard.at(headings.life)
    }
  ],
  [
    'wizard-life-date-over',
    async ({ page }) => {
      await page.getByRole('radio', { name: 'On a date' }).check()
      await page.getByLabel('Date', { exact: true }).fill('2020-01-01')
      await page.getByText('This date is over. Choose a later one.').waitFor()
    }
  ],
  [
    'wizard-review',
    async ({ wizard }) => {
      await wizard.life(30, 'Push code · pictures')
      await wizard.at(headings.review)
    }
  ],
  [
    'wizard-review-refused',
    async ({ app, page, wizard }) => {
      app.simulator.refuseNextCreate('disablePatCreationPolicyViolation')
      await wizard.create()
      await page.getByRole('button', { name: 'Copy a text for your administrator' }).waitFor()
    }
  ],
  [
    'wizard-done-cut-short',
    async ({ app, wizard }) => {
      app.simulator.setMaximumLife('contoso', 7)
      await wizard.create()
      await wizard.at(headings.done)
    }
  ],
  [
    'wizard-done-git-asks',
    async ({ page, press }) => {
      await press('Use it for Git')
      await page.getByLabel('Commands').waitFor()
    }
  ],
  [
    'wizard-done-git-has-it-and-copied',
    async ({ page, press }) => {
      await press('Set it up')
      await page.getByText(/^Git has it/).waitFor()
      await press('Copy')
      await page.getByText(/^Copied\. Cleared/).waitFor()
    }
  ],
  [
    'tokens-details',
    async ({ page, press }) => {
      // Not by its button: on a slow machine the time to clear it has passed by now.
      await callFrom(page, 'clearClipboard', null)
      await press('See it in the list')
      await page.getByRole('region', { name: /^Details of/ }).waitFor()
    }
  ],
  [
    'tokens-revoke',
    async ({ page, press }) => {
      await press('Revoke')
      await page.getByRole('alertdialog').waitFor()
    }
  ],
  [
    'tokens-revoked',
    async ({ page }) => {
      const dialog = page.getByRole('alertdialog')
      await dialog.getByRole('button', { name: 'Revoke' }).click()
      await dialog.getByRole('button', { name: 'Close' }).waitFor()
    }
  ],
  [
    'wizard-page',
    async ({ page, press, wizard }) => {
      await press('Close')
      await page.getByRole('navigation').getByRole('button', { name: 'New token' }).click()
      await wizard.where('fabrikam')
      await wizard.byHand()
      await wizard.what('Publish packages')
      await wizard.life(90)
      await wizard.at(headings.page)
    }
  ],
  [
    'wizard-page-nothing-to-paste',
    async ({ page }) => {
      await page.getByRole('button', { name: /^Paste token/ }).click()
      await page.getByText('The clipboard is empty', { exact: true }).waitFor()
    }
  ],
  [
    'wizard-page-unlikely-token',
    async ({ app, page }) => {
      await writeClipboard(app, 'a sentence of mine')
      await page.getByRole('button', { name: /^Paste token/ }).click()
      await page.getByRole('button', { name: 'Send it anyway' }).waitFor()
    }
  ],
  [
    'wizard-done-which-end',
    async ({ app, page }) => {
      const { value } = app.simulator.issueToken('fabrikam', { scope: 'vso.packaging_write' })
      await writeClipboard(app, value)
      await page.getByRole('button', { name: /^Paste token/ }).click()
      await page.getByRole('radiogroup', { name: 'Which end does the page show?' }).waitFor()
    }
  ],
  [
    'tokens-why-did-it-stop',
    async ({ app, page, press }) => {
      const [token] = app.simulator.tokens('fabrikam')
      app.simulator.expireToken(token?.authorizationId ?? '')
      await press('See it in the list')
      await press('Why did it stop?')
      await page
        .getByText(/^(It ended|It was|The token|This token|Azure)/)
        .first()
        .waitFor()
    }
  ]
]

describe.each([
  ['light', 'Light'],
  ['dark', 'Dark']
])('every screen in %s', (theme, label) => {
  let walk: Walk
  beforeAll(async () => {
    await mkdir(folder, { recursive: true })
    const app = await startApp()
    const page = await app.window()
    const press = (name: string) => page.getByRole('button', { name, exact: true }).first().click()
    walk = { app, page, wizard: walkWizard(app, page), press }
    await press('Settings')
    await page.getByLabel('Colours').selectOption(label)
    await page.locator(`[data-theme="${theme}"]`).first().waitFor()
  })
  afterAll(() => walk.app.close())

  it.each(screens)('%s: whole at 800 by 600, and readable for everybody', async (name, go) => {
    const { app, page } = walk
    await go(walk)
    for (const size of [usual, smallest]) {
      await resize(app, page, size)
      await isStill(page)
      const suffix = size === usual ? '' : '-800x600'
      await page.screenshot({ path: path.join(folder, `${name}-${theme}${suffix}.png`) })
      expect(await violationsIn(page)).toEqual([])
    }
    expect(await scrollsIn(page)).toEqual([])
  })

  it('finds what cannot be read and what does not fit', async () => {
    const { page, press } = walk
    await press('New token')
    await page.locator('form').waitFor()
    await page.evaluate(() => {
      const box = document.createElement('input')
      box.style.height = '2000px'
      document.querySelector('form > div:nth-of-type(3)')?.append(box)
    })
    expect((await violationsIn(page)).join()).toContain('label')
    expect((await scrollsIn(page)).join()).toMatch(/in \d+/)
  })
})
