import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { gitRejects } from './programs.js'
import { startApp, type RunningApp } from './running-app.js'
import { headings, walkWizard, type WizardWalk } from './wizard-walk.js'

/* What the app knows of organizations and tokens beyond the one that is being made. */

let app: RunningApp
let page: Page
let wizard: WizardWalk
const press = (name: string): Promise<void> => page.getByRole('button', { name, exact: true }).first().click()

beforeAll(async () => {
  app = await startApp({ az: 'signed-in' })
  page = await app.window()
  wizard = walkWizard(app, page)
})
afterAll(() => app.close())

async function make(name: string): Promise<string> {
  await press('New token')
  await wizard.where('contoso')
  await wizard.byAzureCli()
  await wizard.what('Push code')
  await wizard.life(30, name)
  await wizard.create()
  await wizard.ready()
  return (
    app.simulator.tokens('contoso').find(({ displayName }) => displayName === name)?.authorizationId ?? ''
  )
}

async function details(name: string): Promise<Locator> {
  await press('Tokens')
  await page.getByRole('option', { name: new RegExp(name) }).click()
  return page.getByRole('region', { name: `Details of ${name}` })
}

async function whyDidItStop(name: string): Promise<string> {
  const panel = await details(name)
  await panel.getByRole('button', { name: 'Why did it stop?' }).click()
  const answer = panel.getByRole('group', { name: 'Why it stopped' })
  await answer.waitFor()
  return answer.innerText()
}

describe('the first question', () => {
  it('offers every organization of every tenant of the login, and takes the chosen one', async () => {
    await press('New token')
    await wizard.at(headings.where)
    const list = page
      .getByRole('list', { name: 'Or choose one' })
      .or(page.getByRole('listbox', { name: 'Or choose one' }))
    await list.getByText('guestworks').waitFor()
    await page.getByRole('searchbox', { name: 'Search organizations' }).fill('tail')
    await list.getByText('tailspin').click()
    expect(await page.getByLabel('Organization, or any address from Azure DevOps').inputValue()).toBe(
      'tailspin'
    )
    await wizard.onward()
    await wizard.at(headings.how)
    await press('Back')
  })
})

describe('"Why did it stop?"', () => {
  it('it works: Azure DevOps says so', async () => {
    await make('Working')
    expect(await whyDidItStop('Working')).toMatch(/It works[\s\S]*Azure DevOps says so/)
  })

  it('revoked elsewhere: the list says so', async () => {
    app.simulator.revokeToken(await make('Taken back'))
    expect(await whyDidItStop('Taken back')).toMatch(/It was revoked[\s\S]*Azure DevOps says so/)
  })

  it('ended before its time: the list says so', async () => {
    app.simulator.expireToken(await make('Cut off'))
    expect(await whyDidItStop('Cut off')).toMatch(/It has ended[\s\S]*Azure DevOps says so/)
  })

  it('erased by Git: handed over again, and Git has it', async () => {
    await make('Erased')
    await press('Use it for Git')
    await page.getByRole('button', { name: 'Set it up' }).click()
    await page.getByText(/^Git has it/).waitFor()
    expect(await gitRejects(app, 'contoso')).toMatchObject({ code: 0 })
    expect(await whyDidItStop('Erased')).toMatch(/Git has erased it[\s\S]*This computer knows it/)
    const panel = page.getByRole('region', { name: 'Details of Erased' })
    await panel.getByRole('button', { name: 'Hand over again' }).click()
    await panel.getByText(/^Git has it/).waitFor()
    expect(await whyDidItStop('Erased')).toContain('It works')
  })
})

describe('a token for all organizations', () => {
  it('is found at the service, says when it stops, and leads to its successor', async () => {
    app.simulator.issueToken('contoso', {
      scope: 'vso.packaging',
      displayName: 'Everywhere',
      allOrgs: true
    })
    await press('Tokens')
    await press('Look again at Azure DevOps')
    const panel = await details('Everywhere')
    expect(await panel.innerText()).toContain('1 December 2026')
    await panel.getByRole('button', { name: 'Make its successor' }).click()
    await wizard.at(headings.where)
    expect(await page.getByLabel('Organization, or any address from Azure DevOps').inputValue()).toBe(
      'contoso'
    )
  })
})
