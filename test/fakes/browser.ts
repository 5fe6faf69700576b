import type { Browser } from '../../electron/services/ports/desktop.js'

/** Keeps the addresses that were opened. `onOpen` is the person at the page. */
export interface FakeBrowser extends Browser {
  readonly opened: string[]
  onOpen: (address: string) => void
  /** Opening rejects with this until it is null again. */
  broken: Error | null
}

export function createFakeBrowser(): FakeBrowser {
  const browser: FakeBrowser = {
    opened: [],
    onOpen: () => undefined,
    broken: null,
    open: async (address) => {
      if (browser.broken !== null) throw browser.broken
      browser.opened.push(address)
      browser.onOpen(address)
    }
  }
  return browser
}
