import type Electron from 'electron'
import { strict } from '../not-built.js'
import { runNow } from '../program.js'

/** The X screen; panels are not taken off its work area. The API is synchronous, so this waits for xdotool. */
function readDisplay(): Electron.Display {
  const [width = 0, height = 0] = runNow('xdotool', 'getdisplaygeometry').split(' ').map(Number)
  // The members that are built; the rest throws with its name.
  return strict('Display', { workArea: { x: 0, y: 0, width, height } }) as unknown as Electron.Display
}

/** Read once: there is one, and it keeps its size. */
let display: Electron.Display | undefined

export const screen = strict('screen', {
  getAllDisplays: () => [(display ??= readDisplay())]
})
