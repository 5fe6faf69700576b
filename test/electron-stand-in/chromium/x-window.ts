import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { run } from '../program.js'
import { programEnvironment } from '../program-environment.js'

export type XEvent = 'focused' | 'unfocused' | 'mapped' | 'unmapped' | 'configured'

/** A window of the X server, worked with xdotool and watched with xev. */
export interface XWindow {
  map(): Promise<void>
  unmap(): Promise<void>
  activate(): Promise<void>
  isActive(): Promise<boolean>
  watch(listener: (event: XEvent) => void): void
  stopWatching(): void
}

const events: Readonly<Record<string, XEvent>> = {
  FocusIn: 'focused',
  FocusOut: 'unfocused',
  MapNotify: 'mapped',
  UnmapNotify: 'unmapped',
  ConfigureNotify: 'configured'
}

/** Milliseconds between two searches and until the last one. */
const [pause, limit] = [10, 20_000]

/**
 * Not with xdotool's own `--sync`, which sleeps for half a second between two looks. A search also dies of any window
 * that goes while it walks them all, e.g. a menu that was just used.
 */
async function searchWindow(title: string): Promise<string> {
  for (const end = performance.now() + limit; performance.now() < end; await delay(pause)) {
    const found = await run('xdotool', 'search', '--onlyvisible', '--name', `^${title}$`)
    const id = found?.trim().split('\n')[0]
    if (id !== undefined && id !== '') return id
  }
  throw new Error(`stand-in: no X window ${title}`)
}

/** Waits for the window with exactly this title. */
export async function findXWindow(title: string): Promise<XWindow> {
  const id = await searchWindow(title)
  const act = async (...args: readonly string[]): Promise<void> => {
    await run('xdotool', ...args)
  }
  let watcher: ReturnType<typeof spawn> | undefined
  return {
    map: () => act('windowmap', '--sync', id),
    unmap: () => act('windowunmap', '--sync', id),
    activate: () => act('windowactivate', '--sync', id),
    isActive: async () => (await run('xdotool', 'getactivewindow'))?.trim() === id,
    watch: (listener) => {
      const child = spawn('stdbuf', ['-oL', 'xev', '-id', id, '-event', 'structure', '-event', 'focus'], {
        stdio: ['ignore', 'pipe', 'ignore'],
        env: programEnvironment()
      })
      watcher = child
      child.on('error', () => undefined)
      let event: XEvent | undefined
      createInterface(child.stdout).on('line', (line) => {
        const name = /^(\w+) event/.exec(line)?.[1]
        if (name !== undefined) {
          event = events[name]
          return
        }
        // The second line of an event. A menu that grabs the keyboard takes no focus from the window.
        if (event !== undefined && !/mode Notify(Grab|Ungrab|WhileGrabbed)/.test(line)) listener(event)
        event = undefined
      })
    },
    stopWatching: () => watcher?.kill()
  }
}
