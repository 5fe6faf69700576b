import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { chromium } from 'playwright-core'
import type { Browser, Page } from 'playwright-core'
import { until } from './until.js'

/** A Chromium that somebody else started with `--remote-debugging-port=0` on this profile. */
export interface ChromiumDoor {
  /** Waits for a page whose address matches; the newest of several. */
  page(address: RegExp): Promise<Page>
  /** True while a Chromium answers on this profile. */
  isOpen(): Promise<boolean>
  disconnect(): Promise<void>
}

/** Joins a running Chromium as a second client; joins again when it was ended and started anew. */
export function openChromiumDoor(profile: string): ChromiumDoor {
  let joined: { port: string; browser: Browser } | null = null

  async function browser(): Promise<Browser | null> {
    const text = await readFile(path.join(profile, 'DevToolsActivePort'), 'utf8').catch(() => '')
    const port = text.split('\n')[0] ?? ''
    if (port === '') return null
    if (joined?.port === port && joined.browser.isConnected()) return joined.browser
    const fresh = await chromium.connectOverCDP(`http://127.0.0.1:${port}`).catch(() => null)
    if (fresh === null) return null
    // The stand-in answers dialogs itself; without a listener Playwright would dismiss them first.
    for (const context of fresh.contexts()) context.on('dialog', () => undefined)
    joined = { port, browser: fresh }
    return fresh
  }

  return {
    page: (address) =>
      until(`a page at ${String(address)}`, async () => {
        const pages = (await browser())?.contexts().flatMap((context) => context.pages()) ?? []
        return pages.findLast((page) => address.test(page.url())) ?? null
      }),
    isOpen: async () => (await browser()) !== null,
    disconnect: async () => {
      await joined?.browser.close().catch(() => undefined)
      joined = null
    }
  }
}
