import dbus, { type ClientInterface, type MessageBus, type Variant } from '@particle/dbus-next'
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startDesktop, type Desktop } from '../desktop/desktop.js'
import { eventually, startSample, type SampleApp, type SampleOptions } from './sample-app.js'
import { tellShutdown, tellSleep } from './sleep-signal.js'

/*
 * What docs/api/tray.md, menu.md, notification.md, clipboard.md, shell.md and native-image.md of electron/electron
 * say of Linux, seen from outside: over the bus, the X selection and the programs that are called.
 */
let desktop: Desktop
let bus: MessageBus
let app: SampleApp | undefined

const start = async (options: SampleOptions = {}): Promise<SampleApp> => {
  app = await startSample(desktop.env, options)
  await app.run((electron) => electron.app.whenReady())
  return app
}
const xclip = (...args: string[]): string => {
  try {
    return execFileSync('xclip', ['-selection', 'clipboard', ...args], {
      env: desktop.env,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      // It waits for ever when the clipboard's owner ends while it asks.
      timeout: 20_000
    })
  } catch {
    return ''
  }
}

/** Another program takes the clipboard: it does so in the background, after it has ended for who started it. */
async function copyElsewhere(input: string): Promise<void> {
  execFileSync('xclip', ['-selection', 'clipboard', '-in'], {
    env: desktop.env,
    input,
    stdio: ['pipe', 'ignore', 'ignore']
  })
  await eventually(() => xclip('-out')).toBe(input)
}

beforeAll(async () => {
  desktop = await startDesktop({ notifications: false, keyring: 'none' })
  bus = dbus.sessionBus({ busAddress: desktop.env['DBUS_SESSION_BUS_ADDRESS'] ?? '' })
})
afterAll(async () => {
  bus.disconnect()
  await desktop.close()
})
afterEach(async () => {
  app?.process.kill('SIGKILL')
  await app?.ended
})

const watcherName = 'org.kde.StatusNotifierWatcher'
const propertiesOf = async (name: string, at: string): Promise<ClientInterface> =>
  (await bus.getProxyObject(name, at)).getInterface('org.freedesktop.DBus.Properties')

/** The bus names of the tray items that the panel knows. */
async function items(): Promise<string[]> {
  const properties = await propertiesOf(watcherName, '/StatusNotifierWatcher')
  const value: Variant<string[]> = await properties['Get']!(watcherName, 'RegisteredStatusNotifierItems')
  return value.value.map((item) => item.replace(/\/.*$/, ''))
}
async function itemProperty(name: string): Promise<unknown> {
  const [item] = await items()
  const properties = await propertiesOf(item ?? '', '/StatusNotifierItem')
  const value: Variant = await properties['Get']!('org.kde.StatusNotifierItem', name)
  return value.value as unknown
}
async function menu(): Promise<ClientInterface> {
  const [item] = await items()
  return (await bus.getProxyObject(item ?? '', '/com/canonical/dbusmenu')).getInterface(
    'com.canonical.dbusmenu'
  )
}

interface Shown {
  readonly id: number
  readonly label: string | undefined
  readonly type: string | undefined
  readonly enabled: boolean
}
type Layout = [number, Record<string, Variant>, Variant<Layout>[]]
const read = ([id, properties]: Layout): Shown => ({
  id,
  label: properties['label']?.value as string | undefined,
  type: properties['type']?.value as string | undefined,
  enabled: properties['enabled']?.value !== false
})
/** The menu as a panel reads it. */
async function shownMenu(): Promise<readonly Shown[]> {
  const [, layout]: [number, Layout] = await (await menu())['GetLayout']!(0, -1, [])
  return layout[2].map((child) => read(child.value))
}

/** A file with two by two red pixels. */
function redImage(): string {
  const red =
    'iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAYAAABytg0kAAAAEUlEQVR4nGP4z8DwH4QZYAwAR8oH+Rq28akAAAAASUVORK5CYII='
  const file = path.join(desktop.directory, 'red.png')
  writeFileSync(file, Buffer.from(red, 'base64'))
  return file
}

