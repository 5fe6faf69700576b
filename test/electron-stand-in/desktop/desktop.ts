import type Electron from 'electron'
import { spawn } from 'node:child_process'
import { print } from '../print.js'
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

/** showErrorBox prints on Linux before `ready` (docs/api/dialog.md); here always, because a box would block. */
export const dialog = strict('dialog', {
  showErrorBox: (title: string, content: string) => {
    print(title, content)
  }
} satisfies Pick<Electron.Dialog, 'showErrorBox'>)
