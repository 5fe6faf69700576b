import type Electron from 'electron'
import { execFileSync } from 'node:child_process'
import { strict } from '../not-built.js'
import { programEnvironment } from '../program-environment.js'

let size: Electron.Size | undefined

/** The API is synchronous, so this waits for xdotool. */
function readSize(): Electron.Size {
  const output = execFileSync('xdotool', ['getdisplaygeometry'], {
    env: programEnvironment(),
    encoding: 'utf8'
  })
  const [width = 0, height = 0] = output.trim().split(' ').map(Number)
  return { width, height }
}

/** The X screen, read once: there is one, and it keeps its size. Panels are not taken off its work area. */
function display(): Electron.Display {
  size ??= readSize()
  const all = { x: 0, y: 0, ...size }
  // The members that are built; the rest throws with its name.
  return strict('Display', { bounds: all, workArea: all }) as unknown as Electron.Display
}

export const screen = strict('screen', {
  getAllDisplays: () => [display()]
} satisfies Pick<Electron.Screen, 'getAllDisplays'>)
