import type { Page } from 'playwright-core'
import type { RunningApp } from '../e2e/running-app.js'
import { headings, makeTokenByHand, revokeTokenByHand, type WizardWalk } from '../e2e/wizard-walk.js'

/** Who makes the token of the main road. */
export type TourEngine = 'sign-in' | 'az' | 'assisted'

/** Where the main road differs by engine. */
interface EngineRoad {
  readonly how: string
  /** Chooses the engine and goes on; gives the evidence. */
  readonly choose: (app: RunningApp, wizard: WizardWalk) => Promise<string>
  readonly lastHeading: string
  readonly make: string
  readonly finish: (app: RunningApp, wizard: WizardWalk, page: Page) => Promise<void>
  /** The way once more, to the step after it. */
  readonly again: (page: Page, wizard: WizardWalk) => Promise<void>
  /** What the person has to do elsewhere when the app revokes. */
  readonly revokeToo: (app: RunningApp, name: string) => Promise<void>
}

const byTheApp = {
  again: async (_page: Page, wizard: WizardWalk) => {
    await wizard.at(headings.how)
    await wizard.onward()
    await wizard.at(headings.what)
  },
  lastHeading: headings.review,
  make: 'Review and create: made as asked',
  finish: (_app: RunningApp, wizard: WizardWalk) => wizard.create(),
  revokeToo: () => Promise.resolve()
} as const

export const engineRoads: Readonly<Record<TourEngine, EngineRoad>> = {
  'sign-in': {
    ...byTheApp,
    how: 'How: signing in with the system browser',
    choose: async ({ simulator }, wizard) => {
      const said = await wizard.signIn()
      const [authorize] = simulator.requests().filter((one) => one.path.endsWith('/authorize'))
      if (!/code_challenge_method=S256/.test(authorize?.query ?? '')) throw new Error('no PKCE')
      return `account chosen, consent given in the browser (PKCE S256); it says “${said}”`
    }
  },
  az: {
    ...byTheApp,
    how: 'How: the login of Azure CLI is borrowed',
    choose: async ({ simulator }, wizard) => {
      await wizard.byAzureCli()
      await wizard.at(headings.what)
      const opened = simulator.requests().filter(({ client }) => client === 'browser')
      if (opened.length > 0) throw new Error('a browser was opened')
      return 'az is signed in: no browser, no registration of an app'
    }
  },
  assisted: {
    again: async (_page, wizard) => {
      await wizard.byHand()
      await wizard.at(headings.what)
    },
    how: 'How: by hand on the token page',
    choose: async (_app, wizard) => {
      await wizard.byHand()
      await wizard.at(headings.what)
      return 'nothing has to be set up for it'
    },
    lastHeading: headings.page,
    make: 'Made by hand on the token page, pasted and checked',
    finish: async (app, _wizard, page) => {
      const label = (words: RegExp) =>
        page.getByRole('button', { name: words }).first().getAttribute('aria-label')
      const date = ((await label(/^Copy \d{4}-/)) ?? '').replace('Copy ', '')
      const name = ((await label(/^Copy Push code/)) ?? '').replace('Copy ', '')
      await page.getByRole('button', { name: 'Open the page' }).click()
      const browser = await app.browser(/contoso\/_usersSettings\/tokens|login/)
      await makeTokenByHand(browser, { name, date, scope: 'Code: Read & write' })
      await page.getByRole('button', { name: /^Paste token/ }).click()
      await page
        .getByRole('radiogroup', { name: 'Which end does the page show?' })
        .getByRole('radio')
        .first()
        .click()
    },
    revokeToo: async (app, name) => {
      const browser = await app.browser(/contoso\/_usersSettings\/tokens|login/)
      await revokeTokenByHand(browser, name)
    }
  }
}
