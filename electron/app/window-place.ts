/** A rectangle in pixels of the virtual screen. */
export interface Bounds {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** True where enough of a window would be on some display to be found and moved. */
export function isVisibleOn(displays: readonly Bounds[], bounds: Bounds): boolean {
  const enough = 100
  return displays.some(
    (display) =>
      Math.min(bounds.x + bounds.width, display.x + display.width) - Math.max(bounds.x, display.x) >=
        enough &&
      bounds.y >= display.y &&
      display.y + display.height - bounds.y >= enough
  )
}

/**
 * A window of `size` as near to the tray's icon as the `workArea` of its display allows: at the edge that the
 * taskbar or menu bar is on, since the icon lies beyond it. Smaller where the area is.
 */
export function nearTray(
  icon: Bounds,
  workArea: Bounds,
  size: { readonly width: number; readonly height: number }
): Bounds {
  const width = Math.min(size.width, workArea.width)
  const height = Math.min(size.height, workArea.height)
  return {
    x: within(icon.x + icon.width / 2 - width / 2, workArea.x, workArea.x + workArea.width - width),
    y: within(icon.y + icon.height / 2 - height / 2, workArea.y, workArea.y + workArea.height - height),
    width,
    height
  }
}

const within = (value: number, least: number, most: number): number =>
  Math.round(Math.max(least, Math.min(most, value)))
