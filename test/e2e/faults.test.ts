import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Fault } from '../simulator/faults.js'
import { writeClipboard } from './programs.js'
import { startApp, type RunningApp } from './running-app.js'
import { until } from './until.js'
import { accountPage, headings, noticeOf } from './wizard-walk.js'
import { returnToWizard, type WizardReturn } from './wizard-return.js'

/* What goes wrong between the app and the service: said in words, the draft kept, and healed without a restart. */

let app: RunningApp
let page: Page
let wizard: WizardReturn

const press = (name: string): Promise<void> => page.getByRole('button', { name, exact: true }).first().click()
const of = (name: string) => app.simulator.tokens('contoso').filter(({ displayName }) => displayName === name)

let ahead = 0
/** Time goes by for the app and the service, in seconds; asking the tray lets the app look at its clock. */
async function advance(seconds: number): Promise<void> {
  ahead += seconds
  app.simulator.clock.advance(seconds * 1000)
  await app.clock.setOffset(ahead)
  await app.tray()
}

/** The app waits for the answer to its newest request for this place: its own limit runs. */
const asked = (place: string): Promise<unknown> =>
  until(`an open request for ${place}`, () => {
    const all = app.simulator.requests().filter(({ path }) => path.toLowerCase().includes(place))
    return all.at(-1)?.status === null
  })

beforeAll(async () => {
  app = await startApp()
  page = await app.window()
  wizard = returnToWizard(app, page)
  await press('New token')
})
afterEach(() => {
  app.simulator.setFault(null)
})
afterAll(() => app.close())

/** The part of a sign-in that is the person's, in the browser. */
async function signInThere(): Promise<void> {
  const browser = await accountPage(app)
  await browser.getByRole('button', { name: 'Practice Developer' }).click()
  await browser.getByRole('button', { name: 'Accept' }).click()
}

describe('the identity service fails while a person signs in', () => {
  const cases: readonly { readonly fault: Fault; readonly title: string }[] = [
    { fault: { where: 'entra', method: 'POST', kind: 'server-error' }, title: 'Azure DevOps has a problem' },
    { fault: { where: 'entra', method: 'POST', kind: 'reset' }, title: 'The connection was interrupted' },
    {
      fault: { where: 'entra', method: 'POST', kind: 'answer-lost' },
      title: 'The connection was interrupted'
    },
    {
      fault: { where: 'entra', method: 'POST', kind: 'cut-off-json' },
      title: 'An answer that was not expected'
    },
    { fault: { where: 'entra', method: 'POST', kind: '203-page' }, title: 'An answer that was not expected' },
    { fault: { where: 'entra', method: 'POST', kind: 'redirect' }, title: 'An answer that was not expected' },
    {
      fault: { where: 'entra', method: 'POST', kind: 'rate-limit', retryAfter: 7 },
      title: 'Azure DevOps asks for a pause'
    }
  ]
  it.each(cases)('$fault.kind', async ({ fault, title }) => {
    await wizard.begin('contoso')
    await wizard.at(headings.how)
    app.simulator.setFault(fault)
    await wizard.onward()
    await signInThere()
    const said = noticeOf(page, title)
    await said.waitFor()
    await wizard.at(headings.how)
    app.simulator.setFault(null)
    await said.getByRole('button', { name: 'Try again' }).click()
    await signInThere()
    await wizard.at(headings.what)
    await press('Settings')
    await press('Sign out')
    await page.getByText('Nobody is signed in.').waitFor()
    await press('New token')
  })

  it('leaves nobody signed in by halves, and lets the person in at last', async () => {
    await wizard.begin('contoso')
    await wizard.signIn()
  })
})

