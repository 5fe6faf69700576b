import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { eventually, startSample, type SampleApp, type SampleOptions } from './sample-app.js'

/*
 * What docs/api/app.md, docs/tutorial/esm.md and docs/api/utility-process.md of electron/electron say. Nothing here opens a window, so nothing
 * needs a display.
 */
let home: string
let apps: SampleApp[]
const start = async (options: SampleOptions = {}): Promise<SampleApp> => {
  const app = await startSample({ PATH: process.env['PATH'] ?? '', HOME: home, ...options.env }, options)
  apps.push(app)
  return app
}

beforeEach(() => {
  home = mkdtempSync(path.join(tmpdir(), 'stand-in-home-'))
  apps = []
})
afterEach(async () => {
  for (const app of apps) {
    app.process.kill('SIGKILL')
    await app.ended
  }
  rmSync(home, { recursive: true, force: true })
})

describe('the electron module', () => {
  it('is the same instance for import and require', async () => {
    const app = await start()
    const same = await app.run((imported, { require }) => {
      const required = require('electron')
      return [required.app === imported.app, required.BrowserWindow === imported.BrowserWindow]
    })
    expect(same).toEqual([true, true])
  })

  it('names what is not built, when it is used and not when it is imported', async () => {
    const app = await start()
    await expect(
      app.run(({ globalShortcut }) => globalShortcut.register('F1', () => undefined))
    ).rejects.toThrow('stand-in: globalShortcut is not built')
    await expect(app.run((electron) => electron.app.getFileIcon('/'))).rejects.toThrow(
      'stand-in: app.getFileIcon is not built'
    )
  })

  it('shows Electron on process', async () => {
    const app = await start()
    expect(await app.run(() => [process.versions['electron'], process.type])).toEqual(['45.3.3', 'browser'])
  })
})

describe('ready', () => {
  it('waits until the whole main module has run, awaits at top level included', async () => {
    const app = await start()
    expect(await app.run((_, state) => state.readyAtEndOfMain)).toBe(false)
    await app.run((electron) => electron.app.whenReady())
  })

  it('never comes for a main module that awaits it at top level', async () => {
    const app = await start({ early: (electron) => electron.app.whenReady(), waits: false })
    const first = await Promise.race([
      app.ended.then(() => 'ended'),
      app.run((electron) => electron.app.isReady()),
      new Promise((resolve) => setTimeout(resolve, 60_000, 'nothing'))
    ])
    expect(first).toBe(false)
  })

  it('comes also after a main module that threw, where somebody hears its error', async () => {
    const app = await start({
      early: () => {
        process.on('uncaughtException', (error) => process.stderr.write(`heard ${error.message}`))
        throw new Error('on purpose')
      },
      waits: false
    })
    await app.run((electron) => electron.app.whenReady())
    await eventually(() => app.errors()).toBe('heard on purpose')
  })

  it('comes after the time for enableSandbox and schemes', async () => {
    const app = await start()
    await app.run((electron) => electron.app.whenReady())
    await expect(app.run((electron) => electron.app.enableSandbox())).rejects.toThrow('before app is ready')
    await expect(app.run(({ protocol }) => protocol.registerSchemesAsPrivileged([]))).rejects.toThrow(
      'before app is ready'
    )
  })
})

describe('paths and names', () => {
  it('come from package.json and the XDG folders', async () => {
    const app = await start({ env: { XDG_CONFIG_HOME: path.join(home, 'config') } })
    const told = await app.run((electron) => [
      electron.app.getName(),
      electron.app.getVersion(),
      electron.app.getPath('userData'),
      electron.app.isPackaged
    ])
    expect(told).toEqual(['Sample App', '3.2.1', path.join(home, 'config', 'Sample App'), false])
  })

  it('lets userData be moved to a folder that is there, and to no other', async () => {
    const app = await start()
    await expect(
      app.run((electron, _state, to) => electron.app.setPath('userData', to), path.join(home, 'not-there'))
    ).rejects.toThrow('ENOENT')
    const moved = await app.run((electron, _state, to) => {
      electron.app.setPath('userData', to)
      return electron.app.getPath('userData')
    }, home)
    expect(moved).toBe(home)
  })
})

describe('the single-instance lock', () => {
  it('is refused to the second one, and the first is told, whatever that was started with', async () => {
    const first = await start()
    expect(
      await first.run((electron, state) => {
        state.record(electron.app, ['second-instance'])
        return electron.app.requestSingleInstanceLock()
      })
    ).toBe(true)
    const second = await start({ args: ['x'.repeat(5_000)] })
    expect(await second.run((electron) => electron.app.requestSingleInstanceLock())).toBe(false)
    await eventually(() => first.run((_, { events }) => events)).toEqual(['second-instance'])
  })

  it('is refused, not thrown, where its folder cannot be written', async () => {
    const app = await start()
    const held = await app.run((electron) => {
      // Not even root may make a file there.
      electron.app.setPath('userData', '/proc')
      return electron.app.requestSingleInstanceLock()
    })
    expect(held).toBe(false)
  })

  it('is taken over from one that was killed', async () => {
    const first = await start()
    await first.run((electron) => electron.app.requestSingleInstanceLock())
    first.process.kill('SIGKILL')
    await first.ended
    const second = await start()
    expect(await second.run((electron) => electron.app.requestSingleInstanceLock())).toBe(true)
  })
})

