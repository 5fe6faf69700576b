import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startDesktop, type Desktop } from '../desktop/desktop.js'
import { openChromiumDoor, portOfProfile } from '../e2e/chromium-page.js'
import { programEnvironment } from './program.js'
import { eventually, startSample, type SampleApp, type SampleOptions } from './sample-app.js'

/* What docs/api/browser-window.md, web-contents.md, protocol.md, ipc-main.md and context-bridge.md of electron/electron say. */
let desktop: Desktop
let apps: SampleApp[] = []

const start = async (options: SampleOptions = {}): Promise<SampleApp> => {
  const app = await startSample(desktop.env, options)
  apps.push(app)
  await app.run((electron) => electron.app.whenReady())
  return app
}
/** An app with the sample page in a window. */
const startWithWindow = async (options: SampleOptions = {}): Promise<SampleApp> => {
  const app = await start(options)
  await app.run(async (_, state) => {
    await state.openWindow()
  })
  return app
}
/** Runs code in the page. */
const inPage = (app: SampleApp, code: string): Promise<unknown> =>
  app.run((_, { window }, text) => window.webContents.executeJavaScript(text) as Promise<unknown>, code)
const tool = (program: string, ...args: string[]): string => {
  try {
    return execFileSync(program, args, { env: desktop.env, encoding: 'utf8', stdio: 'pipe' }).trim()
  } catch {
    return ''
  }
}
const shownWindow = (): string => tool('xdotool', 'search', '--onlyvisible', '--name', '^Sample page$')
/** Chromium's processes below this process of the app. */
const chromiumsOf = (app: SampleApp): string[] =>
  readdirSync('/proc').filter((name) => {
    if (!/^\d+$/.test(name)) return false
    try {
      const parent = readFileSync(`/proc/${name}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1]
      return (
        parent === String(app.process.pid) &&
        readFileSync(`/proc/${name}/cmdline`, 'utf8').includes('chromium')
      )
    } catch {
      return false
    }
  })

beforeAll(async () => {
  desktop = await startDesktop({ panel: false, notifications: false, keyring: 'none' })
})
afterAll(() => desktop.close())
afterEach(async () => {
  for (const app of apps) {
    app.process.kill('SIGTERM')
    await Promise.race([app.ended, new Promise((resolve) => setTimeout(resolve, 30_000))])
    app.process.kill('SIGKILL')
  }
  apps = []
})

describe('webPreferences', () => {
  it.each<[string, unknown]>([
    ['contextIsolation', false],
    ['contextIsolation', undefined],
    ['sandbox', false],
    ['nodeIntegration', true],
    ['nodeIntegration', undefined],
    ['webSecurity', false],
    ['webviewTag', true],
    ['preload', 'preload.cjs'],
    ['preload', '/somewhere/preload.mjs'],
    ['preload', undefined],
    ['nodeIntegrationInWorker', true],
    ['offscreen', true],
    ['session', undefined]
  ])('with %s %s throw', async (name, value) => {
    const app = await start()
    await expect(
      app.run(
        ({ BrowserWindow }, state, change) =>
          new BrowserWindow({ webPreferences: { ...state.secure, ...change } }),
        { [name]: value }
      )
    ).rejects.toThrow(name)
  })

  it('left out altogether throw', async () => {
    const app = await start()
    await expect(app.run(({ BrowserWindow }) => new BrowserWindow())).rejects.toThrow('webPreferences')
  })
})

describe('the preload', () => {
  it('runs before the page, in a world of its own, with electron alone', async () => {
    const app = await startWithWindow()
    expect(
      await inPage(
        app,
        `[sample.pageRanFirst, sample.secretLength, typeof preloadSecret, typeof require, typeof process,
          Object.keys(window).filter((name) => /standin|ipc/i.test(name)),
          sample.tryRequire('electron'), sample.tryRequire('fs')]`
      )
    ).toEqual([false, 32, 'undefined', 'undefined', 'undefined', [], 'loaded', 'module not found: fs'])
  })

  it('exposes frozen copies whose functions answer at once and take functions', async () => {
    const app = await startWithWindow()
    expect(
      await inPage(
        app,
        `[sample.nested.add(2, 3), sample.mapBack([1, 2], (x) => x * 10), Object.isFrozen(sample.nested),
          (() => { try { sample.fail() } catch (error) { return [error instanceof Error, error.message] } })(),
          (() => { sample.extra = 1; return 'extra' in sample })()]`
      )
    ).toEqual([5, [10, 20], true, [true, 'refused at once'], false])
  })

  it('answers a call that takes time in three crossings, and keeps nothing of it', async () => {
    const app = await startWithWindow()
    await app.run(({ ipcMain }) => {
      ipcMain.handle('later', () => 'answered')
    })
    const crossings = `(async () => {
      const { dispatchEvent } = EventTarget.prototype
      const sent = []
      let heard = 0
      let channel
      EventTarget.prototype.dispatchEvent = function (event) {
        if (event.type === 'call-preload') {
          channel ??= this
          if (sent.push(this.textContent) === 1) this.addEventListener('call-page', () => (heard += 1))
        }
        return dispatchEvent.call(this, event)
      }
      const answer = await sample.invoke('later')
      EventTarget.prototype.dispatchEvent = dispatchEvent
      channel.textContent = sent[1]
      channel.dispatchEvent(new Event('call-preload'))
      return [answer, sent.length, heard, JSON.parse(channel.textContent)]
    })()`
    const gone = { error: expect.objectContaining({ $: 'error' }) as unknown }
    expect(await inPage(app, crossings)).toEqual(['answered', 2, 1, gone])
  })

  it('that throws is told, and the page runs without it', async () => {
    const app = await start()
    const told = await app.run(async ({ BrowserWindow }, state) => {
      const file = `${state.folder}/broken-preload.cjs`
      const preferences = { ...state.secureWith('broken', state.serve), preload: file }
      const window = new BrowserWindow({ webPreferences: preferences })
      const error = new Promise((resolve) =>
        window.webContents.once('preload-error', (_event, where, problem) =>
          resolve([where === file, problem.message.includes('broken on purpose')])
        )
      )
      await window.loadURL('app://sample/index.html')
      const seen = (await window.webContents.executeJavaScript('typeof sample')) as unknown
      return { error: await error, seen }
    })
    expect(told).toEqual({ error: [true, true], seen: 'undefined' })
  })
})

describe('messages', () => {
  it('keep what JSON keeps, and undefined, and refuse what is not built', async () => {
    const app = await startWithWindow()
    const seen = await app.run(async ({ ipcMain }, { window }) => {
      const arrived = new Promise((resolve) =>
        ipcMain.handle('values', (_event, ...args: unknown[]) => {
          resolve(args)
          return args
        })
      )
      const back: unknown = await window.webContents.executeJavaScript(
        `sample.invoke('values', undefined, [null, 1.5], { ['__proto__']: 1, none: undefined }).then(([none, list, odd]) =>
          [none === undefined, list, Object.keys(odd), 'none' in odd])`
      )
      const refused: unknown = await window.webContents.executeJavaScript(
        `[new Map(), new Date(), 1n, NaN, { $: 1 }].map((value) => {
          try { sample.invoke('values', value) } catch (error) { return error.message }
        })`
      )
      return { arrived: await arrived, back, refused }
    })
    expect(seen.arrived).toEqual([undefined, [null, 1.5], { ['__proto__']: 1, none: undefined }])
    expect(seen.back).toEqual([true, [null, 1.5], ['__proto__', 'none'], true])
    expect(seen.refused).toEqual(
      ['Map', 'Date', 'BigInt', 'Number', 'Object'].map(
        (name) => `stand-in: [object ${name}] in a message is not built`
      )
    )
  })

  it('name the sender by its window and its frame', async () => {
    const app = await startWithWindow()
    const sender = await app.run(async ({ ipcMain }, { window }) => {
      ipcMain.handle('who', ({ sender: contents, senderFrame }) => [
        contents.id === window.webContents.id,
        senderFrame?.url,
        senderFrame?.parent
      ])
      return (await window.webContents.executeJavaScript(`sample.invoke('who')`)) as unknown
    })
    expect(sender).toEqual([true, 'app://sample/index.html', null])
  })

  it('carry only the text of an error, under the name of the channel', async () => {
    const app = await startWithWindow()
    const errors = await app.run(async ({ ipcMain }, { window }) => {
      ipcMain.handle('refuse', () => {
        throw new RangeError('not now')
      })
      return (await window.webContents.executeJavaScript(
        `Promise.all(['refuse', 'nobody'].map((name) => sample.invoke(name).catch((error) => error.message)).concat(sample.invoke('refuse', () => 1).catch((error) => error.message)))`
      )) as unknown
    })
    expect(errors).toEqual([
      "Error invoking remote method 'refuse': RangeError: not now",
      "Error invoking remote method 'nobody': Error: No handler registered for 'nobody'",
      'An object could not be cloned.'
    ])
  })

  it('go to the page, until its listener is removed', async () => {
    const app = await startWithWindow()
    await inPage(app, `window.got = []; window.stop = sample.on('news', (...args) => got.push(args)); 0`)
    await app.run((_, { window }) => window.webContents.send('news', 'one', { two: 2 }))
    await eventually(() => inPage(app, 'JSON.stringify(got)')).toBe('[["one",{"two":2}]]')
    await inPage(app, 'stop(); 0')
    await app.run((_, { window }) => window.webContents.send('news', 'two'))
    expect(await inPage(app, 'got.length')).toBe(1)
  })

  it('leave nothing behind in the page once they are answered', async () => {
    const profile = path.join(desktop.directory, 'messages')
    const app = await startWithWindow({ env: { STAND_IN_DEBUG: '1', STAND_IN_PROFILE: profile } })
    await app.run(({ ipcMain }) => {
      ipcMain.handle('often', () => 1)
    })
    const door = openChromiumDoor(portOfProfile(profile))
    const page = await door.page(/sample/)
    const session = await page.context().newCDPSession(page)
    const used = async (): Promise<number> => {
      await session.send('HeapProfiler.collectGarbage')
      return (await session.send('Runtime.getHeapUsage')).usedSize
    }
    const call = (times: number): Promise<unknown> =>
      inPage(app, `(async () => { for (let n = 0; n < ${times}; n += 1) await sample.invoke('often') })()`)
    // The first calls make what stays.
    await call(500)
    const before = await used()
    await call(2_500)
    expect((await used()) - before).toBeLessThan(100_000)
    await door.disconnect()
  })

  it('on a channel that is not built are not waited for in vain', async () => {
    const app = await start()
    await expect(
      app.run(({ ipcMain }) => {
        ipcMain.on('news', () => undefined)
      })
    ).rejects.toThrow('stand-in: ipcMain.on(news) is not built')
  })

  it('refuse a second handler for a channel', async () => {
    const app = await start()
    await expect(
      app.run(({ ipcMain }) => {
        ipcMain.handle('x', () => 1)
        ipcMain.handle('x', () => 2)
      })
    ).rejects.toThrow("Attempted to register a second handler for 'x'")
  })
})

describe('a custom scheme', () => {
  it('loads modules and styles, and Chromium enforces the policy that came with the page', async () => {
    const app = await startWithWindow()
    expect(
      await inPage(
        app,
        `Promise.all([pageRan, getComputedStyle(document.querySelector('h1')).color, typeof inlineRan, isSecureContext,
          fetch('/style.css').then((answer) => answer.status), fetch('/nothing').then((answer) => answer.status),
          fetch('https://elsewhere.invalid/').catch((error) => error.name)])`
      )
    ).toEqual([true, 'rgb(1, 2, 3)', 'undefined', true, 200, 404, 'TypeError'])
  })

  it("is answered by the handler of the window's own session only", async () => {
    const app = await start()
    const results = await app.run(async ({ BrowserWindow, session }, state) => {
      const page = (title: string) => () =>
        new Response(`<title>${title}</title>`, { headers: { 'content-type': 'text/html' } })
      state.secureWith('other', page('other'))
      const own = session.fromPartition('own')
      const load = async (): Promise<string> => {
        const window = new BrowserWindow({ webPreferences: { ...state.secure, session: own } })
        try {
          await window.loadURL('app://sample/')
          return (await window.webContents.executeJavaScript('document.title')) as string
        } catch (error) {
          return (error as Error).message
        } finally {
          window.destroy()
        }
      }
      const before = await load()
      own.protocol.handle('app', page('own'))
      return [before, await load()]
    })
    expect(results).toEqual(["ERR_FAILED (-2) loading 'app://sample/'", 'own'])
  })

  it('tells a load that fails as `did-fail-load` of the main frame', async () => {
    const app = await start()
    await app.run(async ({ BrowserWindow }, state) => {
      const preferences = state.secureWith('failing', () => Response.error())
      const { webContents } = new BrowserWindow({ webPreferences: preferences })
      state.record(
        webContents,
        ['did-fail-load'],
        (_event: unknown, code: number, description: string, address: string, isMainFrame: boolean) =>
          JSON.stringify([code, description, address, isMainFrame])
      )
      await webContents.loadURL('app://sample/').catch(() => undefined)
    })
    expect(await app.run((_, { events }) => events)).toEqual([
      'did-fail-load[-2,"ERR_FAILED","app://sample/",true]'
    ])
  })

  it('must be registered once, as a standard, secure scheme', async () => {
    const app = await start()
    await expect(
      app.run(({ session }) => session.fromPartition('x').protocol.handle('other', () => new Response()))
    ).rejects.toThrow('other was not registered')
  })
})

describe('where a page may go', () => {
  it('is asked of will-navigate for links, scripts and foreign schemes, and not for loadURL', async () => {
    const app = await start()
    await app.run(async (electron, state) => {
      electron.app.on('web-contents-created', (_event, contents) =>
        contents.on('will-navigate', (event) => {
          state.events.push(event.url)
          event.preventDefault()
        })
      )
      await state.openWindow()
    })
    for (const [act, asked] of [
      ["document.querySelector('#link').click()", 'https://elsewhere.invalid/'],
      ["location.href = 'app://sample/other'", 'app://sample/other'],
      ["document.querySelector('#mail').click()", 'mailto:somebody@elsewhere.invalid']
    ] as const) {
      await inPage(app, `${act}; 0`)
      await eventually(() => app.run((_, { events }) => events.at(-1))).toBe(asked)
    }
    expect(await inPage(app, 'location.pathname')).toBe('/index.html')
  })

  it('is asked of the window open handler for new windows, and none opens', async () => {
    const app = await startWithWindow()
    await app.run((_, { window, events }) =>
      window.webContents.setWindowOpenHandler(({ url }) => {
        events.push(url)
        return { action: 'deny' }
      })
    )
    expect(await inPage(app, `String(window.open('https://elsewhere.invalid/popup'))`)).toBe('null')
    await inPage(app, `document.querySelector('#blank').click(); 0`)
    await eventually(() => app.run((_, { events }) => events)).toEqual([
      'https://elsewhere.invalid/popup',
      'https://elsewhere.invalid/blank'
    ])
    expect(shownWindow().split('\n')).toHaveLength(1)
  })

  it('does not change by the keys of a browser', async () => {
    const app = await startWithWindow()
    await inPage(app, 'window.mark = 1')
    await eventually(shownWindow).not.toBe('')
    for (const key of ['F5', 'ctrl+r', 'ctrl+n', 'ctrl+t', 'ctrl+w', 'ctrl+shift+i'])
      tool('xdotool', 'key', '--window', shownWindow(), key)
    expect(await inPage(app, 'mark')).toBe(1)
    expect(shownWindow().split('\n')).toHaveLength(1)
  })
})

describe('permissions', () =>
  it.each([
    [true, 'granted'],
    [false, 'denied']
  ])("are what the session's handlers answer: %s", async (answer, state) => {
    const app = await start()
    await app.run(async ({ session }, sample, allow) => {
      const own = session.fromPartition('sample')
      own.setPermissionCheckHandler(() => allow)
      own.setPermissionRequestHandler((_contents, _permission, answerWith) => answerWith(allow))
      await sample.openWindow()
    }, answer)
    expect(
      await inPage(app, `navigator.permissions.query({ name: 'geolocation' }).then((status) => status.state)`)
    ).toBe(state)
  }))

describe('nativeTheme.themeSource', () =>
  it('is what the page sees, before and after it changes', async () => {
    const app = await start()
    await app.run(async ({ nativeTheme }, state) => {
      nativeTheme.themeSource = 'dark'
      await state.openWindow()
    })
    const dark = `matchMedia('(prefers-color-scheme: dark)').matches`
    expect(await inPage(app, dark)).toBe(true)
    expect(
      await app.run(({ nativeTheme }) => {
        nativeTheme.themeSource = 'light'
        return nativeTheme.themeSource
      })
    ).toBe('light')
    await eventually(() => inPage(app, dark)).toBe(false)
  }))

describe('showing', () => {
  it('waits for show() after ready-to-show where the window was made with show: false', async () => {
    const app = await start()
    await app.run(async ({ BrowserWindow }, state) => {
      state.window = new BrowserWindow({
        show: false,
        webPreferences: state.secureWith('sample', state.serve)
      })
      state.record(state.window, ['ready-to-show'])
      await state.window.loadURL('app://sample/index.html')
    })
    await eventually(() => app.run((_, { events }) => events)).toEqual(['ready-to-show'])
    await eventually(shownWindow).toBe('')
    await app.run((_, { window }) => window.show())
    await eventually(shownWindow).not.toBe('')
    await eventually(() => inPage(app, 'document.visibilityState + document.hasFocus()')).toBe('visibletrue')
  })

  it('comes back from being minimised by restore()', async () => {
    const app = await startWithWindow()
    const isMinimized = (): Promise<boolean> => app.run((_, { window }) => window.isMinimized())
    await eventually(shownWindow).not.toBe('')
    expect(await isMinimized()).toBe(false)
    tool('xdotool', 'windowminimize', shownWindow())
    await eventually(isMinimized).toBe(true)
    await app.run((_, { window }) => window.restore())
    await eventually(isMinimized).toBe(false)
  })

  it('has the size and place that were asked for, and knows them when the person changes them', async () => {
    const app = await start()
    const asked = { x: 200, y: 150, width: 500, height: 350 }
    await app.run(async (_, state, bounds) => {
      await state.openWindow(bounds)
    }, asked)
    const bounds = (): Promise<Electron.Rectangle> => app.run((_, { window }) => window.getNormalBounds())
    await eventually(shownWindow).not.toBe('')
    await eventually(bounds).toEqual(asked)
    await eventually(() => inPage(app, '[outerWidth, outerHeight].join()')).toBe('500,350')
    await eventually(() => {
      // Again and again: the window manager may still be placing the window.
      tool('xdotool', 'windowsize', shownWindow(), '640', '400')
      return bounds()
    }).toEqual({ ...asked, width: 640, height: 400 })
  })

  it('is for one window at a time', async () => {
    const app = await startWithWindow()
    await expect(app.run((_, state) => state.openWindow())).rejects.toThrow('a second window is not built')
  })

  it('opens also while the last one is going, at whatever moment of that', async () => {
    const app = await startWithWindow()
    for (const wait of [0, 20, 60, 120, 250]) {
      const title = await app.run(async (_, state, milliseconds) => {
        state.window.close()
        await new Promise((resolve) => setTimeout(resolve, milliseconds))
        await state.openWindow()
        return state.window.webContents.executeJavaScript('document.title') as Promise<string>
      }, wait)
      expect(title, `after ${String(wait)} ms`).toBe('Sample page')
    }
  })

  it('starts Chromium with the first window and ends it with the last', async () => {
    const app = await start()
    expect(chromiumsOf(app)).toEqual([])
    await app.run(async (_, state) => {
      await state.openWindow()
    })
    expect(chromiumsOf(app)).toHaveLength(1)
    await app.run((_, { window }) => window.close())
    await eventually(() => chromiumsOf(app)).toEqual([])
    await app.run(async (_, state) => {
      await state.openWindow()
    })
    expect(chromiumsOf(app)).toHaveLength(1)
  })
})

describe('the environment of Chromium', () =>
  it('lacks what drives the clock of the main process', () => {
    const driven = {
      LD_PRELOAD: 'libfaketime.so',
      FAKETIME: '+1d',
      FAKETIME_NO_CACHE: '1',
      DONT_FAKE_MONOTONIC: '1'
    }
    expect(programEnvironment({ ...driven, DISPLAY: ':1' })).toEqual({ DISPLAY: ':1' })
  }))

describe('closing', () => {
  const record = (app: SampleApp): Promise<void> =>
    app.run((electron, state) => {
      state.record(state.window, ['close', 'closed'])
      state.record(electron.app, ['before-quit', 'will-quit'])
    })

  it('by the window manager tells close, closed and window-all-closed', async () => {
    const app = await startWithWindow()
    await record(app)
    await eventually(shownWindow).not.toBe('')
    tool('wmctrl', '-i', '-c', shownWindow())
    await eventually(() => app.run((_, { events }) => events)).toEqual([
      'close',
      'closed',
      'window-all-closed'
    ])
  })

  it('by close() tells the same, and afterwards the window cannot be used', async () => {
    const app = await startWithWindow()
    await record(app)
    await app.run((_, { window }) => window.close())
    await eventually(() => app.run((_, { events }) => events)).toEqual([
      'close',
      'closed',
      'window-all-closed'
    ])
    expect(await app.run((_, { window }) => window.isDestroyed())).toBe(true)
    await expect(app.run((_, { window }) => window.getNormalBounds())).rejects.toThrow(
      'Object has been destroyed'
    )
    await expect(app.run((_, { window }) => window.webContents.id)).rejects.toThrow(
      'Object has been destroyed'
    )
  })

  it('is refused by preventDefault, from the window manager as from close()', async () => {
    const app = await startWithWindow()
    await app.run((_, { window, events }) => {
      window.on('close', (event) => {
        events.push('close')
        event.preventDefault()
      })
    })
    await eventually(shownWindow).not.toBe('')
    tool('wmctrl', '-i', '-c', shownWindow())
    await eventually(() => app.run((_, { events }) => events)).toEqual(['close'])
    await app.run((_, { window }) => window.close())
    expect(await app.run((_, { window, events }) => [window.isDestroyed(), ...events])).toEqual([
      false,
      'close',
      'close'
    ])
    expect(shownWindow()).not.toBe('')
    await app.run((_, { window }) => window.destroy())
  })

  it('goes also where the window never came: the app quits', async () => {
    const app = await start({ env: { PATH: '/nowhere' } })
    await expect(app.run((_, state) => state.openWindow())).rejects.toThrow('no chromium on the PATH')
    expect(await app.quit()).toBe(0)
  })

  it('goes by itself where the window could not be set up, and makes room for another', async () => {
    const app = await start()
    await app.run(async ({ BrowserWindow }, state) => {
      const preferences = { ...state.secureWith('bare', state.serve), preload: '/nowhere/preload.cjs' }
      const window = new BrowserWindow({ webPreferences: preferences })
      await window.loadURL('app://sample/index.html').catch(() => undefined)
    })
    await eventually(() => chromiumsOf(app)).toEqual([])
    await app.run(async (_, state) => {
      await state.openWindow()
    })
    expect(await inPage(app, 'document.title')).toBe('Sample page')
  })

  it('by destroy() asks nobody', async () => {
    const app = await startWithWindow()
    await record(app)
    await app.run((_, { window }) => window.destroy())
    expect(await app.run((_, { window, events }) => [window.isDestroyed(), ...events])).toEqual([
      true,
      'closed',
      'window-all-closed'
    ])
    await eventually(shownWindow).toBe('')
  })

  it('by app.quit() comes between before-quit and will-quit, and a refusal calls the quit off', async () => {
    const app = await startWithWindow()
    await record(app)
    await app.run((electron, { window }) => {
      window.once('close', (event) => event.preventDefault())
      electron.app.quit()
    })
    expect(await app.run((_, { events }) => events)).toEqual(['before-quit', 'close'])
    const order = app.run(
      (electron, { events }) =>
        new Promise((resolve) => {
          electron.app.on('quit', () => resolve(events))
          electron.app.quit()
        })
    )
    expect(await order).toEqual(['before-quit', 'close', 'before-quit', 'close', 'closed', 'will-quit'])
    expect(await app.ended).toBe(0)
    expect(chromiumsOf(app)).toEqual([])
  })

  it('of the page alone is told as render-process-gone', async () => {
    const app = await startWithWindow()
    const reason = await app.run(
      (_, { window }) =>
        new Promise<string>((resolve) => {
          window.webContents.once('render-process-gone', (_event, details) => resolve(details.reason))
          window.loadURL('chrome://crash').catch(() => undefined)
        })
    )
    expect(reason).toBe('crashed')
  })
})

describe('the profile', () => {
  it('is the one that is named, and tells a debugging port there', async () => {
    const profile = path.join(desktop.directory, 'profile')
    await startWithWindow({ env: { STAND_IN_DEBUG: '1', STAND_IN_PROFILE: profile } })
    await eventually(() => existsSync(path.join(profile, 'DevToolsActivePort'))).toBe(true)
  })

  it('of an app that was killed is swept by the next, and not that of another person', async () => {
    const folder = path.join(desktop.directory, 'profiles')
    const [user = 0, nobody] = [process.getuid?.(), 999_999_998]
    const [ours, theirs] = [user, user + 5_000_000].map(
      (number) => `token-tray-stand-in-${number}-${nobody}-x`
    )
    for (const name of [ours, theirs]) mkdirSync(path.join(folder, name ?? ''), { recursive: true })
    await startWithWindow({ env: { TMPDIR: folder } })
    expect(readdirSync(folder)).not.toContain(ours)
    expect(readdirSync(folder)).toContain(theirs)
  })
})
