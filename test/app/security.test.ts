import { EventEmitter } from 'node:events'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type * as Electron from 'electron'
import { lockNavigation, lockSession } from '../../electron/app/security.js'

type Listener = (event: unknown, contents: unknown) => void
const app = vi.hoisted((): { listener: Listener } => ({ listener: () => undefined }))
vi.mock('electron', () => ({
  app: {
    on: (_name: string, listener: Listener) => {
      app.listener = listener
    }
  }
}))

/** A page's contents as far as the locks touch them. */
class Contents extends EventEmitter {
  open: () => { action: string } = () => ({ action: 'allow' })
  setWindowOpenHandler(handler: () => { action: string }): void {
    this.open = handler
  }
}

describe('a page’s ways out', () => {
  const refused: string[] = []
  let contents: Contents
  const meet = (name: string, facts: object = {}): boolean => {
    let prevented = false
    contents.emit(name, { ...facts, preventDefault: () => (prevented = true) })
    return prevented
  }
  beforeEach(() => {
    refused.length = 0
    contents = new Contents()
    lockNavigation((what) => refused.push(what))
    app.listener({}, contents)
  })

  it('stay open within our page', () => {
    expect(meet('will-navigate', { url: 'app://token-tray/index.html#tokens' })).toBe(false)
    expect(refused).toEqual([])
  })

  it.each([
    ['will-navigate', { url: 'https://dev.azure.com/' }, 'navigation'],
    ['will-navigate', { url: 'app://elsewhere/' }, 'navigation'],
    ['will-navigate', { url: 'file:///etc/passwd' }, 'navigation'],
    ['will-frame-navigate', { url: 'app://token-tray/', isMainFrame: false }, 'frame'],
    ['will-redirect', { url: 'app://token-tray/' }, 'redirect'],
    ['will-attach-webview', {}, 'webview']
  ])('are closed for %s %o', (name, facts, what) => {
    expect(meet(name, facts)).toBe(true)
    expect(refused).toEqual([what])
  })

  it('open no windows', () => {
    expect(contents.open()).toEqual({ action: 'deny' })
    expect(refused).toEqual(['window'])
  })
})

describe('a page’s session', () => {
  it('grants no permission, device or capture, and downloads no dictionaries', () => {
    const given: Record<string, unknown> = {}
    const keep = (name: string) => (value: unknown) => {
      given[name] = value
    }
    lockSession({
      setPermissionRequestHandler: keep('request'),
      setPermissionCheckHandler: keep('check'),
      setDevicePermissionHandler: keep('device'),
      setDisplayMediaRequestHandler: keep('display'),
      setSpellCheckerEnabled: keep('spelling')
    } as unknown as Electron.Session)
    const answers: boolean[] = []
    const request = given['request'] as (contents: null, name: string, answer: (is: boolean) => void) => void
    request(null, 'clipboard-read', (is) => answers.push(is))
    expect(answers).toEqual([false])
    expect((given['check'] as () => boolean)()).toBe(false)
    expect((given['device'] as () => boolean)()).toBe(false)
    expect(given).toMatchObject({ display: null, spelling: false })
  })
})
