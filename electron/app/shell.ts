import { app, nativeTheme, powerMonitor } from 'electron'
import type { Core } from '../services/core.js'
import type { Log } from '../services/ports.js'
import type { EventValue } from '../shared/ipc-contract.js'
import type { AppSnapshot, Place, Theme } from '../shared/view.js'
import { openIpc, sendEvent } from './ipc-router.js'
import { setApplicationMenu, startsHidden } from './lifecycle.js'
import { createMainWindow } from './main-window.js'
import type { Bounds } from './main-window.js'
import { createTray } from './tray.js'
import type { TrayItem } from './tray.js'

export interface ShellDeps {
  readonly paths: {
    readonly preload: string
    readonly page: string
    readonly icon: string
    readonly trayIcons: string
  }
  readonly log: Log
  /** Whether this desktop shows tray icons now; `onChange` hears when that changes. */
  readonly watchForTray: (onChange: (present: boolean) => void) => Promise<boolean>
  readonly rememberedBounds: () => Bounds | null
  readonly rememberBounds: (bounds: Bounds) => void
}

/** What a person sees of the app from outside the page: its window and its tray item. */
export interface Shell {
  hasTray(): boolean
  /** Opens the window, at a place where one is given. */
  open(place: Place | null): void
  /** Where the page should go first; null when asked again. */
  takePlace(): Place | null
  /** Connects the core: its state appears in window and tray, the page's calls reach it, reminders start. */
  start(core: Core): Promise<void>
}

const themeSource: Record<Theme, 'system' | 'light' | 'dark'> = {
  system: 'system',
  light: 'light',
  dark: 'dark',
  'high-contrast': 'dark'
}

/** Call after `ready`. */
export function createShell(deps: ShellDeps): Shell {
  const { paths, log } = deps
  let place: Place | null = null
  let present = false
  let tray: TrayItem | null = null
  let core: Core | null = null

  const window = createMainWindow({
    title: app.getName(),
    icon: paths.icon,
    preload: paths.preload,
    pageRoot: paths.page,
    rememberedBounds: deps.rememberedBounds,
    rememberBounds: deps.rememberBounds,
    onProblem: (event, detail) => {
      log.warn(event, { detail })
    }
  })

  function open(wanted: Place | null): void {
    const contents = window.contents()
    if (wanted !== null && contents !== null && !contents.isLoading()) sendEvent(contents, 'goTo', wanted)
    else place = wanted
    window.open()
  }

  function drawTray(): void {
    if (core === null || !present) return
    const model = core.state.tray()
    if (tray !== null) {
      tray.draw(model)
      return
    }
    tray = createTray(
      {
        icons: paths.trayIcons,
        onClick: () => {
          open(null)
        },
        onCommand: (command) => {
          if (command.do === 'quit') app.quit()
          else open(command.do === 'go' ? command.place : null)
        }
      },
      model
    )
  }

  function showSnapshot(snapshot: AppSnapshot): void {
    nativeTheme.themeSource = themeSource[snapshot.settings.theme]
    const contents = window.contents()
    // The contract's arrays are the mutable twins of the view's; nobody writes to them.
    if (contents !== null) sendEvent(contents, 'snapshot', snapshot as EventValue<'snapshot'>)
  }

  function setTrayPresent(now: boolean): void {
    present = now
    drawTray()
    core?.state.publish()
  }

  return {
    hasTray: () => present,
    open,
    takePlace: () => {
      const taken = place
      place = null
      return taken
    },
    start: async (connected) => {
      core = connected
      setApplicationMenu()
      openIpc(connected.handlers, log, () => window.contents())
      connected.state.subscribe({ onTray: drawTray, onSnapshot: showSnapshot })
      nativeTheme.themeSource = themeSource[connected.state.snapshot().settings.theme]
      setTrayPresent(await deps.watchForTray(setTrayPresent))
      powerMonitor.on('resume', () => {
        connected.reminders.look()
      })
      connected.reminders.look()
      if (!startsHidden() || !present) open(null)
    }
  }
}
