import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerHtml, type Answer, type Exchange } from '../simulator/exchange.js'
import type { Simulator } from '../simulator/simulator.js'
import { readClipboard, writeClipboard } from './programs.js'
import { startApp, type RunningApp } from './running-app.js'
import { until } from './until.js'
import { accountPage, headings, noticeOf, walkWizard } from './wizard-walk.js'

const hour = 3_600_000

const isCreate = ({ request, url }: Exchange): boolean =>
  request.method === 'POST' && url.pathname.endsWith('/_apis/tokens/pats')

const refuse =
  (patTokenError: string, message?: string) =>
  (simulator: Simulator): void => {
    simulator.refuseNextCreate(patTokenError, message)
  }
const answerCreate =
  (answer: Answer) =>
  (simulator: Simulator): void => {
    simulator.interceptNext(isCreate, () => answer)
  }

/** How the service says no, and what the page then says. */
const refusals: readonly {
  readonly how: string
  readonly prepare: (simulator: Simulator) => void
  readonly title: string
  readonly text: string
}[] = [
  {
    how: 'full access is forbidden',
    prepare: refuse('fullScopePatPolicyViolation'),
    title: 'contoso does not allow full-access tokens',
    text: 'Go back and choose scopes, or ask an administrator.'
  },
  {
    how: 'so long a life is forbidden',
    prepare: refuse('patLifespanPolicyViolation'),
    title: 'contoso does not allow so long a life',
    text: 'Go back and choose an earlier end'
  },
  {
    how: 'only people on a list may create tokens',
    prepare: refuse('disablePatCreationPolicyViolation'),
    title: 'contoso does not let you create tokens',
    text: 'Only people on an allow list may.'
  },
  {
    how: 'another policy forbids it',
    prepare: refuse('globalPatPolicyViolation', 'Global tokens are disabled.'),
    title: 'contoso does not allow tokens for all organizations',
    text: 'Azure DevOps answered: Global tokens are disabled · globalPatPolicyViolation.'
  },
  {
    how: 'the name is not taken',
    prepare: refuse('invalidDisplayName', 'Not this name'),
    title: 'The name was not accepted',
    text: 'Azure DevOps answered: Not this name · invalidDisplayName.'
  },
  {
    how: 'a reason that nobody knows yet',
    prepare: refuse('somethingOfNextYear', 'A new rule'),
    title: 'Azure DevOps refused the request',
    text: 'Azure DevOps answered: A new rule · somethingOfNextYear.'
  },
  {
    how: 'the person may not do it',
    prepare: refuse('accessDenied'),
    title: 'contoso refused it',
    text: 'Sign in with another account, or ask an administrator.'
  },
  {
    how: 'the service failed',
    prepare: refuse('failedToIssueAccessToken'),
    title: 'Azure DevOps could not make the token',
    text: 'Try again in a few minutes.'
  },
  {
    how: 'the service is down',
    prepare: answerCreate(answerHtml(503, '<h1>Service unavailable</h1>')),
    title: 'The answer of Azure DevOps was lost',
    text: 'No token of that name is in contoso, so you can try again.'
  },
  {
    how: 'a sign-in page in place of an answer',
    prepare: answerCreate(answerHtml(203, '<h1>Sign in</h1>')),
    title: 'Your sign-in has ended',
    text: 'Sign in again. Your draft is kept.'
  },
  {
    how: 'no such organization',
    prepare: answerCreate(answerHtml(404, '<h1>404</h1>')),
    title: 'contoso was not found',
    text: 'Check the spelling'
  }
]

async function startWizard(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'New token' }).first().click()
}

