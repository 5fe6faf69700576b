import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'
import { chromiumProgram } from '../../../scripts/setup/chromium.mjs'
import { atEnd } from '../app/life-cycle.js'
import { programEnvironment } from '../program-environment.js'
import { connectPipe } from './cdp.js'
import type { Cdp, CdpSession } from './cdp.js'
import { chromiumProfile } from './profile.js'

/** A page in a window of its own, still empty. */
export interface ChromiumPage {
  readonly browser: CdpSession
  readonly session: CdpSession
  readonly targetId: string
  /** The X window has this title until the page sets another one. */
  readonly title: string
  /** Runs when the page is gone, whoever ended it. */
  onGone(listener: () => void): void
}

export interface PageBounds {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

interface Running {
  readonly cdp: Cdp
  readonly child: ChildProcess
  readonly ended: Promise<void>
}

/** Milliseconds after which a Chromium that was asked to end is killed. */
const endLimit = 3_000

let running: Promise<Running> | null = null
/** The end of the one before. */
let ending: Promise<void> = Promise.resolve()
let pages = 0
let counter = 0

const switches = (): string[] => [
  // Chromium refuses to run as root with its sandbox; --test-type hides the bar that says so.
  ...(process.getuid?.() === 0 ? ['--no-sandbox', '--test-type'] : []),
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-gpu',
  '--disable-quic',
  '--disable-sync',
  '--disable-extensions',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-session-crashed-bubble',
  '--disable-features=Translate,MediaRouter,GlobalMediaControls,DesktopPWAsElidedExtensionsMenu',
  '--hide-crash-restore-bubble',
  '--noerrdialogs',
  '--password-store=basic',
  // The page's files come over DevTools. What this Chromium asks by itself for its own services, which Electron
  // does not have, leads nowhere and is not taken for the app's.
  '--proxy-server=http://127.0.0.1:9',
  `--user-data-dir=${chromiumProfile()}`
]

const windowSwitches = (title: string, bounds: PageBounds): string[] => [
  `--app=data:text/html,<title>${title}</title>`,
  `--window-size=${bounds.width},${bounds.height}`,
  `--window-position=${bounds.x},${bounds.y}`
]

async function start(title: string, bounds: PageBounds): Promise<Running> {
  const debug = process.env['STAND_IN_DEBUG'] === '1' ? ['--remote-debugging-port=0'] : []
  const child = spawn(
    chromiumProgram(),
    [...switches(), '--remote-debugging-pipe', ...debug, ...windowSwitches(title, bounds)],
    {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
      env: programEnvironment(),
      detached: true
    }
  )
  // Made by the two 'pipe' entries above.
  const cdp = connectPipe(child.stdio[3] as Writable, child.stdio[4] as Readable)
  const ended = new Promise<void>((resolve) => {
    const hasEnded = (): void => {
      running = null
      cdp.end()
      resolve()
    }
    child.once('exit', hasEnded)
    child.once('error', hasEnded)
  })
  await cdp.browser.send('Target.setDiscoverTargets', { discover: true })
  return { cdp, child, ended }
}

/** Finds the page that was opened under `title`, whether it is there already or comes. */
function findPage(cdp: Cdp, title: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const look = ({ targetInfo }: { targetInfo: { type: string; url: string; targetId: string } }): void => {
      if (targetInfo.type !== 'page' || !targetInfo.url.includes(title)) return
      cdp.browser.off('Target.targetCreated', look)
      cdp.browser.off('Target.targetInfoChanged', look)
      resolve(targetInfo.targetId)
    }
    cdp.browser.on('Target.targetCreated', look)
    cdp.browser.on('Target.targetInfoChanged', look)
    cdp.browser.send('Target.getTargets').then(({ targetInfos }) => {
      for (const targetInfo of targetInfos) look({ targetInfo })
    }, reject)
  })
}

/** Asks the running Chromium for one more window; gives what ends the asking program, should it still run. */
function askForWindow(title: string, bounds: PageBounds): () => void {
  // A second start with the same profile hands its arguments to the running one and ends.
  const messenger = spawn(chromiumProgram(), [...switches(), ...windowSwitches(title, bounds)], {
    stdio: 'ignore',
    env: programEnvironment(),
    detached: true
  })
  messenger.on('error', () => undefined)
  return () => {
    try {
      if (messenger.pid !== undefined) process.kill(-messenger.pid, 'SIGKILL')
    } catch {
      // It has ended.
    }
  }
}

/** The page in a new window, or null where Chromium ended with the last of the others meanwhile. */
async function tryToOpen(
  title: string,
  bounds: PageBounds
): Promise<(Running & { targetId: string }) | null> {
  // Two Chromiums cannot share the profile.
  await ending
  let takeBack = (): void => undefined
  if (running === null) {
    running = start(title, bounds)
  } else {
    await running.catch(() => null)
    takeBack = askForWindow(title, bounds)
  }
  // It may end at once where the one before still held the profile.
  const found = await running.catch(() => null)
  if (found === null) {
    takeBack()
    return null
  }
  const targetId = await Promise.race([
    findPage(found.cdp, title).catch(() => null),
    found.ended.then(() => null)
  ])
  if (targetId !== null) return { ...found, targetId }
  // Without a Chromium to hand its arguments to, the asking program became one itself, on our profile.
  takeBack()
  return null
}

/** Opens a window; starts Chromium with the first one. */
export async function openPage(bounds: PageBounds): Promise<ChromiumPage> {
  counter += 1
  pages += 1
  const title = `stand-in-${process.pid}-${counter}`
  let opened = await tryToOpen(title, bounds)
  opened ??= await tryToOpen(title, bounds)
  if (opened === null) throw new Error('stand-in: Chromium ended while it opened a window')
  const { cdp, ended, targetId } = opened
  const { browser } = cdp
  const { sessionId } = await browser.send('Target.attachToTarget', { targetId, flatten: true })
  return {
    browser,
    session: cdp.session(sessionId),
    targetId,
    title,
    onGone: (listener) => {
      let told = false
      const tell = (): void => {
        if (!told) listener()
        told = true
      }
      browser.on('Target.targetDestroyed', (gone) => {
        if (gone.targetId === targetId) tell()
      })
      void ended.then(tell)
    }
  }
}

/** To be called once for each `openPage`, when its window is gone: Chromium ends with the last one. */
export function pageWasClosed(): void {
  pages -= 1
  if (pages === 0) void endChromium()
}

function endChromium(): Promise<void> {
  if (running !== null) ending = end(running)
  running = null
  return ending
}

async function end(starting: Promise<Running>): Promise<void> {
  const last = await starting.catch(() => null)
  if (last === null) return
  const kill = setTimeout(() => {
    // The negative id is the process group that `detached` made.
    if (last.child.pid !== undefined) process.kill(-last.child.pid, 'SIGKILL')
  }, endLimit)
  last.cdp.browser.send('Browser.close').catch(() => undefined)
  await last.ended
  clearTimeout(kill)
}

atEnd(endChromium)