const withTray = async (): Promise<SampleApp> => {
  const started = await start()
  await started.run(({ Tray, Menu, nativeImage }, state, file) => {
    const tray = new Tray(nativeImage.createFromPath(file))
    tray.setToolTip('Two tokens end soon')
    tray.on('click', () => state.events.push('tray'))
    const item = (label: string): Electron.MenuItemConstructorOptions => ({
      label,
      click: () => state.events.push(label)
    })
    const built = Menu.buildFromTemplate([
      item('Open'),
      { label: 'Off', enabled: false, click: () => state.events.push('Off') },
      { type: 'separator' },
      item('More'),
      { label: 'Pause', submenu: [item('For an hour'), { type: 'separator' }, item('For a day')] }
    ])
    tray.setContextMenu(built)
    Object.assign(state, { tray, menu: built })
  }, redImage())
  await eventually(items).toHaveLength(1)
  return started
}

describe('a tray icon', () => {
  it('registers with the watcher and shows tool tip and image', async () => {
    await withTray()
    expect(await itemProperty('ToolTip')).toEqual(['', [], 'Two tokens end soon', ''])
    expect(await itemProperty('IconName')).toBe(redImage())
  })

  it('shows its menu, and runs what is clicked by Event and by EventGroup', async () => {
    const started = await withTray()
    const shown = await shownMenu()
    expect(shown).toMatchObject([
      { label: 'Open', enabled: true },
      { label: 'Off', enabled: false },
      { type: 'separator' },
      { label: 'More', enabled: true },
      { label: 'Pause', enabled: true }
    ])
    const events = await menu()
    await events['Event']!(shown[0]?.id, 'clicked', new dbus.Variant('s', ''), 0)
    await events['EventGroup']!([
      [shown[1]?.id, 'clicked', new dbus.Variant('s', ''), 0],
      [shown[3]?.id, 'clicked', new dbus.Variant('s', ''), 0],
      [shown[0]?.id, 'hovered', new dbus.Variant('s', ''), 0]
    ])
    await eventually(() => started.run((_, state) => state.events)).toEqual(['Open', 'More'])
  })

  it('shows a submenu in its entry, and runs what is clicked there', async () => {
    const started = await withTray()
    const shown = await menu()
    const [, [, , entries]]: [number, Layout] = await shown['GetLayout']!(0, -1, [])
    const [pause, properties, below] = entries[4]!.value
    expect(properties['children-display']?.value).toBe('submenu')
    expect(below.map((child) => read(child.value))).toMatchObject([
      { label: 'For an hour' },
      { type: 'separator' },
      { label: 'For a day' }
    ])
    // A panel asks for one submenu at a time, as it opens.
    const [, [, , asked]]: [number, Layout] = await shown['GetLayout']!(pause, 1, [])
    expect(asked).toEqual(below)
    await shown['Event']!(below[2]?.value[0], 'clicked', new dbus.Variant('s', ''), 0)
    await eventually(() => started.run((_, state) => state.events)).toEqual(['For a day'])
  })

  it('shows a changed entry only after setContextMenu was called again', async () => {
    const started = await withTray()
    await started.run((_, state) => {
      Object.assign((state['menu'] as Electron.Menu).items[0]!, { label: 'Open now' })
    })
    expect((await shownMenu())[0]?.label).toBe('Open')
    await started.run((_, state) => {
      ;(state['tray'] as Electron.Tray).setContextMenu(state['menu'] as Electron.Menu)
    })
    await eventually(async () => (await shownMenu())[0]?.label).toBe('Open now')
  })

  it('tells a left click of the person', async () => {
    const started = await withTray()
    const { x, y } = desktop.trayIconCentre
    await eventually(async () => {
      execFileSync('xdotool', ['mousemove', String(x), String(y), 'click', '1'], { env: desktop.env })
      return started.run((_, state) => state.events)
    }).toContain('tray')
  })

  it('registers again when the panel comes back', async () => {
    await withTray()
    const before = await items()
    await desktop.restartPanel()
    await eventually(items).toEqual(before)
  })
})

