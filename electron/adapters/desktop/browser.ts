import { shell } from 'electron'
import { helpPages } from '../../domain/addresses.js'
import { AppFailure } from '../../domain/app-failure.js'
import type { Browser } from '../../services/ports/desktop.js'
import { isWebLink } from '../../shared/web-link.js'

export interface BrowserDeps {
  /** True for the service's and its sign-in's own hosts. */
  readonly isServiceAddress: (url: URL) => boolean
}

const help: readonly string[] = Object.values(helpPages)

/** True for `named` itself and what lies below its path. */
function isBelow(url: URL, named: string): boolean {
  const { origin, pathname } = new URL(named)
  const isThere = url.pathname === pathname || url.pathname.startsWith(`${pathname.replace(/\/$/, '')}/`)
  return url.origin === origin && isThere
}

/**
 * The system's browser. On Linux `openExternal` resolves even where there is none, so the page shows the
 * address for copying as well.
 *
 * SECURITY: the only way out to it: https, no credentials, and only to where the service, its sign-in, a help page or
 * what the person named is.
 */
export function createBrowser({ isServiceAddress }: BrowserDeps): Browser {
  function isOpenable(address: string, named: string | undefined): boolean {
    if (!isWebLink(address)) return false
    const url = new URL(address)
    return isServiceAddress(url) || help.includes(address) || (named !== undefined && isBelow(url, named))
  }

  return {
    open: async (address, named) => {
      if (!isOpenable(address, named)) throw new RangeError('an address that nobody named is not opened')
      try {
        await shell.openExternal(address)
      } catch (cause) {
        throw new AppFailure('browser-not-opened', { address }, { cause })
      }
    }
  }
}
