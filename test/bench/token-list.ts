import type { Page } from 'playwright-core'
import { callFrom } from '../e2e/page-call.js'
import { startApp } from '../e2e/running-app.js'
import { walkWizard } from '../e2e/wizard-walk.js'
import { median, percentile, type BenchRow } from './bench-table.js'

const count = 1000
const showings = 7
/** Milliseconds from a key to what it shows, for 95 of 100 keys. */
const keyAim = 50

/** Milliseconds from a press on “Tokens” until its first row is painted. */
async function firstPaint(page: Page): Promise<number> {
  const took: number[] = []
  for (let showing = -1; showing < showings; showing += 1) {
    await page.getByRole('button', { name: 'Settings', exact: true }).first().click()
    await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor()
    const one = await page.evaluate(async () => {
      const painted = (): Promise<void> =>
        new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
      const button = [...document.querySelectorAll('button')].find((found) => found.textContent === 'Tokens')
      if (button === undefined) throw new Error('no way to the tokens')
      const from = performance.now()
      button.click()
      while (document.querySelector('[role=option]') === null) await painted()
      await painted()
      return performance.now() - from
    })
    // The first one loads what the others find there.
    if (showing >= 0) took.push(one)
  }
  return median(took)
}

/** Milliseconds from each of many keys in the search field until the list that it leaves is painted. */
function keys(page: Page): Promise<readonly number[]> {
  return page.evaluate(async () => {
    const field = document.querySelector<HTMLInputElement>('input[type=search]')
    const value = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')
    if (field === null || value?.set === undefined) throw new Error('no search field')
    const took: number[] = []
    const words = ['seeded 1', 'contoso', 'seeded 77', 'code', 'nothing of it', 'seeded 999']
    const texts = words.flatMap((word) => [
      ...Array.from({ length: word.length }, (_, end) => word.slice(0, end + 1)),
      ...Array.from({ length: word.length }, (_, end) => word.slice(0, word.length - end - 1))
    ])
    for (const text of texts) {
      const from = performance.now()
      // As React hears a key.
      value.set.call(field, text)
      field.dispatchEvent(new Event('input', { bubbles: true }))
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
      took.push(performance.now() - from)
    }
    return took
  })
}

/** Kilobytes of the page's own memory after a clean-up. */
async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  await session.detach()
  return usedSize / 1024
}

/** The list with a thousand tokens, beside the same list with one. */
export async function tokenListRows(): Promise<readonly BenchRow[]> {
  const app = await startApp({ az: 'signed-in' })
  try {
    const page = await app.window()
    const wizard = walkWizard(app, page)
    await page.getByRole('button', { name: 'New token' }).first().click()
    await wizard.where('contoso')
    await wizard.byAzureCli()
    await wizard.what('Push code')
    await wizard.life(30, 'The only one')
    await wizard.create()
    await wizard.ready()
    const paintOne = await firstPaint(page)
    const heapOne = await heapOf(page)
    app.simulator.seedTokens('contoso', count)
    await callFrom(page, 'refreshTokens', null)
    await page.getByText('seeded 0', { exact: true }).waitFor()
    const paint = await firstPaint(page)
    const slowest = percentile(await keys(page), 95)
    return [
      { name: 'list.first-paint-1000', value: paint, unit: 'ms', baseline: paintOne, aim: 2 },
      { name: 'list.key-to-paint-p95', value: slowest, unit: 'ms', baseline: keyAim, aim: 1 },
      { name: 'list.page-memory-1000', value: await heapOf(page), unit: 'kB', baseline: heapOne, aim: 2 }
    ]
  } finally {
    await app.close()
  }
}
