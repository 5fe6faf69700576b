import { strict } from '../not-built.js'
import { start } from '../program.js'

/** Opens addresses with xdg-open. Resolves without waiting for it, also where no browser is there (docs/api/shell.md). */
export const shell = strict('shell', {
  openExternal: (url: string) => {
    start('xdg-open', [url], { stdio: 'ignore', detached: true }).unref()
    return Promise.resolve()
  }
})