describe('an organization is asked for its tenant', () => {
  it.each([
    ['fabrikam', 'reset'],
    ['wingtip', 'answer-lost']
  ] as const)('%s, %s: said at the first step, and tried again there', async (organization, kind) => {
    app.simulator.setFault({ where: 'discovery', kind })
    await wizard.begin(organization)
    const said = noticeOf(page, 'The connection was interrupted')
    expect(await said.innerText()).toContain('dev.azure.com was reached, but the connection ended too early')
    await wizard.at(headings.where)
    expect(await page.getByLabel('Organization, or any address from Azure DevOps').inputValue()).toBe(
      organization
    )
    app.simulator.setFault(null)
    await said.getByRole('button', { name: 'Try again' }).click()
    await wizard.at(headings.how)
  })

  it.each([
    ['tailspin', '203-page'],
    ['litware', 'redirect'],
    ['proseware', 'server-error'],
    ['lucerne', 'byte-order-mark'],
    ['woodgrove', 'cut-off-json']
  ] as const)('%s, %s: no reason not to go on', async (organization, kind) => {
    app.simulator.setFault({ where: 'discovery', kind })
    await wizard.begin(organization)
    await wizard.at(headings.how)
  })

  it.each([
    ['treyresearch', 7],
    ['guestworks', null]
  ] as const)('%s, too many requests (%s): no reason not to go on', async (organization, retryAfter) => {
    app.simulator.setFault({ where: 'discovery', kind: 'rate-limit', retryAfter })
    await wizard.begin(organization)
    await wizard.at(headings.how)
  })

  it('is slow: after a minute it is said, and tried again there', async () => {
    app.simulator.setFault({ where: 'discovery', kind: 'slow', milliseconds: 120_000 })
    await wizard.begin('northwind')
    await page.getByRole('button', { name: 'Cancel' }).waitFor()
    await asked('northwind')
    await advance(61)
    const said = noticeOf(page, 'No answer in time')
    await said.waitFor()
    app.simulator.setFault(null)
    await said.getByRole('button', { name: 'Try again' }).click()
    await wizard.at(headings.how)
  })
})

