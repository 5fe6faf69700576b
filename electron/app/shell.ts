import { app, dialog, nativeTheme, powerMonitor, type BrowserWindow, type WebContents } from 'electron'
import { AppFailure } from '../domain/app-failure.js'
import type { TrayActions, TrayCommand } from '../domain/tray-model.js'
import type { Core } from '../services/core.js'
import type { Log } from '../services/ports/log.js'
import type { EventName, EventValue } from '../shared/ipc-contract.js'
import type { Theme } from '../shared/settings-view.js'
import type { AppSnapshot, Place } from '../shared/view.js'
import { openIpc, sendEvent } from './ipc-router.js'
import { setApplicationMenu, startsHidden } from './lifecycle.js'
import { createMainWindow } from './main-window.js'
import { createRefusalCount } from './refusal-count.js'
import type { TrayPlace } from './tray-place.js'
import type { Bounds } from './window-place.js'

export interface ShellDeps {
  readonly paths: {
    readonly preload: string
    readonly page: string
    readonly icon: string
  }
  readonly tray: TrayPlace
  readonly log: Log
  readonly logFile: string
  readonly rememberedBounds: () => Bounds | null
  readonly rememberBounds: (bounds: Bounds) => void
  /** The person closed the window before, at this start or an earlier one, and was told that the app lives on. */
  readonly closedBefore: () => boolean
  readonly rememberClosed: () => void
  /** Shows a desktop notice if the system lets it. */
  readonly notice: (title: string, body: string) => void
}

/** What a person sees of the app from outside the page: its window and its tray item. */
export interface Shell {
  /** Opens the window, at a place where one is given. */
  open(place: Place | null): void
  /** Opens the window and shows it at once, for a question over it. */
  show(): BrowserWindow
  /** Where the page should go first; null when asked again. */
  takePlace(): Place | null
  /** How often the bridge refused what. */
  refusals(): Readonly<Record<string, number>>
  /**
   * Connects the core: its state appears in window and tray, the page's calls reach it, and it starts soon after. The
   * window opens, but for a start into the tray.
   */
  start(core: Core): void
}

const themeSource: Record<Theme, 'system' | 'light' | 'dark'> = {
  system: 'system',
  light: 'light',
  dark: 'dark',
  'high-contrast': 'dark'
}

/** Milliseconds that a panel has to come back, as after a crash, before an app without a window opens one. */
const panelLimit = 10_000

/**
 * Milliseconds that icon and window have before the core begins what it does by itself: they appear only while this
 * process has nothing else to do.
 */
const headStart = 250

/** Call after `ready`. */
export function createShell(deps: ShellDeps): Shell {
  const { paths, log, tray } = deps
  const refusals = createRefusalCount(log)
  let place: Place | null = null
  let placeTaken = false
  let quitting = false
  let panelGone: ReturnType<typeof setTimeout> | undefined

  const window = createMainWindow({
    title: app.getName(),
    icon: paths.icon,
    preload: paths.preload,
    pageRoot: paths.page,
    rememberedBounds: deps.rememberedBounds,
    rememberBounds: deps.rememberBounds,
    onClose: tellOnce,
    onProblem: (event, detail) => log.warn(event, { detail }),
    onBroken: (broken) => void tellBroken(broken)
  })
  app.on('before-quit', (event) => {
    quitting = !event.defaultPrevented
  })

  /** Unlike an error box, and unlike one of no window on macOS, it does not hold up the reminders. */
  async function tellBroken(broken: BrowserWindow): Promise<void> {
    try {
      await dialog.showMessageBox(broken, {
        type: 'error',
        message: `${app.getName()} cannot show its page.`,
        detail: `Close its window and open it again. If that does not help, install ${app.getName()} again: your tokens stay where they are.\n\nDetails are in ${deps.logFile}`
      })
    } catch (error) {
      log.warn('window.not-told', { message: String(error) })
    }
  }

  function tellOnce(): void {
    if (quitting || !tray.isPresent() || deps.closedBefore()) return
    deps.rememberClosed()
    deps.notice(
      `${app.getName()} goes on in the tray`,
      'It reminds you before a token ends. Its icon is beside the clock; choose Quit in its menu to end it.'
    )
  }

  function send<N extends EventName>(contents: WebContents, name: N, value: EventValue<N>): void {
    sendEvent(contents, name, value).catch((error: unknown) => log.bug('event.not-sent', error))
  }

  function open(wanted: Place | null, icon: Bounds | null = null): BrowserWindow {
    const contents = window.contents()
    if (contents === null) {
      place = wanted
      placeTaken = false
    } else if (wanted !== null) {
      // A page that has not asked yet will; one that has listens.
      if (placeTaken) send(contents, 'goTo', wanted)
      else place = wanted
    }
    return window.open(icon)
  }

  const openFromTray = (wanted: Place | null): BrowserWindow => open(wanted, tray.bounds())

  function run(command: TrayCommand, actions: TrayActions): void {
    switch (command.do) {
      case 'open':
        openFromTray(null)
        break
      case 'go':
        openFromTray(command.place)
        break
      case 'copy':
        actions.copyToken(command.tokenId).catch((error: unknown) => {
          if (error instanceof AppFailure) log.warn('tray.copy-failed', { code: error.code })
          else log.bug('tray.copy-failed', error)
          // The token's page copies too, and says what is in the way.
          openFromTray({ to: 'tokens', tokenId: command.tokenId })
        })
        break
      case 'renew':
        openFromTray({ to: 'tokens', tokenId: command.tokenId })
        actions.renewToken(command.tokenId)
        break
      case 'pause':
        actions.pauseReminders(command.for)
        break
      case 'resume':
        actions.resumeReminders()
        break
      case 'quit':
        app.quit()
    }
  }

  function showSnapshot(snapshot: AppSnapshot): void {
    nativeTheme.themeSource = themeSource[snapshot.settings.theme]
    const contents = window.contents()
    if (contents !== null) send(contents, 'snapshot', snapshot)
  }

  // With neither icon nor window nobody could reach the app, nor end it.
  function openWhereTrayIsGone(present: boolean): void {
    clearTimeout(panelGone)
    if (present) return
    panelGone = setTimeout(() => {
      if (window.contents() === null && !quitting) open(null)
    }, panelLimit)
  }

  return {
    open,
    show: () => {
      const opened = open(null)
      opened.show()
      return opened
    },
    refusals: () => refusals.counts(),
    takePlace: () => {
      const taken = place
      place = null
      placeTaken = true
      return taken
    },
    start: (core) => {
      const { state, commands } = core
      setApplicationMenu()
      openIpc(core.handlers, log, () => window.contents(), refusals)
      state.subscribe({ onTray: () => tray.draw(), onSnapshot: showSnapshot })
      nativeTheme.themeSource = themeSource[state.snapshot().settings.theme]
      if (!startsHidden() || !tray.isPresent()) open(null)
      tray.connect({
        model: () => state.tray(),
        onCommand: (command) => run(command, commands),
        onChange: (present) => {
          openWhereTrayIsGone(present)
          state.publish()
        }
      })
      powerMonitor.on('resume', () => {
        core.reminders.look()
        // The time until which a token may be on the clipboard did not run meanwhile.
        core.focused()
      })
      app.on('browser-window-focus', () => core.focused())
      setTimeout(() => {
        if (!quitting) core.start()
      }, headStart)
    }
  }
}
