import dbus, { type MessageBus } from '@particle/dbus-next'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { watchForTray } from '../../electron/adapters/desktop/status-notifier-watcher.js'
import { startDesktop, type Desktop } from '../desktop/desktop.js'
import { createFakeLog } from '../fakes/log.js'

const name = 'org.kde.StatusNotifierWatcher'

/** A watcher without a panel, as KDE's is while Plasma starts; the test says when there is a host. */
class Watcher extends dbus.interface.Interface {
  host = false
  get IsStatusNotifierHostRegistered(): boolean {
    return this.host
  }
  StatusNotifierHostRegistered(): void {
    this.host = true
  }
  StatusNotifierHostUnregistered(): void {
    this.host = false
  }
}
Watcher.configureMembers({
  properties: { IsStatusNotifierHostRegistered: { signature: 'b', access: 'read' } },
  signals: {
    StatusNotifierHostRegistered: { signature: '' },
    StatusNotifierHostUnregistered: { signature: '' }
  }
})

let desktop: Desktop
let bus: MessageBus | null = null
let heard: boolean[] = []
let changed = (): void => undefined
/** What an earlier test watches goes on hearing of the bus, into its own list. */
const watch = (log = createFakeLog(), patience = false) => {
  const own = heard
  const hear = (present: boolean): void => {
    own.push(present)
    changed()
  }
  return watchForTray(log, hear, patience)
}
/** By events alone: a test may have stopped the clock. */
const hears = async (present: boolean): Promise<void> => {
  while (heard.at(-1) !== present) await new Promise<void>((resolve) => (changed = resolve))
}
/** The wait for a panel has no end until the test says so, however slow the machine is. */
const stopClock = () => vi.useFakeTimers({ toFake: ['setTimeout'] })

/** Puts a watcher on the bus. */
async function startWatcher(): Promise<Watcher> {
  const made = new Watcher(name)
  bus = dbus.sessionBus({ busAddress: desktop.env['DBUS_SESSION_BUS_ADDRESS'] ?? '' })
  bus.on('error', () => undefined)
  bus.export('/StatusNotifierWatcher', made)
  await bus.requestName(name, 0)
  return made
}

beforeAll(async () => {
  desktop = await startDesktop({ panel: false, notifications: false })
  vi.stubEnv('DBUS_SESSION_BUS_ADDRESS', desktop.env['DBUS_SESSION_BUS_ADDRESS'])
})
afterEach(() => {
  bus?.disconnect()
  bus = null
  vi.useRealTimers()
  heard = []
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await desktop.close()
})

describe('a tray for icons', () => {
  it('is not there without a watcher, at once, and comes with one that has a host', async () => {
    stopClock()
    expect(await watch()).toBe(false)
    const watcher = await startWatcher()
    watcher.StatusNotifierHostRegistered()
    await hears(true)
    bus?.disconnect()
    await hears(false)
  })

  it('is waited for where somebody watches and no panel shows icons yet', async () => {
    const watcher = await startWatcher()
    stopClock()
    let settled = false
    const present = watch().finally(() => (settled = true))
    await hears(false)
    expect(settled).toBe(false)
    watcher.StatusNotifierHostRegistered()
    expect(await present).toBe(true)
    watcher.StatusNotifierHostUnregistered()
    await hears(false)
  })

  it('is waited for with patience where nobody watches yet, as before a panel that itself watches', async () => {
    stopClock()
    let settled = false
    const present = watch(createFakeLog(), true).finally(() => (settled = true))
    await hears(false)
    expect(settled).toBe(false)
    const watcher = await startWatcher()
    watcher.StatusNotifierHostRegistered()
    expect(await present).toBe(true)
  })

  it('is given up where no panel comes, and still heard of later', async () => {
    const watcher = await startWatcher()
    stopClock()
    const present = watch()
    await hears(false)
    vi.advanceTimersByTime(5_000)
    expect(await present).toBe(false)
    watcher.StatusNotifierHostRegistered()
    await hears(true)
  })

  it('is not there without a bus, and the log says so', async () => {
    vi.stubEnv('DBUS_SESSION_BUS_ADDRESS', `unix:path=${desktop.directory}/no-bus`)
    const log = createFakeLog()
    expect(await watch(log)).toBe(false)
    vi.stubEnv('DBUS_SESSION_BUS_ADDRESS', desktop.env['DBUS_SESSION_BUS_ADDRESS'])
    expect(log.lines).toEqual([expect.stringMatching(/^warn tray\.bus /)])
  })
})

describe("the panel of the tests' desktop", () => {
  it('is a host, and is missed and found again', async () => {
    const other = await startDesktop({ notifications: false })
    try {
      vi.stubEnv('DBUS_SESSION_BUS_ADDRESS', other.env['DBUS_SESSION_BUS_ADDRESS'])
      // Its panel owns the name of a watcher a moment before it is a host.
      stopClock()
      expect(await watch()).toBe(true)
      vi.useRealTimers()
      await other.stopPanel()
      await hears(false)
      await other.restartPanel()
      await hears(true)
    } finally {
      await other.close()
    }
  })
})
