import type { TrayCommand, TrayModel } from '../domain/tray-model.js'
import { createTray, type TrayItem } from './tray.js'
import type { Bounds } from './window-place.js'

/** What the icon stands for, once that is loaded. */
export interface TrayOwner {
  readonly model: () => TrayModel
  readonly onCommand: (command: TrayCommand) => void
  /** The place came or went. */
  readonly onChange: (present: boolean) => void
}

/** Our icon, wherever this desktop has a place for it. */
export interface TrayPlace {
  /** The first look is over: the icon is there, or there is no place for it. */
  readonly ready: Promise<void>
  isPresent(): boolean
  /** As `TrayItem.bounds`; null without an icon. */
  bounds(): Bounds | null
  /** Draws the owner's model from now on, and gives it what was chosen meanwhile. */
  connect(owner: TrayOwner): void
  draw(): void
}

/** What the icon says while the app is still loading, which it does for less than a blink. */
const loading: TrayModel = {
  icon: 'fine',
  toolTip: 'Token Tray',
  menu: [
    { kind: 'command', label: 'Open Token Tray', command: { do: 'open' } },
    { kind: 'separator' },
    { kind: 'command', label: 'Quit', command: { do: 'quit' } }
  ]
}

/**
 * Puts the icon of the folder `icons` into the tray as soon as `watch` tells of a place, before the app behind it is
 * loaded. `watch` gives whether there is one now, and tells `onChange` when that changes. Call after `ready`.
 */
export function createTrayPlace(
  icons: string,
  watch: (onChange: (present: boolean) => void) => Promise<boolean>
): TrayPlace {
  let present = false
  let item: TrayItem | null = null
  let owner: TrayOwner | null = null
  let chosen: TrayCommand | null = null

  function choose(command: TrayCommand): void {
    if (owner === null) chosen = command
    else owner.onCommand(command)
  }

  function draw(): void {
    if (!present) return
    const model = owner?.model() ?? loading
    if (item === null)
      item = createTray({ icons, onCommand: choose, onClick: () => choose({ do: 'open' }) }, model)
    else item.draw(model)
  }

  function setPresent(now: boolean): void {
    present = now
    draw()
    owner?.onChange(now)
  }

  return {
    ready: watch(setPresent).then(setPresent),
    isPresent: () => present,
    bounds: () => item?.bounds() ?? null,
    draw,
    connect: (connected) => {
      owner = connected
      setPresent(present)
      if (chosen !== null) owner.onCommand(chosen)
    }
  }
}
