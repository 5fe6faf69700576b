import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { callFrom } from './page-call.js'
import { runProgram } from './programs.js'
import { startApp, type RunningApp } from './running-app.js'
import { until } from './until.js'
import { walkWizard } from './wizard-walk.js'

/* What the app asks in a dialog of the system: where a text goes, and whether tokens may be lost. */

let app: RunningApp
let page: Page

const x = (...words: string[]) => runProgram('xdotool', words, app.env)
const question = async (): Promise<string | null> => {
  const { code, output } = await x('search', '--onlyvisible', '--name', '^Question$')
  return code === 0 && output !== '' ? (output.split('\n')[0] ?? null) : null
}
/**
 * Clicks one of the dialog's buttons, which stand in a row at its lower edge, so many pixels from the left. By mouse: a
 * key that is pressed while its window goes is heard by the next one.
 */
async function press(from: number): Promise<void> {
  const found = await until('the question', question)
  const { output } = await x('getwindowgeometry', '--shell', found)
  const height = Number(/^HEIGHT=(\d+)$/m.exec(output)?.[1])
  await until('the answered question', async () => {
    // Electron's stays above its window, the stand-in's does not.
    const to = ['mousemove', '--window', found, String(from), String(height - 20)]
    await x('windowraise', found, ...to, 'click', '1')
    return (await question()) === null
  })
}
const pressFirst = (): Promise<void> => press(30)
const pressSecond = (): Promise<void> => press(130)

beforeAll(async () => {
  app = await startApp({ desktop: { keyring: 'none' } })
  page = await app.window()
  await page.getByRole('button', { name: 'New token' }).first().click()
  const wizard = walkWizard(app, page)
  await wizard.where('contoso')
  await wizard.signIn()
  await wizard.what('Push code')
  await wizard.life(30, 'Memory only')
  await wizard.create()
  await page.getByText(/The token is safe in memory until you quit/).waitFor()
})
afterAll(() => app.close())

describe('saving a text', () => {
  it('writes what was shown where the person said, readable by them alone', async () => {
    const { value } = (await callFrom(page, 'getDiagnostics', null)) as { value: { text: string } }
    const saving = callFrom(page, 'saveDiagnostics', null)
    await pressFirst()
    expect(await saving).toMatchObject({ value: { saved: true } })
    const file = path.join(app.env['HOME'] ?? '', 'token-tray-diagnostics.txt')
    await until('the file', async () => existsSync(file))
    expect(readFileSync(file, 'utf8')).toBe(value.text)
    expect(statSync(file).mode & 0o077).toBe(0)
  })
})

describe('quitting while a token is in no keychain', () => {
  it('asks first, and stays where the person cancels', async () => {
    await app.chooseFromTray('Quit')
    await until('the question', question)
    const pictures = path.join('out', 'pictures')
    mkdirSync(pictures, { recursive: true })
    await app.desktop.screenshot(path.join(pictures, 'question-before-quitting.png'))
    await pressFirst()
    expect(await page.getByText(/The token is safe in memory until you quit/).isVisible()).toBe(true)
    expect(await app.tray()).not.toBeNull()
  })

  it('quits where the person means it', async () => {
    await app.chooseFromTray('Quit')
    await pressSecond()
    expect(await app.ended).toBe(0)
  })
})
