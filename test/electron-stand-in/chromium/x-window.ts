import type { Rectangle } from 'electron'
import { setTimeout as delay } from 'node:timers/promises'
import { run, runNow } from '../program.js'

/** A window of the X server. */
export interface XWindow {
  unmap(): Promise<unknown>
  /** Shows it, brings it to the front and gives it the focus, also from being minimised. */
  activate(): Promise<unknown>
  /** Where it is now, and whether it is on the screen. Electron's API is synchronous, so this waits for xwininfo. */
  look(): Rectangle & { readonly isMapped: boolean }
}

/** Milliseconds between two searches and until the last one. */
const [pause, limit] = [10, 60_000]

/**
 * Not with xdotool's own `--sync`, which sleeps for half a second between two looks. A search also dies of any window
 * that goes while it walks them all, e.g. a menu that was just used.
 */
async function searchWindow(name: string, isOver: () => boolean): Promise<string> {
  for (const end = performance.now() + limit; !isOver() && performance.now() < end;) {
    const found = await run('xdotool', 'search', '--onlyvisible', '--class', `^${name}$`)
    const id = found?.trim().split('\n')[0]
    if (id !== undefined && id !== '') return id
    await delay(pause)
  }
  throw new Error(`stand-in: no X window ${name}`)
}

/** Waits for the window whose class has exactly this name, or until `isOver`. */
export async function findXWindow(name: string, isOver: () => boolean): Promise<XWindow> {
  const id = await searchWindow(name, isOver)
  return {
    unmap: () => run('xdotool', 'windowunmap', '--sync', id),
    activate: () => run('xdotool', 'windowmap', '--sync', id, 'windowactivate', '--sync', id),
    look: () => {
      const text = runNow('xwininfo', '-id', id)
      const number = (name: string): number => Number(new RegExp(`${name}: +(-?\\d+)`).exec(text)?.[1])
      return {
        x: number('Absolute upper-left X'),
        y: number('Absolute upper-left Y'),
        width: number('Width'),
        height: number('Height'),
        isMapped: text.includes('IsViewable')
      }
    }
  }
}
