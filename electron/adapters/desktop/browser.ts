import { shell } from 'electron'
import { AppFailure } from '../../domain/app-failure.js'
import type { Browser } from '../../services/ports.js'
import { isWebLink } from '../../shared/web-link.js'

/**
 * The system's browser. On Linux `openExternal` resolves even where there is none, so the page shows the
 * address for copying as well.
 */
export function createBrowser(): Browser {
  return {
    open: async (address) => {
      if (!isWebLink(address)) throw new RangeError('only https addresses without credentials are opened')
      try {
        await shell.openExternal(address)
      } catch (cause) {
        throw new AppFailure('browser-not-opened', { address }, { cause })
      }
    }
  }
}
