import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { projectRoot } from '../project-root.js'
import { runProgram } from './programs.js'
import { startApp, type RunningApp } from './running-app.js'
import { until } from './until.js'

/* A token that somebody left in the address of a remote: found in the folder that the person opens, and moved out. */

let app: RunningApp
let page: Page
let repository: string
let value: string

const git = (...words: string[]) => runProgram('git', ['-C', repository, ...words], app.env)
const addressOf = async () => (await git('config', 'remote.origin.url')).output.trim()
const x = (...words: string[]) => runProgram('xdotool', words, app.env)

beforeAll(async () => {
  app = await startApp()
  page = await app.window()
  // The stand-in's dialog offers the home folder.
  repository = app.env['HOME'] ?? ''
  value = app.simulator.issueToken('contoso', {
    ...{ scope: 'vso.code_write', displayName: 'In an address' },
    validTo: Date.now() + 30 * 86_400_000
  }).value
  await git('init', '-q')
  await git('remote', 'add', 'origin', `https://pat:${value}@dev.azure.com/contoso/web-shop/_git/web-shop`)
})
afterAll(() => app.close())

it('is taken out of the address once Git has a helper, and Git goes on reading without it', async () => {
  await page.getByRole('button', { name: 'Uses' }).click()
  await page.getByRole('button', { name: 'Look into a repository…' }).click()
  const asked = await until('the question which folder', async () => {
    const { code, output } = await x('search', '--onlyvisible', '--name', '^Question$')
    return code === 0 && output !== '' ? (output.split('\n')[0] ?? null) : null
  })
  const { output } = await x('getwindowgeometry', '--shell', asked)
  const height = Number(/^HEIGHT=(\d+)$/m.exec(output)?.[1])
  // By mouse: a key that is held while its window goes would be pressed on in the next one.
  await until('the answered question', async () => {
    await x('mousemove', '--window', asked, '30', String(height - 20), 'click', '1')
    return (await x('getwindowname', asked)).code !== 0
  })
  await page.getByText(/in the address, as plain text/).waitFor()
  await page.getByRole('button', { name: /^Move it out/ }).click()
  await page.getByText('Git has nowhere to keep a token', { exact: true }).waitFor()
  expect(await addressOf()).toContain(value)

  const helper = path.join(projectRoot(), 'out/tools/git-credential-libsecret')
  const file = path.join(app.profile, 'home', '.gitconfig')
  await git('config', '--file', file, 'credential.helper', helper)
  await page.getByRole('button', { name: /^Move it out/ }).click()
  await page.getByText(/^Moved out of the address/).waitFor()
  expect(await addressOf()).toBe('https://dev.azure.com/contoso/web-shop/_git/web-shop')
  expect(await page.content()).not.toContain(value)
  const read = app.simulator.requests().filter(({ path: asked }) => asked.includes('/info/refs'))
  expect(read.at(-1)?.status).toBe(200)
})
