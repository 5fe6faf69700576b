import type { Rectangle } from 'electron'
import { setTimeout as delay } from 'node:timers/promises'
import { run, runNow } from '../program.js'

/** A window of the X server. */
export interface XWindow {
  map(): Promise<unknown>
  unmap(): Promise<unknown>
  /** Brings it to the front with the focus, also from being minimised. */
  activate(): Promise<unknown>
  /** Where it is now, and whether it is on the screen. Electron's API is synchronous, so this waits for xwininfo. */
  look(): Rectangle & { readonly isMapped: boolean }
}

/** Milliseconds between two searches and until the last one. */
const [pause, limit] = [10, 20_000]

/**
 * Not with xdotool's own `--sync`, which sleeps for half a second between two looks. A search also dies of any window
 * that goes while it walks them all, e.g. a menu that was just used.
 */
async function searchWindow(title: string): Promise<string> {
  for (const end = performance.now() + limit; performance.now() < end;) {
    const found = await run('xdotool', 'search', '--onlyvisible', '--name', `^${title}$`)
    const id = found?.trim().split('\n')[0]
    if (id !== undefined && id !== '') return id
    await delay(pause)
  }
  throw new Error(`stand-in: no X window ${title}`)
}

/** Waits for the window with exactly this title. */
export async function findXWindow(title: string): Promise<XWindow> {
  const id = await searchWindow(title)
  return {
    map: () => run('xdotool', 'windowmap', '--sync', id),
    unmap: () => run('xdotool', 'windowunmap', '--sync', id),
    activate: () => run('xdotool', 'windowactivate', '--sync', id),
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