describe('quitting', () => {
  it('asks, then tells, then ends with 0, by a signal as by app.quit()', async () => {
    const app = await start({
      early: (electron) => {
        for (const name of ['before-quit', 'will-quit', 'quit', 'window-all-closed'] as const) {
          electron.app.on(name as 'quit', () => process.stderr.write(`${name} `))
        }
      }
    })
    expect(await app.quit()).toBe(0)
    expect(app.errors()).toBe('before-quit will-quit quit ')
  })

  it('is a wish at the first signal only: the second one of the same kind ends it at once', async () => {
    const app = await start()
    await app.run((electron) => {
      electron.app.on('before-quit', (event) => event.preventDefault())
    })
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
      app.process.kill(signal)
      expect(await app.run(() => 'still here')).toBe('still here')
    }
    app.process.kill('SIGINT')
    expect(await app.ended).toBeNull()
    expect(app.process.signalCode).toBe('SIGINT')
  })

  it.each(['before-quit', 'will-quit'] as const)('is called off by %s', async (name) => {
    const app = await start()
    await app.run((electron, _state, event) => {
      electron.app.once(event as 'will-quit', (e) => e.preventDefault())
      electron.app.quit()
    }, name)
    expect(await app.run(() => 'still here')).toBe('still here')
    expect(await app.quit()).toBe(0)
  })

  it('by app.exit() and process.exit() asks nobody', async () => {
    for (const by of ['app', 'process']) {
      const app = await start({
        early: (electron) => {
          electron.app.on('before-quit', () => process.stderr.write('before-quit '))
          electron.app.on('quit', (_event, code) => process.stderr.write(`quit ${code}`))
        }
      })
      void app
        .run((electron, _state, way) => {
          if (way === 'app') electron.app.exit(3)
          else process.exit(3)
        }, by)
        .catch(() => undefined)
      expect(await app.ended).toBe(3)
      expect(app.errors()).toBe('quit 3')
    }
  })
})

describe('a utility process', () => {
  it('gets what was posted before it listened, and answers', async () => {
    const app = await start()
    const answer = await app.run(({ utilityProcess }, { folder }) => {
      const forked = utilityProcess.fork(`${folder}/child.mjs`, ['one'])
      forked.postMessage(new Map([['early', 1]]))
      return new Promise((resolve) => forked.once('message', resolve))
    })
    expect(answer).toEqual({ type: 'utility', got: new Map([['early', 1]]), argv: ['one'], sameport: true })
  })

  it('inherits the environment', async () => {
    const app = await start({ env: { MARK: 'inherited' } })
    const mark = app.run(({ utilityProcess }, { folder }) => {
      const forked = utilityProcess.fork(`${folder}/child.mjs`)
      forked.postMessage('environment')
      return new Promise<unknown>((resolve) => forked.once('message', resolve))
    })
    expect(await mark).toBe('inherited')
  })

  it('tells its exit code, and 0 when it was killed', async () => {
    const app = await start()
    const codes = await app.run(async ({ utilityProcess }, { folder }) => {
      const exit = (act: (forked: Electron.UtilityProcess) => void): Promise<unknown> => {
        const forked = utilityProcess.fork(`${folder}/child.mjs`)
        forked.once('spawn', () => act(forked))
        return new Promise((resolve) => forked.once('exit', resolve))
      }
      return [
        await exit((forked) => forked.postMessage('end with 7')),
        await exit((forked) => forked.kill()),
        await exit((forked) => {
          forked.once('exit', () => undefined)
          forked.postMessage('end with 7')
        })
      ]
    })
    expect(codes).toEqual([7, 0, 7])
  })

  it.each(['SIGTERM', 'SIGKILL'] as const)('ends with its app, which ends by %s', async (signal) => {
    const app = await start()
    const id = await app.run(({ utilityProcess }, { folder }) => {
      const forked = utilityProcess.fork(`${folder}/child.mjs`)
      forked.postMessage('process id')
      return new Promise<number>((resolve) => forked.once('message', resolve))
    })
    app.process.kill(signal)
    await app.ended
    // Empty too for one that has ended and of which nobody took note.
    const commandLine = `/proc/${id}/cmdline`
    await eventually(() => existsSync(commandLine) && readFileSync(commandLine, 'utf8')).toBeOneOf([
      false,
      ''
    ])
  })

  it('cannot be killed before it is spawned', async () => {
    const app = await start()
    expect(
      await app.run(({ utilityProcess }, { folder }) => utilityProcess.fork(`${folder}/child.mjs`).kill())
    ).toBe(false)
  })
})
