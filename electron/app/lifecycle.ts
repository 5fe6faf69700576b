import { Menu, app, dialog, powerMonitor, type BrowserWindow, type Details } from 'electron'

/** How long the app may take to put things away when it quits, in milliseconds. */
const finishLimit = 3000
/** Milliseconds after which a session that still goes on was not ended after all: another program called that off. */
const sessionEndLimit = 60_000

export interface LifecycleDeps {
  /** False where this desktop has no tray: then the app ends with its window. */
  readonly hasTray: () => boolean
  readonly open: () => void
  /**
   * False, after the person was asked, where they would rather keep what is only in memory. Asked before a quit
   * that a person wishes, never at the end of the session, which must not wait for us.
   */
  readonly mayQuit: () => Promise<boolean> | true
  /** Clears what must not outlive the app, e.g. a token on the clipboard. */
  readonly finish: () => Promise<void>
  /** A process of ours, e.g. the keychain's, did not start or ended by a fault. */
  readonly onProcessGone: (details: ProcessGone) => void
}
type ProcessGone = Pick<Details, 'type' | 'reason' | 'exitCode'>

/**
 * Keeps the app alive in the tray, answers a second start and the Dock, and puts things away at quit. Called
 * before `ready`.
 */
export function keepLifecycle(deps: LifecycleDeps): void {
  // Without a listener here Electron would quit with the last window.
  app.on('window-all-closed', () => {
    if (!deps.hasTray()) app.quit()
  })
  app.on('second-instance', () => deps.open())
  app.on('activate', () => {
    if (app.isReady()) deps.open()
  })

  let sessionEnds = false
  let allowed = false
  let asking = false
  let goesOn: ReturnType<typeof setTimeout> | undefined
  function endSession(): void {
    sessionEnds = true
    clearTimeout(goesOn)
    goesOn = setTimeout(() => {
      sessionEnds = false
    }, sessionEndLimit)
  }
  app.once('ready', () => {
    // On Linux Electron overlooks a listener of `shutdown` that is its first one of all (B3).
    powerMonitor.on('suspend', () => undefined)
    powerMonitor.on('shutdown', endSession)
  })
  app.on('before-quit', (event) => {
    if (allowed || sessionEnds) return
    const answer = asking ? false : deps.mayQuit()
    if (answer === true) return
    event.preventDefault()
    if (answer === false) return
    asking = true
    // Where nobody can be asked, the wish stands.
    void answer
      .catch(() => true)
      .then((may) => {
        asking = false
        allowed = may
        if (may) app.quit()
        // Their window may have been closed by the wish to quit, and without a tray nothing else opens it.
        else deps.open()
      })
  })

  // Windows tells the end of the session to windows alone, not to the app (electron/electron docs/api/app.md), and
  // Electron ends the process right after, unless it quits already (shell/browser/native_window_views_win.cc).
  app.on('browser-window-created', (_event, window) =>
    window.once('session-end', () => {
      endSession()
      app.quit()
    })
  )
  app.on('child-process-gone', (_event, { type, reason, exitCode }) => {
    // The keychain's process is ended by us whenever it has nothing to do.
    if (reason !== 'killed' && reason !== 'clean-exit') deps.onProcessGone({ type, reason, exitCode })
  })

  let finished = false
  app.on('will-quit', (event) => {
    if (finished) return
    event.preventDefault()
    finished = true
    const limit = new Promise<void>((resolve) => setTimeout(resolve, finishLimit))
    void Promise.race([deps.finish().catch(() => undefined), limit]).then(() => app.quit())
  })
}

/**
 * Asks whether tokens that only this run of the app holds may be lost. `over` is shown: a box of no window stops the
 * whole process on macOS until it is answered (electron/electron shell/browser/ui/message_box_mac.mm).
 */
export async function askToLose(over: BrowserWindow, tokens: readonly string[]): Promise<boolean> {
  const { response } = await dialog.showMessageBox(over, {
    type: 'warning',
    message:
      tokens.length === 1
        ? 'One token is in no keychain yet.'
        : `${tokens.length} tokens are in no keychain yet.`,
    detail: `${tokens.join('\n')}\n\nTheir values are in memory only. When you quit, they are lost: copy or keep them first, or revoke them later.`,
    buttons: ['Cancel', 'Quit and lose'],
    defaultId: 0,
    cancelId: 0
  })
  return response === 1
}

/** No menu bar but on macOS, where the keys that edit and close exist only through a menu. Called after `ready`. */
export function setApplicationMenu(): void {
  if (process.platform === 'darwin') {
    app.dock?.hide()
    Menu.setApplicationMenu(
      Menu.buildFromTemplate([
        { role: 'appMenu' },
        { role: 'fileMenu' },
        { role: 'editMenu' },
        { role: 'windowMenu' }
      ])
    )
    return
  }
  Menu.setApplicationMenu(null)
}

/** True where this start should stay in the tray: the login item starts the app so. */
export function startsHidden(): boolean {
  return (
    process.argv.includes('--hidden') ||
    (process.platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin)
  )
}
