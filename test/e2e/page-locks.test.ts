import { writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { callFrom } from './page-call.js'
import { startApp, type RunningApp } from './running-app.js'
import { until } from './until.js'

/* What a page that was taken over would try first, tried from the page of the built app (SECURITY.md). */

let app: RunningApp
let page: Page
let address: string

beforeAll(async () => {
  app = await startApp()
  page = await app.window()
  await page.getByRole('heading', { name: 'Tokens', level: 1 }).waitFor()
  address = page.url()
})
afterAll(() => app.close())

const refused = (what: string): Promise<unknown> =>
  until(`page.refused ${what}`, async () => app.log().includes(`page.refused what="${what}"`))

/** It is still our page, over the bridge as well. */
async function stays(): Promise<void> {
  expect(page.url()).toBe(address)
  expect(await callFrom(page, 'getSnapshot', null)).toMatchObject({ ok: true })
  expect(page.context().pages()).toHaveLength(1)
}

describe('a page that wants out', () => {
  it('opens no window', async () => {
    expect(await page.evaluate(() => window.open('https://example.invalid/') === null)).toBe(true)
    await refused('window')
    await stays()
  })

  it('navigates to no other origin', async () => {
    await page.evaluate(() => {
      window.location.href = 'https://example.invalid/'
    })
    await refused('navigation')
    await stays()
  })

  it('loads no file that is dropped on it', async () => {
    const file = path.join(app.directory, 'dropped.html')
    writeFileSync(file, '<h1>dropped</h1>')
    // As the desktop does it: an event of a script alone would drop nothing.
    const chromium = await page.context().newCDPSession(page)
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      const data = { items: [], files: [file], dragOperationsMask: 1 }
      await chromium.send('Input.dispatchDragEvent', { type, x: 300, y: 300, data })
    }
    await stays()
    expect(await page.getByText('dropped').count()).toBe(0)
  })

  it('is granted no permission', async () => {
    const asked = await page.evaluate(async () => {
      const states = ['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read', 'midi'].map(
        async (name) => (await navigator.permissions.query({ name: name as PermissionName })).state
      )
      const place = new Promise<string>((resolve) =>
        navigator.geolocation.getCurrentPosition(
          () => resolve('given'),
          ({ code }) => resolve(code === 1 ? 'denied' : `other ${code}`)
        )
      )
      return [...(await Promise.all(states)), await Notification.requestPermission(), await place]
    })
    expect(new Set(asked)).toEqual(new Set(['denied']))
    await stays()
  })

  it('connects nowhere, embeds nothing and runs nothing that is not ours', async () => {
    await page.evaluate(async () => {
      const seen = Object.assign(window, { broken: [] as string[] })
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
        seen.broken.push(effectiveDirective)
      })
      const add = (name: string, values: object): void => {
        document.body.append(Object.assign(document.createElement(name), values))
      }
      await fetch('https://example.invalid/').catch(() => undefined)
      add('iframe', { src: 'https://example.invalid/' })
      add('script', { textContent: 'window.ran = true' })
      add('base', { href: 'https://example.invalid/' })
      const form = Object.assign(document.createElement('form'), { action: 'https://example.invalid/' })
      document.body.append(form)
      form.submit()
    })
    const seen = () => page.evaluate(() => ('broken' in window ? (window.broken as string[]) : []))
    for (const directive of ['connect-src', 'frame-src', 'script-src-elem', 'base-uri', 'form-action']) {
      await until(directive, async () => (await seen()).includes(directive))
    }
    expect(await page.evaluate(() => 'ran' in window)).toBe(false)
    await stays()
  })
})