describe('Azure DevOps says no to a token', () => {
  let app: RunningApp
  let page: Page
  beforeAll(async () => {
    app = await startApp()
    page = await app.window()
    await startWizard(page)
    const wizard = walkWizard(app, page)
    await wizard.where('contoso')
    await wizard.signIn()
    await wizard.what('Push code')
    await wizard.life(30, 'The draft')
    await wizard.at(headings.review)
  })
  afterAll(() => app.close())

  /** The last question still stands, with all that was entered. */
  const draftIsKept = async (): Promise<void> => {
    await walkWizard(app, page).at(headings.review)
    await page.getByText('The draft', { exact: true }).waitFor()
    expect(app.simulator.tokens('contoso')).toEqual([])
    expect(await page.getByRole('button', { name: 'Create token' }).isEnabled()).toBe(true)
  }

  it.each(refusals)('$how: said in words, and the draft is kept', async ({ prepare, title, text }) => {
    prepare(app.simulator)
    await walkWizard(app, page).create()
    expect(await noticeOf(page, title).innerText()).toContain(text)
    await draftIsKept()
  })

  it('goes back through the draft without loss', async () => {
    const wizard = walkWizard(app, page)
    const back = () => page.getByRole('button', { name: 'Back' }).click()
    await back()
    await wizard.at(headings.life)
    expect(await page.getByLabel('Name').inputValue()).toBe('The draft')
    await back()
    await wizard.at(headings.what)
    expect(await page.getByRole('radio', { name: /^Push code/ }).isChecked()).toBe(true)
    await wizard.onward()
    await wizard.at(headings.life)
    expect(await page.getByRole('radio', { name: '30 days' }).isChecked()).toBe(true)
    await wizard.onward()
    await draftIsKept()
  })

  it('the sign-in has ended: signs in again, and makes the token of the same draft', async () => {
    app.simulator.entra.forgetRefreshTokens()
    app.simulator.clock.advance(3 * hour)
    await app.clock.setOffset((3 * hour) / 1000)
    const wizard = walkWizard(app, page)
    await wizard.create()
    const ended = noticeOf(page, 'Your sign-in has ended')
    await ended.waitFor()
    await draftIsKept()
    await ended.getByRole('button', { name: 'Sign in' }).click()
    const browser = await accountPage(app)
    await browser.getByRole('button', { name: 'Practice Developer' }).click()
    await browser.getByRole('button', { name: 'Accept' }).click()
    await wizard.ready()
    expect(app.simulator.tokens('contoso').map(({ displayName }) => displayName)).toEqual(['The draft'])
  })

  it('less was granted than asked for: said before anything else', async () => {
    app.simulator.setMaximumLife('contoso', 7)
    await page.getByRole('button', { name: 'Make another' }).click()
    const wizard = walkWizard(app, page)
    await wizard.at(headings.where)
    await wizard.onward()
    await wizard.at(headings.how)
    await wizard.onward()
    await wizard.what('Push code')
    await wizard.life(30, 'Cut short')
    await wizard.create()
    await wizard.ready()
    const said = await page.getByRole('form', { name: 'New token' }).innerText()
    const cut = /Ends .+\. You asked for .+; contoso allows \d days\./.exec(said)
    expect(cut).not.toBeNull()
    expect(cut?.index).toBeLessThan(said.indexOf('Kept in your keychain'))
  })

  it('the proxy wants a log-in: asked for, asked again where it is wrong, then remembered', async () => {
    await page.getByRole('button', { name: 'Make another' }).click()
    const wizard = walkWizard(app, page)
    await wizard.at(headings.where)
    await wizard.onward()
    await wizard.at(headings.how)
    await wizard.onward()
    await wizard.what('Push code')
    await wizard.life(30, 'Behind a proxy')
    app.simulator.setProxyLogin('ada:right')
    await wizard.create()
    const asked = page.getByRole('dialog').filter({ hasText: 'The network asks for a log-in' })
    for (const password of ['wrong', 'right']) {
      await asked.getByText('Contoso network').waitFor()
      await asked.getByLabel('User name').fill('ada')
      await asked.getByLabel('Password').fill(password)
      await asked.getByRole('button', { name: 'Log in' }).click()
    }
    await wizard.ready()
    expect(await asked.count()).toBe(0)
    expect(app.log()).not.toContain('right')
    app.simulator.setProxyLogin(null)
  })

  it('the network is gone', async () => {
    await page.getByRole('button', { name: 'Make another' }).click()
    const wizard = walkWizard(app, page)
    await wizard.at(headings.where)
    await wizard.onward()
    await wizard.at(headings.how)
    await wizard.onward()
    await wizard.what('Push code')
    await wizard.life(30, 'Offline')
    await app.simulator.close()
    await wizard.create()
    expect(await noticeOf(page, 'The proxy is in the way').innerText()).toContain(
      'Check the proxy in the settings of this computer'
    )
    await wizard.at(headings.review)
    await page.getByText('Offline', { exact: true }).waitFor()
  })
})

