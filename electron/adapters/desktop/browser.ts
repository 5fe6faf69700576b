import { shell } from 'electron'
import { AppFailure } from '../../domain/app-failure.js'
import type { Browser } from '../../services/ports.js'

/** SECURITY: the only way out to the system's browser: https, no credentials, nothing else. */
export function isOpenable(address: string): boolean {
  try {
    const url = new URL(address)
    return url.protocol === 'https:' && url.username === '' && url.password === ''
  } catch {
    return false
  }
}

/**
 * The system's browser. On Linux `openExternal` resolves even where there is none, so the page shows the
 * address for copying as well.
 */
export function createBrowser(): Browser {
  return {
    open: async (address) => {
      if (!isOpenable(address)) throw new RangeError('only https addresses without credentials are opened')
      try {
        await shell.openExternal(address)
      } catch (cause) {
        throw new AppFailure('browser-not-opened', { address }, { cause })
      }
    }
  }
}
