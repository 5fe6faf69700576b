import { app, dialog } from 'electron'

/**
 * The end of a start that cannot go on: one dialog and one line, both with the log's place, then exit code 1.
 * The dialog blocks and works before `ready`; on Linux without a display it is a line on stderr.
 */
export function createFatal(log: {
  readonly file: string
  bug(event: string, error: unknown): void
}): (error: unknown) => void {
  let ending = false
  return (error) => {
    // What goes wrong while ending, e.g. with an output that nobody reads, must not start the end anew.
    if (ending) return
    ending = true
    log.bug('app.fatal', error)
    dialog.showErrorBox(
      'Token Tray cannot go on',
      `${error instanceof Error ? error.message : 'Something unexpected happened.'}\n\nDetails are in ${log.file}`
    )
    app.exit(1)
  }
}