describe('a person who does not sign in', () => {
  let app: RunningApp
  let page: Page
  beforeAll(async () => {
    app = await startApp()
    page = await app.window()
    await startWizard(page)
    const wizard = walkWizard(app, page)
    await wizard.where('https://dev.azure.com/contoso/')
    await wizard.at(headings.how)
  })
  afterAll(() => app.close())

  const nothingIsLost = async (): Promise<void> => {
    const wizard = walkWizard(app, page)
    await wizard.at(headings.how)
    await page.getByRole('button', { name: 'Back' }).click()
    await wizard.at(headings.where)
    const field = page.getByLabel('Organization, or any address from Azure DevOps')
    expect(await field.inputValue()).toBe('https://dev.azure.com/contoso/')
    await wizard.onward()
    await wizard.at(headings.how)
  }
  const signInPage = () => accountPage(app)

  it('cancels at the consent: said, and nothing is lost', async () => {
    await walkWizard(app, page).onward()
    const browser = await signInPage()
    await browser.getByRole('button', { name: 'Practice Developer' }).click()
    await browser.getByRole('button', { name: 'Cancel' }).click()
    const said = noticeOf(page, 'The sign-in was cancelled')
    expect(await said.innerText()).toContain('Nothing was changed. Your draft is kept.')
    await nothingIsLost()
  })

  it('cancels in the app: it waits no longer, and the page in the browser leads nowhere', async () => {
    await walkWizard(app, page).onward()
    const waiting = page.getByText('Waiting for you in the browser', { exact: true })
    await waiting.first().waitFor()
    const browser = await signInPage()
    await page.getByRole('button', { name: 'Cancel' }).click()
    await page.getByRole('button', { name: 'Cancel' }).waitFor({ state: 'detached' })
    await nothingIsLost()
    await browser.getByRole('button', { name: 'Practice Developer' }).click()
    await browser.getByRole('button', { name: 'Accept' }).click()
    await until('the refused way back', () => /localhost|chrome-error/.test(browser.url()))
    await walkWizard(app, page).at(headings.how)
    expect(await app.keychainEntries()).toEqual([])
  })

  it('is not let in: an administrator has to allow the app', async () => {
    app.simulator.entra.refuseNextSignIn({
      error: 'access_denied',
      code: 90094,
      text: 'An administrator must consent.'
    })
    await walkWizard(app, page).onward()
    const browser = await signInPage()
    await browser.getByRole('button', { name: 'Practice Developer' }).click()
    await browser.getByRole('button', { name: 'Accept' }).click()
    const said = noticeOf(page, 'An administrator has to allow this app first')
    await said.waitFor()
    await nothingIsLost()
  })

  it('pastes what is no token, or one that does not work: said, and nothing is kept or cleared', async () => {
    const wizard = walkWizard(app, page)
    await wizard.byHand()
    await wizard.what('Push code')
    await wizard.life(30, 'Pasted')
    await wizard.at(headings.page)
    const paste = () => page.getByRole('button', { name: /^Paste token/ }).click()

    await paste()
    await noticeOf(page, 'The clipboard is empty').waitFor()

    await writeClipboard(app, 'a sentence of mine')
    const before = app.simulator.requests().length
    await paste()
    const unlikely = noticeOf(page, 'That does not look like a token')
    expect(await unlikely.innerText()).toContain('Nothing was sent yet.')
    expect(app.simulator.requests().slice(before)).toEqual([])
    await unlikely.getByRole('button', { name: 'Send it anyway' }).click()
    await noticeOf(page, 'The token does not work').waitFor()
    expect(await readClipboard(app)).toBe('a sentence of mine')

    await writeClipboard(app, 'two lines\nof mine')
    const sent = app.simulator.requests().length
    await paste()
    const final = noticeOf(page, 'That is not a token')
    expect(await final.innerText()).toContain('it was sent nowhere')
    expect(await final.getByRole('button', { name: 'Send it anyway' }).count()).toBe(0)
    expect(app.simulator.requests().slice(sent)).toEqual([])

    const { token, value } = app.simulator.issueToken('contoso', { scope: 'vso.code_write' })
    app.simulator.revokeToken(token.authorizationId)
    await writeClipboard(app, value)
    await paste()
    expect(await noticeOf(page, 'The token does not work').innerText()).toContain(
      'contoso does not accept it'
    )
    expect(await readClipboard(app)).toBe(value)

    expect(await app.keychainEntries()).toEqual([])
    await page.getByRole('button', { name: 'Tokens', exact: true }).click()
    await page.getByText(/^Make a token for Azure DevOps/).waitFor()
  })
})