describe('a create', () => {
  const post = { where: 'tokens', method: 'POST' } as const

  async function create(name: string, fault: Fault): Promise<void> {
    await wizard.beginSignedIn('contoso')
    await wizard.describe('Push code', name)
    app.simulator.setFault(fault)
    await wizard.create()
  }

  it.each(['203-page', 'redirect'] as const)(
    '%s: the sign-in has ended, and signing in makes the token',
    async (kind) => {
      await create(kind, { ...post, kind })
      const said = noticeOf(page, 'Your sign-in has ended')
      await said.waitFor()
      await wizard.expectDraft('contoso', kind)
      app.simulator.setFault(null)
      await said.getByRole('button', { name: 'Sign in', exact: true }).click()
      await signInThere()
      await wizard.ready()
      expect(of(kind)).toHaveLength(1)
    }
  )

  it.each(['server-error', 'reset'] as const)('%s: looked for, not found, and tried again', async (kind) => {
    await create(kind, { ...post, kind })
    const said = noticeOf(page, 'The answer of Azure DevOps was lost')
    expect(await said.innerText()).toContain('No token of that name is in contoso, so you can try again.')
    await wizard.expectDraft('contoso', kind)
    app.simulator.setFault(null)
    await said.getByRole('button', { name: 'Try again' }).click()
    await wizard.ready()
    expect(of(kind)).toHaveLength(1)
  })

  it('a byte-order mark does no harm', async () => {
    await create('Marked', { ...post, kind: 'byte-order-mark' })
    await wizard.ready()
    expect(of('Marked')).toHaveLength(1)
  })

  /** The stray is on the list; from there it is revoked; then the same draft makes a token. */
  async function findAndRevoke(name: string): Promise<void> {
    const said = noticeOf(page, 'The answer of Azure DevOps was lost')
    expect(await said.innerText()).toContain('The token was made, but the value did not arrive')
    expect(of(name)).toHaveLength(1)
    app.simulator.setFault(null)
    await said.getByRole('button', { name: 'See it in the list' }).click()
    const details = page.getByRole('region', { name: `Details of ${name}` })
    await details.getByText(/^Nobody has its value/).waitFor()
    await details.getByRole('button', { name: 'Revoke it' }).click()
    const dialog = page.getByRole('alertdialog')
    await dialog.getByText('Nobody has its value, so nothing breaks.').waitFor()
    await dialog.getByRole('button', { name: 'Revoke' }).click()
    await dialog.getByRole('button', { name: 'Close' }).click()
    expect(of(name).map(({ revoked }) => revoked)).toEqual([true])
    await press('New token')
    await wizard.expectDraft('contoso', name)
    await wizard.create()
    await wizard.ready()
    expect(of(name).map(({ revoked }) => revoked)).toEqual([true, false])
  }

  it.each(['answer-lost', 'cut-off-json'] as const)(
    '%s: the token that nobody has is found and revoked',
    async (kind) => {
      await create(kind, { ...post, kind })
      await findAndRevoke(kind)
    }
  )

  it('slow, and cancelled: the token that nobody has is found and revoked', async () => {
    await create('Not waited for', { ...post, kind: 'slow', milliseconds: 120_000 })
    await until('the token', () => of('Not waited for').length === 1)
    await press('Cancel')
    await findAndRevoke('Not waited for')
  })

  it('neither it nor the list is answered: not known, and said so', async () => {
    await create('Who knows', { where: 'tokens', kind: 'server-error' })
    const said = noticeOf(page, 'The answer of Azure DevOps was lost')
    await page.getByText(/Azure DevOps could not answer\. Going on/).waitFor()
    expect(await said.innerText()).toContain('contoso cannot be asked now. This app looks again by itself.')
    await wizard.expectDraft('contoso', 'Who knows')
    app.simulator.setFault(null)
    await wizard.create()
    await wizard.ready()
    expect(of('Who knows')).toHaveLength(1)
  })

  const patience = () => page.getByText(/^Azure DevOps asks for patience\. Going on/)

  it('too many requests: waits visibly, and can be cancelled', async () => {
    await create('Patient', { ...post, kind: 'rate-limit', retryAfter: 77 })
    await patience().waitFor()
    const left = async () => Number(/in (\d+) s/.exec(await patience().innerText())?.[1])
    const first = await left()
    await until('the next second', async () => (await left()) < first)
    await press('Cancel')
    const said = noticeOf(page, 'Nothing was made')
    expect(await said.innerText()).toContain('Your draft is kept.')
    await wizard.expectDraft('contoso', 'Patient')
    app.simulator.setFault(null)
    await said.getByRole('button', { name: 'Try again' }).click()
    await wizard.ready()
    expect(of('Patient')).toHaveLength(1)
  })

  it.each([
    [20, 20],
    [null, 10]
  ])('too many requests, Retry-After %s: goes on by itself', async (retryAfter, seconds) => {
    const name = `After ${seconds}`
    await create(name, { ...post, kind: 'rate-limit', retryAfter, times: 1 })
    await patience().waitFor()
    expect(of(name)).toEqual([])
    await advance(seconds + 1)
    await wizard.ready()
    expect(of(name)).toHaveLength(1)
  })

  it('too many requests, for longer than anybody waits: said', async () => {
    await create('Much later', { ...post, kind: 'rate-limit', retryAfter: 700 })
    const said = noticeOf(page, 'Azure DevOps asks for a pause')
    expect(await said.innerText()).toContain('Try again in 700 seconds.')
    await wizard.expectDraft('contoso', 'Much later')
    app.simulator.setFault(null)
    await said.getByRole('button', { name: 'Try again' }).click()
    await wizard.ready()
  })
})

describe('a create that is waited for', () => {
  it('slow: after a minute the token that nobody has is found and revoked', async () => {
    await wizard.beginSignedIn('contoso')
    await wizard.describe('Push code', 'Waited for')
    app.simulator.setFault({ where: 'tokens', method: 'POST', kind: 'slow', milliseconds: 120_000 })
    await wizard.create()
    const made = () =>
      app.simulator.tokens('contoso').filter(({ displayName }) => displayName === 'Waited for')
    await until('the token', () => made().length === 1)
    await advance(61)
    const said = noticeOf(page, 'The answer of Azure DevOps was lost')
    expect(await said.innerText()).toContain('The token was made, but the value did not arrive')
    app.simulator.setFault(null)
    await said.getByRole('button', { name: 'See it in the list' }).click()
    await page
      .getByRole('region', { name: 'Details of Waited for' })
      .getByText(/^Nobody has its value/)
      .waitFor()
    expect(made()).toHaveLength(1)
    await press('New token')
  })
})

