import { Menu, app } from 'electron'

/** How long the app may take to put things away when it quits, in milliseconds. */
const finishLimit = 3000

export interface LifecycleDeps {
  /** False where this desktop has no tray: then the app ends with its window. */
  readonly hasTray: () => boolean
  readonly open: () => void
  /** Clears what must not outlive the app, e.g. a token on the clipboard. */
  readonly finish: () => Promise<void>
}

/**
 * Keeps the app alive in the tray, answers a second start and the Dock, and puts things away at quit. Called
 * before `ready`.
 */
export function keepLifecycle(deps: LifecycleDeps): void {
  // Without a listener here Electron would quit with the last window.
  app.on('window-all-closed', () => {
    if (!deps.hasTray()) app.quit()
  })
  app.on('second-instance', () => {
    deps.open()
  })
  app.on('activate', () => {
    if (app.isReady()) deps.open()
  })

  let finished = false
  app.on('will-quit', (event) => {
    if (finished) return
    event.preventDefault()
    finished = true
    const limit = new Promise<void>((resolve) => setTimeout(resolve, finishLimit))
    void Promise.race([deps.finish().catch(() => undefined), limit]).then(() => {
      app.quit()
    })
  })
}

/** No menu bar but on macOS, where editing keys exist only through a menu. Called after `ready`. */
export function setApplicationMenu(): void {
  if (process.platform === 'darwin') {
    app.dock?.hide()
    Menu.setApplicationMenu(
      Menu.buildFromTemplate([{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }])
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
