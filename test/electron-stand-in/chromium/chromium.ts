import type { Rectangle } from 'electron'
import type { Readable, Writable } from 'node:stream'
import { chromiumProgram, quietSwitches } from '../../../scripts/setup/chromium.mjs'
import { atEnd } from '../app/life-cycle.js'
import { start } from '../program.js'
import { connectPipe, type CdpSession } from './cdp.js'
import { chromiumProfile } from './profile.js'

/** A Chromium with one page in one window, still empty. */
export interface ChromiumPage {
  readonly browser: CdpSession
  readonly session: CdpSession
  readonly targetId: string
  /** Resolves when the page is gone, whoever ended it. */
  readonly gone: Promise<unknown>
  /** Ends the page without asking it, and Chromium with it. */
  close(): void
}

/** Milliseconds after which a Chromium that was asked to end is killed. */
const endLimit = 15_000

/** The end of the Chromium before: two cannot share the profile. */
let before: Promise<unknown> = Promise.resolve()

const switches = (name: string, { x, y, width, height }: Rectangle): string[] => [
  ...quietSwitches,
  '--disable-gpu',
  '--disable-extensions',
  // One process for all pages: the app's one page need not wait for a second.
  '--disable-site-isolation-trials',
  '--renderer-process-limit=1',
  '--disable-session-crashed-bubble',
  '--disable-features=Translate,MediaRouter,GlobalMediaControls,DesktopPWAsElidedExtensionsMenu',
  '--hide-crash-restore-bubble',
  '--noerrdialogs',
  // The page's files come over DevTools. What this Chromium asks by itself for its own services, which Electron
  // does not have, leads nowhere and is not taken for the app's.
  '--proxy-server=http://127.0.0.1:9',
  `--user-data-dir=${chromiumProfile()}`,
  '--remote-debugging-pipe',
  ...(process.env['STAND_IN_DEBUG'] === '1' ? ['--remote-debugging-port=0'] : []),
  `--app=data:text/html,<title>${name}</title>`,
  // What its X window is found by.
  `--class=${name}`,
  `--window-size=${width},${height}`,
  `--window-position=${x},${y}`
]

/** Starts Chromium. Its page is null where it ended at once: a Chromium that was just killed may hold the profile. */
async function launch(
  name: string,
  bounds: Rectangle
): Promise<{ page: ChromiumPage | null; ended: Promise<unknown> }> {
  const child = start(chromiumProgram(), switches(name, bounds), {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
    detached: true
  })
  // Made by the two 'pipe' entries above.
  const cdp = connectPipe(child.stdio[3] as Writable, child.stdio[4] as Readable)
  const ended = new Promise<null>((resolve) => {
    for (const event of ['exit', 'error'])
      child.once(event, () => {
        cdp.end()
        resolve(null)
      })
  })
  const browser = cdp.session()
  const created = new Promise<string>((resolve) =>
    browser.on('Target.targetCreated', ({ targetInfo: { type, targetId } }) => {
      if (type === 'page') resolve(targetId)
    })
  )
  browser.send('Target.setDiscoverTargets', { discover: true }).catch(() => undefined)
  const targetId = await Promise.race([created, ended])
  const attached =
    targetId && (await browser.send('Target.attachToTarget', { targetId, flatten: true }).catch(() => null))
  if (!targetId || !attached) return { page: null, ended }

  const close = (): void => {
    const kill = setTimeout(() => {
      // The negative id is the process group that `detached` made.
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
    }, endLimit)
    void ended.then(() => clearTimeout(kill))
    browser.send('Browser.close').catch(() => undefined)
  }
  const destroyed = new Promise<void>((resolve) =>
    browser.on('Target.targetDestroyed', (target) => {
      if (target.targetId === targetId) resolve()
    })
  )
  void destroyed.then(close)
  const gone = Promise.race([destroyed, ended])
  return { page: { browser, session: cdp.session(attached.sessionId), targetId, gone, close }, ended }
}

/** Opens a window of this class when the one before is gone. Rejects where Chromium does not stay. */
export async function openPage(name: string, bounds: Rectangle): Promise<ChromiumPage> {
  const launched = before.then(async () => {
    const first = await launch(name, bounds)
    return first.page === null ? launch(name, bounds) : first
  })
  before = launched.then(({ ended }) => ended).catch(() => undefined)
  const { page } = await launched
  if (page === null) throw new Error('stand-in: Chromium ended while it opened a window')
  return page
}

atEnd(() => before)
