import type Electron from 'electron'
import { spawn } from 'node:child_process'
import { programEnvironment } from '../program-environment.js'
import { strict } from '../not-built.js'

/** Opens addresses with xdg-open. Resolves without waiting for it, also where no browser is there (docs/api/shell.md). */
export const shell = strict('shell', {
  openExternal: (url: string) => {
    const program = url.startsWith('mailto:') ? 'xdg-email' : 'xdg-open'
    const child = spawn(program, [url], { stdio: 'ignore', detached: true, env: programEnvironment() })
    child.on('error', () => undefined)
    child.unref()
    return Promise.resolve()
  }
} satisfies Pick<Electron.Shell, 'openExternal'>)
