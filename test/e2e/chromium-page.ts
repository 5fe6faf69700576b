import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { chromium, type Browser, type Page } from 'playwright-core'
import { until } from './until.js'

/** A Chromium that somebody else started with a debugging port. */
export interface ChromiumDoor {
  /** Waits for a page whose address matches; the newest of several. */
  page(address: RegExp): Promise<Page>
  hasPage(address: RegExp): Promise<boolean>
  /** True while a Chromium answers at all. */
  isOpen(): Promise<boolean>
  disconnect(): Promise<void>
}

/** Milliseconds that a page may take for what a test asks of it: for a slow machine, no part of any proof. */
const actionLimit = 90_000

/** Where a Chromium that was started with `--remote-debugging-port=0` on a profile tells its port. */
export const portOfProfile = (profile: string) => async (): Promise<string> => {
  const text = await readFile(path.join(profile, 'DevToolsActivePort'), 'utf8').catch(() => '')
  return text.split('\n')[0] ?? ''
}

/**
 * Joins a running Chromium as a second client; joins again when it was ended and started anew. `findPort` gives
 * an empty text while there is none.
 */
export function openChromiumDoor(findPort: () => Promise<string>): ChromiumDoor {
  let joined: { port: string; browser: Browser } | null = null

  async function browser(): Promise<Browser | null> {
    const port = await findPort()
    if (port === '') return null
    if (joined?.port === port && joined.browser.isConnected()) return joined.browser
    // A Chromium that is just ending may take the call and never answer: then its successor is asked.
    const fresh = await chromium
      .connectOverCDP(`http://127.0.0.1:${port}`, { timeout: 20_000 })
      .catch(() => null)
    if (fresh === null) return null
    // The stand-in answers dialogs itself; without a listener Playwright would dismiss them first.
    for (const context of fresh.contexts()) {
      context.on('dialog', () => undefined)
      context.setDefaultTimeout(actionLimit)
    }
    joined = { port, browser: fresh }
    return fresh
  }

  async function find(address: RegExp): Promise<Page | null> {
    const pages = (await browser())?.contexts().flatMap((context) => context.pages()) ?? []
    return pages.findLast((page) => address.test(page.url())) ?? null
  }

  return {
    page: (address) => until(`a page at ${String(address)}`, () => find(address), 120_000),
    hasPage: async (address) => (await find(address)) !== null,
    isOpen: async () => (await browser()) !== null,
    disconnect: async () => {
      await joined?.browser.close().catch(() => undefined)
      joined = null
    }
  }
}
