import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { RunningApp } from './running-app.js'
import { backToStart, headings, walkWizard, type WizardWalk } from './wizard-walk.js'

/** The wizard of a person who makes many tokens, one after another, in one window. */
export interface WizardReturn extends WizardWalk {
  /** To the question after «where», from wherever the wizard stands. */
  begin(organization: string): Promise<void>
  /** To «what», with the sign-in that is there already. */
  beginSignedIn(organization: string): Promise<void>
  /** Answers «what» and «life», for 30 days. */
  describe(task: string, name: string): Promise<void>
  /** Another way to the same token, at the last step. */
  switchTo(way: RegExp): Promise<void>
  /** The draft stands as it was at the last step, and no token of its name is good. */
  expectDraft(organization: string, name: string): Promise<void>
}

export function returnToWizard(app: RunningApp, page: Page): WizardReturn {
  const walk = walkWizard(app, page)
  const begin = async (organization: string): Promise<void> => {
    await backToStart(page)
    await walk.where(organization)
  }
  return {
    ...walk,
    begin,
    beginSignedIn: async (organization) => {
      await begin(organization)
      await walk.at(headings.how)
      const form = page.getByRole('form', { name: 'New token' })
      await form.getByText('Signed in as developer@contoso.example.').waitFor()
      await page.getByRole('radio', { name: /Sign in, and let this app make it/ }).check()
      await walk.onward()
    },
    describe: async (task, name) => {
      await walk.what(task)
      await walk.life(30, name)
    },
    switchTo: async (way) => {
      await page.getByRole('button', { name: /^Made by:/ }).click()
      await page.getByRole('menuitemradio', { name: way }).click()
    },
    expectDraft: async (organization, name) => {
      await walk.at(headings.review)
      await page.getByText(name, { exact: true }).waitFor()
      expect(await page.getByRole('button', { name: 'Create token' }).isEnabled()).toBe(true)
      const made = app.simulator.tokens(organization).filter(({ displayName }) => displayName === name)
      expect(made.filter(({ revoked }) => !revoked)).toEqual([])
    }
  }
}