/** A notification server of the test. */
function serveNotices(refuses = false): {
  readonly shown: unknown[][]
  signal(name: string, ...args: unknown[]): void
  end(): Promise<void>
} {
  const shown: unknown[][] = []
  class Server extends dbus.interface.Interface {
    GetCapabilities(): string[] {
      return ['actions', 'body']
    }
    Notify(...args: unknown[]): number {
      if (refuses) throw new dbus.DBusError('org.example.Refused', 'no notices today')
      shown.push(args)
      return 7
    }
    CloseNotification(): void {
      this.NotificationClosed(7, 3)
    }
    ActionInvoked(...args: unknown[]): unknown[] {
      return args
    }
    NotificationClosed(...args: unknown[]): unknown[] {
      return args
    }
  }
  Server.configureMembers({
    methods: {
      GetCapabilities: { outSignature: 'as' },
      Notify: { inSignature: 'susssasa{sv}i', outSignature: 'u' },
      CloseNotification: { inSignature: 'u' }
    },
    signals: { ActionInvoked: { signature: 'us' }, NotificationClosed: { signature: 'uu' } }
  })
  const server = new Server('org.freedesktop.Notifications')
  const at = '/org/freedesktop/Notifications'
  bus.export(at, server)
  return {
    shown,
    signal: (name, ...args) => {
      if (name === 'ActionInvoked') server.ActionInvoked(...args)
      else server.NotificationClosed(...args)
    },
    end: async () => {
      bus.unexport(at, server)
      await bus.releaseName('org.freedesktop.Notifications')
    }
  }
}

describe('a notification', () => {
  const show = (started: SampleApp): Promise<void> =>
    started.run(({ Notification }, state) => {
      const notification = new Notification({
        title: 'Ends soon',
        body: 'In three days'
      })
      state.record(notification, ['show', 'click', 'close'])
      notification.on('failed', (_event, error) => state.events.push(`failed ${error}`))
      state['notification'] = notification
      notification.show()
    })

  it('has one action, the default one, and tells show and click, and after its click nothing', async () => {
    const server = serveNotices()
    await bus.requestName('org.freedesktop.Notifications', 0)
    const started = await start()
    await show(started)
    await eventually(() => started.run((_, { events }) => events)).toEqual(['show'])
    const [name, , , title, body, actions] = server.shown[0] ?? []
    expect([name, title, body, actions]).toEqual([
      'Sample App',
      'Ends soon',
      'In three days',
      ['default', 'View']
    ])
    server.signal('ActionInvoked', 7, 'default')
    server.signal('NotificationClosed', 7, 2)
    await eventually(() => started.run((_, { events }) => events)).toEqual(['show', 'click'])
    await show(started)
    await eventually(() => started.run((_, { events }) => events)).toEqual(['show', 'click', 'show'])
    server.signal('NotificationClosed', 7, 2)
    await eventually(() => started.run((_, { events }) => events)).toEqual(['show', 'click', 'show', 'close'])
    await server.end()
  })

  it('tells failed where the server refuses it, and not why', async () => {
    const server = serveNotices(true)
    await bus.requestName('org.freedesktop.Notifications', 0)
    const started = await start()
    await show(started)
    await eventually(() => started.run((_, { events }) => events)).toEqual(['failed '])
    await server.end()
  })
})

describe('powerMonitor', () => {
  it('tells suspend and resume as logind does', async () => {
    const started = await start({
      env: { DBUS_SYSTEM_BUS_ADDRESS: desktop.env['DBUS_SESSION_BUS_ADDRESS'] ?? '' }
    })
    await started.run(({ powerMonitor }, { record }) => record(powerMonitor, ['suspend', 'resume']))
    await eventually(() => {
      // Again and again: it may not listen yet.
      for (const sleeps of [true, false]) tellSleep(bus, sleeps)
      return started.run((_, { events }) => events.slice(-2))
    }).toEqual(['suspend', 'resume'])
  })

  it('tells shutdown to all but the first listener that it has', async () => {
    const started = await start({
      env: { DBUS_SYSTEM_BUS_ADDRESS: desktop.env['DBUS_SESSION_BUS_ADDRESS'] ?? '' }
    })
    const told = () => {
      tellShutdown(bus)
      tellSleep(bus, false)
      return started.run((_, { events }) => events)
    }
    await started.run(({ powerMonitor }, { record }) => record(powerMonitor, ['shutdown', 'resume']))
    // Between two of these there was one of the others.
    await eventually(async () => (await told()).filter((name) => name === 'resume').length).toBeGreaterThan(1)
    expect(await told()).not.toContain('shutdown')
    await started.run(({ powerMonitor }) => void powerMonitor.on('shutdown', () => undefined))
    await eventually(told).toContain('shutdown')
  })
})

