import { spawn } from 'node:child_process'
import { run } from '../program.js'
import { programEnvironment } from '../program-environment.js'

export type XEvent = 'focused' | 'unfocused' | 'mapped' | 'unmapped' | 'configured'

/** A window of the X server, worked with xdotool and watched with xev. */
export interface XWindow {
  map(): Promise<void>
  unmap(): Promise<void>
  activate(): Promise<void>
  setTitle(title: string): Promise<void>
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

/** Waits for the window with exactly this title. */
export async function findXWindow(title: string): Promise<XWindow> {
  const found = await run('xdotool', 'search', '--sync', '--onlyvisible', '--name', `^${title}$`)
  const id = found?.trim().split('\n')[0]
  if (id === undefined || id === '') throw new Error(`stand-in: no X window ${title}`)
  const act = async (...args: readonly string[]): Promise<void> => {
    await run('xdotool', ...args)
  }
  let watcher: ReturnType<typeof spawn> | undefined
  return {
    map: () => act('windowmap', '--sync', id),
    unmap: () => act('windowunmap', '--sync', id),
    activate: () => act('windowactivate', '--sync', id),
    setTitle: (to) => act('set_window', '--name', to, id),
    watch: (listener) => {
      const child = spawn('stdbuf', ['-oL', 'xev', '-id', id, '-event', 'structure', '-event', 'focus'], {
        stdio: ['ignore', 'pipe', 'ignore'],
        env: programEnvironment()
      })
      watcher = child
      child.on('error', () => undefined)
      let rest = ''
      child.stdout.on('data', (data: Buffer) => {
        const blocks = (rest + data.toString('utf8')).split('\n\n')
        rest = blocks.pop() ?? ''
        for (const block of blocks) {
          const name = /^\s*(\w+) event/.exec(block)?.[1] ?? ''
          const event = events[name]
          // A menu that grabs the keyboard takes no focus from the window.
          const isGrab = /mode Notify(Grab|Ungrab|WhileGrabbed)/.test(block)
          if (event !== undefined && !isGrab) listener(event)
        }
      })
    },
    stopWatching: () => {
      watcher?.kill()
    }
  }
}