describe('a token that was made by hand is checked', () => {
  const cases: readonly { readonly fault: Fault; readonly title: string; readonly text: string }[] = [
    {
      fault: { where: 'connection', kind: 'server-error' },
      title: 'Azure DevOps has a problem',
      text: 'Azure DevOps answered: HTTP 500.'
    },
    {
      fault: { where: 'connection', kind: 'reset' },
      title: 'The connection was interrupted',
      text: 'dev.azure.com was reached'
    },
    {
      fault: { where: 'connection', kind: 'answer-lost' },
      title: 'The connection was interrupted',
      text: 'dev.azure.com was reached'
    },
    {
      fault: { where: 'connection', kind: 'cut-off-json' },
      title: 'An answer that was not expected',
      text: 'HTTP 200'
    },
    {
      fault: { where: 'connection', kind: 'rate-limit', retryAfter: 77 },
      title: 'Azure DevOps asks for a pause',
      text: 'Try again in 77 seconds.'
    },
    {
      fault: { where: 'connection', kind: 'rate-limit', retryAfter: null },
      title: 'Azure DevOps asks for a pause',
      text: 'Try again in 60 seconds.'
    },
    {
      fault: { where: 'connection', kind: '203-page' },
      title: 'The token does not work',
      text: 'contoso does not accept it'
    },
    {
      fault: { where: 'connection', kind: 'redirect' },
      title: 'The token does not work',
      text: 'contoso does not accept it'
    },
    {
      fault: { where: 'connection', kind: 'slow', milliseconds: 120_000 },
      title: 'No answer in time',
      text: 'dev.azure.com took too long.'
    }
  ]
  const paste = () => page.getByRole('button', { name: /^Paste token/ }).click()

  async function pasteOne(fault: Fault): Promise<void> {
    await wizard.begin('contoso')
    await wizard.byHand()
    await wizard.describe('Push code', 'Pasted')
    await wizard.at(headings.page)
    await writeClipboard(app, app.simulator.issueToken('contoso', { scope: 'vso.code_write' }).value)
    app.simulator.setFault(fault)
    await paste()
  }

  it.each(cases)('$fault.kind', async ({ fault, title, text }) => {
    await pasteOne(fault)
    if (fault.kind === 'slow') {
      await page.getByText('Checking the token with Azure DevOps').first().waitFor()
      await asked('connectiondata')
      await advance(61)
    }
    const said = noticeOf(page, title)
    expect(await said.innerText()).toContain(text)
    await wizard.at(headings.page)
    await page.getByText('Pasted', { exact: true }).waitFor()
    app.simulator.setFault(null)
    const again = said.getByRole('button', { name: 'Try again' })
    await (title === 'The token does not work' ? paste() : again.click())
    await wizard.ready()
  })

  it('a byte-order mark does no harm', async () => {
    await pasteOne({ where: 'connection', kind: 'byte-order-mark' })
    await wizard.ready()
  })
})

describe('“Why did it stop?”', () => {
  it.each([
    [{ where: 'connection', kind: 'reset' }, 'The network stands in the way'],
    [{ where: 'connection', kind: 'server-error' }, 'The network stands in the way'],
    [{ where: 'connection', kind: 'cut-off-json' }, 'This cannot be told from here']
  ] satisfies [Fault, string][])('%o', async (fault, title) => {
    await press('Tokens')
    await page.getByRole('option', { name: /Marked/ }).click()
    app.simulator.setFault(fault)
    await press('Why did it stop?')
    const answer = page.getByRole('group', { name: 'Why it stopped' })
    await answer.getByText(title, { exact: true }).waitFor()
    app.simulator.setFault(null)
    await press('Why did it stop?')
    await answer.getByText('It works', { exact: true }).waitFor()
  })
})

describe('after all of this', () => {
  it('the app has asked no host that is not on the list', () => {
    const hosts = app.simulator.hostsAsked('app')
    const allowed = [
      'app.vssps.visualstudio.com',
      'dev.azure.com',
      'login.microsoftonline.com',
      'vssps.dev.azure.com'
    ]
    expect(hosts.filter((host) => !allowed.includes(host))).toEqual([])
    expect(hosts).toContain('vssps.dev.azure.com')
    expect(
      app.simulator.requests().filter(({ client, status }) => client === 'app' && status === 302).length
    ).toBeGreaterThan(2)
  })
})