describe('the clipboard', () => {
  it('gives what it holds to other programs, and reads theirs', async () => {
    const started = await start()
    await started.run(({ clipboard }) => clipboard.writeText('für alle'))
    expect(xclip('-out')).toBe('für alle')
    await copyElsewhere('from outside')
    expect(await started.run(({ clipboard }) => clipboard.readText())).toBe('from outside')
  })

  it('is asynchronous and empty after clear()', async () => {
    const started = await start()
    const seen = await started.run(async ({ clipboard }) => {
      const writing: unknown = clipboard.writeText('x')
      await writing
      clipboard.clear()
      return [writing instanceof Promise, await clipboard.readText()]
    })
    expect(seen).toEqual([true, ''])
    expect(xclip('-out')).toBe('')
  })

  it('clears what another program holds, too', async () => {
    const started = await start()
    await copyElsewhere('theirs')
    await started.run(async ({ clipboard }) => {
      clipboard.clear()
      await clipboard.readText()
    })
    expect(xclip('-out')).toBe('')
  })

  it('takes an item with marks beside its text', async () => {
    const started = await start()
    const mark = 'electron application/osclipboard;format="x-kde-passwordManagerHint"'
    const seen = await started.run(async ({ clipboard, ClipboardItem }, _state, key) => {
      const item = new ClipboardItem({ 'text/plain': 'hidden', [key]: 'secret' })
      await clipboard.write([item])
      return clipboard.readText()
    }, mark)
    expect(seen).toBe('hidden')
  })

  it('never shows the text in the arguments of a program', async () => {
    const started = await start()
    await started.run(({ clipboard }) => clipboard.writeText('a-secret-on-the-clipboard'))
    const lines = readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((name) => {
        try {
          return readFileSync(`/proc/${name}/cmdline`, 'utf8')
        } catch {
          return ''
        }
      })
    expect(lines.some((line) => line.includes('xclip'))).toBe(true)
    expect(lines.filter((line) => line.includes('a-secret-on-the-clipboard'))).toEqual([])
  })

  it('loses its content with the app', async () => {
    const started = await start()
    await started.run(({ clipboard }) => clipboard.writeText('mine'))
    expect(await started.quit()).toBe(0)
    await eventually(() => xclip('-out')).toBe('')
  })
})

describe('shell.openExternal', () =>
  it('hands the address to xdg-open as one argument, and resolves although it fails', async () => {
    const programs = path.join(desktop.directory, 'programs')
    const told = path.join(desktop.directory, 'told')
    mkdirSync(programs, { recursive: true })
    writeFileSync(path.join(programs, 'xdg-open'), `#!/bin/sh\nprintf '%s|' "$#" "$@" > '${told}'\nexit 4\n`)
    chmodSync(path.join(programs, 'xdg-open'), 0o755)
    const started = await start({ env: { PATH: `${programs}:${desktop.env['PATH'] ?? ''}` } })
    await started.run(({ shell }) => shell.openExternal('https://example.invalid/?a=1&b=$(x) "y"'))
    await eventually(() => readFileSync(told, { encoding: 'utf8', flag: 'a+' })).toBe(
      '1|https://example.invalid/?a=1&b=$(x) "y"|'
    )
  }))

describe('images and dialogs', () => {
  it('are empty for what is not there', async () => {
    const started = await start()
    const seen = await started.run(
      ({ nativeImage }, _state, file) => [
        nativeImage.createFromPath('/nowhere.png').isEmpty(),
        nativeImage.createFromPath(file).isEmpty()
      ],
      redImage()
    )
    expect(seen).toEqual([true, false])
  })

  it('print an error box on stderr', async () => {
    const started = await start()
    await started.run(({ dialog }) => dialog.showErrorBox('Cannot start', 'because'))
    await eventually(() => started.errors()).toContain('Cannot start\nbecause\n')
  })

  it('survive that nobody reads stderr any more', async () => {
    const started = await start()
    started.process.stderr?.destroy()
    for (let times = 0; times < 3; times += 1) {
      await started.run(({ dialog }) => dialog.showErrorBox('Cannot start', 'because'))
    }
    expect(await started.run(() => 'still here')).toBe('still here')
  })

  it('read the screen', async () => {
    const started = await start()
    expect(await started.run(({ screen }) => screen.getAllDisplays()[0]?.workArea)).toEqual({
      x: 0,
      y: 0,
      width: 1280,
      height: 800
    })
  })
})
