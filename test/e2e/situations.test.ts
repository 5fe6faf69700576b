import { mkdtempSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { practiceCollection } from '../simulator/organizations.js'
import { gitOf, readClipboard, writeClipboard } from './programs.js'
import { practiceClientId, startApp, type RunningApp } from './running-app.js'
import { until } from './until.js'
import { accountPage, headings, makeTokenByHand, noticeOf } from './wizard-walk.js'
import { returnToWizard, type WizardReturn } from './wizard-return.js'

/* Every situation of the practice organization, as a person meets it in the window: each ends in its right words. */

let app: RunningApp
let page: Page
let wizard: WizardReturn

const press = (name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click()
const madeIn = (organization: string): readonly string[] =>
  app.simulator.tokens(organization).map(({ displayName }) => displayName)

beforeAll(async () => {
  app = await startApp()
  page = await app.window()
  wizard = returnToWizard(app, page)
  await page.getByRole('button', { name: 'New token' }).first().click()
  await wizard.where('contoso')
  await wizard.signIn()
})
afterAll(() => app.close())

/** By hand, at the last step: made on the organization's page as the app says, pasted, kept. */
async function makeOnPage(
  place: string,
  token: { readonly name: string; readonly scope: string; readonly person: string }
): Promise<void> {
  await wizard.at(headings.page)
  const date = page.getByRole('button', { name: /^Copy \d{4}-/ })
  const day = ((await date.getAttribute('aria-label')) ?? '').replace('Copy ', '')
  await press('Open the page')
  const browser = await until('the token page', async () => {
    const found = await app.browser(new RegExp(`${place}/_usersSettings/tokens|login\\.microsoftonline`))
    const start = found.getByRole('button', { name: new RegExp(`New Token|${token.person}`) })
    return (await start
      .first()
      .isVisible()
      .catch(() => false))
      ? found
      : null
  })
  await makeTokenByHand(browser, { ...token, date: day }, token.person)
  await page.getByRole('button', { name: /^Paste token/ }).click()
  expect(await wizard.ready()).toContain('Kept in your keychain.')
  await until('the cleared clipboard', async () => (await readClipboard(app)) === null)
}

/** The text for an administrator, as it is then on the clipboard. */
async function administratorText(title: string): Promise<string> {
  await writeClipboard(app, 'something else')
  await noticeOf(page, title).getByRole('button', { name: 'Copy a text for your administrator' }).click()
  return until('the copied text', async () => {
    const text = await readClipboard(app)
    return text === 'something else' ? null : text
  })
}

describe('an organization of the tenant that consented', () => {
  it('contoso: made as asked', async () => {
    await wizard.beginSignedIn('contoso')
    await wizard.describe('Push code', 'Plain')
    await wizard.create()
    expect(await wizard.ready()).toMatch(/^Kept in your keychain\. Ends /)
    expect(await page.getByText(/You asked for/).count()).toBe(0)
  })

  it.each([
    ['wingtip', 7],
    ['tailspin', 90]
  ])(
    '%s allows %i days: what was granted is said against what was asked, before anything else',
    async (organization, days) => {
      await wizard.beginSignedIn(organization)
      await wizard.what('Push code')
      await wizard.at(headings.life)
      await page.getByLabel('Name').fill('Long')
      await page.getByRole('radio', { name: 'On a date' }).check()
      const asked = new Date(Date.now() + 200 * 86_400_000).toISOString().slice(0, 10)
      await page.getByLabel('Date', { exact: true }).fill(asked)
      await wizard.onward()
      await wizard.create()
      await wizard.ready()
      const said = await page.getByRole('form', { name: 'New token' }).innerText()
      const cut = /Ends .+\. You asked for .+; (\w+) allows (\d+) days\./.exec(said)
      expect(cut?.slice(1)).toEqual([organization, String(days)])
      expect(cut?.index).toBeLessThan(said.indexOf('Kept in your keychain'))
    }
  )

  it.each([
    {
      organization: 'litware',
      task: 'Everything',
      title: 'litware does not allow full-access tokens',
      text: 'Go back and choose scopes, or ask an administrator.',
      policy: 'Restrict full-scoped personal access token creation',
      instead: 'Push code'
    },
    {
      organization: 'lucerne',
      task: 'Push code',
      title: 'lucerne does not let you create tokens',
      text: 'try a token for packages only',
      policy: 'Restrict personal access token (PAT) creation',
      instead: 'Restore packages'
    },
    {
      organization: 'proseware',
      task: 'Push code',
      title: 'proseware does not let you create tokens',
      text: 'Only people on an allow list may.',
      policy: 'Restrict personal access token (PAT) creation',
      instead: null
    },
    {
      organization: 'woodgrove',
      task: 'Push code',
      title: 'A sign-in rule of your company stands in the way',
      text: 'VS403463',
      policy: 'a Conditional Access policy on the resource Azure DevOps',
      instead: null
    }
  ])(
    '$organization refuses: said in words, with a text for the administrator and a way on',
    async ({ organization, task, title, text, policy, instead }) => {
      await wizard.beginSignedIn(organization)
      await wizard.describe(task, 'Refused')
      await wizard.create()
      expect(await noticeOf(page, title).innerText()).toContain(text)
      const letter = await administratorText(title)
      expect(letter).toContain(organization)
      expect(letter).toContain(policy)
      await wizard.expectDraft(organization, 'Refused')
      if (instead === null) return
      await wizard.beginSignedIn(organization)
      await wizard.describe(instead, 'Allowed')
      await wizard.create()
      await wizard.ready()
      expect(madeIn(organization)).toContain('Allowed')
    }
  )

  it('woodgrove: a sign-in is refused, but a token that was made by hand works', async () => {
    await wizard.beginSignedIn('woodgrove')
    await wizard.describe('Clone and fetch code', 'Around it')
    await wizard.create()
    await noticeOf(page, 'A sign-in rule of your company stands in the way').waitFor()
    await wizard.switchTo(/Make it on the token page/)
    await makeOnPage('woodgrove', { name: 'Around it', scope: 'Code: Read', person: 'Practice Developer' })
  })

  it('treyresearch wants a sign-in that answers its challenge: signing in again makes the token of the same draft', async () => {
    await wizard.beginSignedIn('treyresearch')
    await wizard.describe('Push code', 'Challenged')
    await wizard.create()
    const ended = noticeOf(page, 'Your sign-in has ended')
    await ended.waitFor()
    await wizard.expectDraft('treyresearch', 'Challenged')
    await ended.getByRole('button', { name: 'Sign in', exact: true }).click()
    const browser = await accountPage(app)
    await browser.getByRole('button', { name: 'Practice Developer' }).click()
    await browser.getByRole('button', { name: 'Accept' }).click()
    await wizard.ready()
    expect(madeIn('treyresearch')).toContain('Challenged')
    const asked = app.simulator.requests().filter((one) => one.path.endsWith('/authorize'))
    expect(asked.at(-1)?.query).toContain('claims=')
  })

  it('fabrikam answers a dead token with the anonymous identity: it does not work', async () => {
    await wizard.begin('fabrikam')
    await wizard.byHand()
    await wizard.describe('Clone and fetch code', 'Dead')
    await wizard.at(headings.page)
    const { token, value } = app.simulator.issueToken('fabrikam', { scope: 'vso.code' })
    app.simulator.revokeToken(token.authorizationId)
    await writeClipboard(app, value)
    await page.getByRole('button', { name: /^Paste token/ }).click()
    expect(await noticeOf(page, 'The token does not work').innerText()).toContain(
      'fabrikam does not accept it'
    )
    const [check] = app.simulator
      .requests()
      .filter(({ host, path: at }) => host === 'dev.azure.com' && /fabrikam.*connectiondata/i.test(at))
    expect(check?.status).toBe(200)
    expect(await readClipboard(app)).toBe(value)
  })
})

describe('an organization of another tenant', () => {
  it('guestworks: the guest signs in there, beside the sign-in at home', async () => {
    await wizard.begin('guestworks')
    await wizard.signIn()
    await wizard.describe('Push code', 'As a guest')
    await wizard.create()
    await wizard.ready()
    expect(madeIn('guestworks')).toContain('As a guest')
    await wizard.beginSignedIn('contoso')
    await wizard.at(headings.what)
  })

  it('northwind wants an administrator’s approval: the text is there, and the draft goes on by hand', async () => {
    await wizard.begin('northwind')
    await wizard.byHand()
    await wizard.describe('Clone and fetch code', 'Not approved')
    await wizard.at(headings.page)
    await wizard.switchTo(/Sign in, and let this app make it/)
    await wizard.create()
    const browser = await accountPage(app)
    await browser.getByRole('button', { name: 'Northwind Trader' }).click()
    await browser.getByRole('heading', { name: 'Need admin approval' }).waitFor()
    await browser.getByRole('button', { name: /^Return to the application/ }).click()
    const title = 'An administrator has to allow this app first'
    expect(await noticeOf(page, title).innerText()).toContain('AADSTS90094')
    const letter = await administratorText(title)
    for (const part of ['northwind', practiceClientId, 'vso.pats, vso.pats_manage, vso.profile']) {
      expect(letter).toContain(part)
    }
    await noticeOf(page, title).getByRole('button', { name: 'Make it on the token page' }).click()
    await makeOnPage('northwind', { name: 'Not approved', scope: 'Code: Read', person: 'Northwind Trader' })

    await wizard.begin('northwind')
    await wizard.at(headings.how)
    await page.getByText(/Proposed: an administrator has not allowed this app’s sign-in yet\./).waitFor()
  })
})

describe('where no sign-in of an app leads', () => {
  it('adventure is of Microsoft accounts: by hand, and why', async () => {
    await wizard.begin('adventure')
    await wizard.at(headings.what)
    await page.getByRole('button', { name: 'Made by: you, on the token page' }).click()
    await page.getByRole('menuitem', { name: 'All ways, and why' }).click()
    await wizard.at(headings.how)
    const own = page.getByRole('radio', { name: /Sign in, and let this app make it/ })
    expect(await own.isDisabled()).toBe(true)
    await page
      .getByText(/Not possible: adventure uses Microsoft accounts\. A sign-in of your own app/)
      .waitFor()
    await page.getByText(/Proposed: for organizations of personal Microsoft accounts/).waitFor()
    await wizard.byHand()
    await wizard.describe('Clone and fetch code', 'Personal')
    await makeOnPage('adventure', { name: 'Personal', scope: 'Code: Read', person: 'Personal Account' })
    expect(madeIn('adventure')).toContain('Personal')
  })

  it('a Server: by hand on its own page, and git clone works with it', async () => {
    await wizard.begin(practiceCollection)
    await wizard.describe('Clone and fetch code', 'On the Server')
    await makeOnPage('DefaultCollection', {
      name: 'On the Server',
      scope: 'Code: Read',
      person: 'Practice Developer'
    })
    await press('Use it for Git')
    const setUp = page.getByRole('button', { name: 'Set it up' })
    const has = page.getByText(/^Git has it/)
    await setUp.or(has).first().waitFor()
    if (await setUp.isVisible()) await setUp.click()
    await has.waitFor()
    const work = mkdtempSync(path.join(app.directory, 'work-'))
    const address = app.simulator.cloneAddress(practiceCollection)
    expect(await gitOf(app)('clone', address, path.join(work, 'warehouse'))).toMatchObject({ code: 0 })
  })
})
