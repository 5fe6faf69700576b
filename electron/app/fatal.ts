import { app, dialog } from 'electron'

export interface FatalLog {
  readonly file: string
  bug(event: string, error: unknown): void
}

const title = 'Token Tray cannot go on'

/**
 * Hears every error that nobody caught, from this call on: one dialog and one line, both with the log's place once
 * there is a log (`logTo`), then exit code 1. `fatal` does the same for an error that was caught. Without these
 * handlers Electron shows a box of its own and goes on as it is (electron/electron lib/browser/init.ts).
 */
export function watchForFatal(): { fatal: (error: unknown) => void; logTo: (log: FatalLog) => void } {
  let log: FatalLog | null = null
  let ending = false

  const fatal = (error: unknown): void => {
    // What goes wrong while ending, e.g. with an output that nobody reads, must not start the end anew.
    if (ending) return
    ending = true
    const reason = error instanceof Error ? error.message : 'Something unexpected happened.'
    const place = log === null ? '' : `Details are in ${log.file}`
    const end = (): void => {
      try {
        dialog.showErrorBox(title, `${reason}\n\n${place}`.trimEnd())
      } finally {
        app.exit(1)
      }
    }
    log?.bug('app.fatal', error)
    // SECURITY: what went wrong may quote what it failed on; the log takes tokens out of it.
    process.stderr.write(`${title}: ${place === '' ? reason : place}\n`)
    // Before `ready` Linux prints the box only, and nobody reads what a start from a menu prints. `ready` comes also
    // after a module that threw.
    if (process.platform === 'linux') void app.whenReady().then(end)
    else end()
  }
  process.on('uncaughtException', fatal)
  process.on('unhandledRejection', fatal)
  return {
    fatal,
    logTo: (to) => {
      log = to
    }
  }
}
