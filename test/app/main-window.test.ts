import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createMainWindow } from '../../electron/app/main-window.js'
import type { Bounds } from '../../electron/app/window-place.js'
import { onPlatform, seen, startAnew } from './fake-electron.js'

vi.mock('electron', async () => (await import('./fake-electron.js')).electron)

const { platform } = process
let told: string[]
let kept: Bounds[]
beforeEach(() => {
  startAnew()
  told = []
  kept = []
  vi.useFakeTimers()
  vi.stubEnv('WAYLAND_DISPLAY', '')
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllEnvs()
  onPlatform(platform)
})

function openWindow(remembered: Bounds | null = null) {
  const window = createMainWindow({
    title: 'Token Tray',
    icon: '/icon',
    preload: '/preload',
    pageRoot: '/page',
    rememberedBounds: () => remembered,
    rememberBounds: (bounds) => void kept.push(bounds),
    onClose: () => undefined,
    onProblem: (event, detail) => void told.push(`${event}: ${detail}`),
    onBroken: () => void told.push('broken')
  })
  window.open(null)
  return { window, made: seen.windows[0]! }
}

it('opened while the one before is going, it is a new one, and stays when that is gone', () => {
  const { window, made: first } = openWindow()
  // Electron tells `close` at once and `closed` when the page is gone.
  first.emit('close')
  expect(window.contents()).toBeNull()
  window.open(null)
  const [, second] = seen.windows
  expect(second).toBeDefined()
  first.emit('closed')
  expect(window.contents()).toBe(second?.webContents)
  window.open(null)
  expect(seen.windows).toHaveLength(2)
})

describe('a window that is opened', () => {
  it('is shown once its page is painted, and once only', () => {
    const { made } = openWindow()
    expect(made.shows).toBe(0)
    made.emit('ready-to-show')
    vi.advanceTimersByTime(60_000)
    expect([made.shows, told]).toEqual([1, []])
  })

  it('is shown after ten seconds where its page paints nothing, and the log says so', () => {
    const { made } = openWindow()
    vi.advanceTimersByTime(9_999)
    expect(made.shows).toBe(0)
    vi.advanceTimersByTime(1)
    expect([made.shows, told]).toEqual([1, ['window.late: nothing painted in 10000 ms']])
    made.emit('ready-to-show')
    expect(made.shows).toBe(1)
  })

  it('is shown and told as broken where its page does not load', () => {
    const { made } = openWindow()
    made.webContents.emit('did-fail-load', {}, -2, 'ERR_FAILED', 'app://token-tray/index.html', true)
    vi.advanceTimersByTime(60_000)
    expect([made.shows, told]).toEqual([1, ['window.load: ERR_FAILED', 'broken']])
  })

  it('is shown and told as broken where its preload fails, without which no call gets out', () => {
    const { made } = openWindow()
    made.webContents.emit('preload-error', {}, '/preload', new Error('module not found: fs'))
    expect([made.shows, told]).toEqual([1, ['window.preload: module not found: fs', 'broken']])
  })

  it('stays and is told as broken where its page crashes: without a tray the app would end with it', () => {
    const { window, made } = openWindow()
    made.emit('ready-to-show')
    made.webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 139 })
    expect([window.contents(), told]).toEqual([null, ['window.page-gone: crashed', 'broken']])
  })

  it('is loaded anew in its window when that is opened after a crash', () => {
    const { window, made } = openWindow()
    const loads = vi.spyOn(made, 'loadURL')
    made.webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 139 })
    expect(window.open(null)).toBe(made)
    expect([loads.mock.calls.length, window.contents()]).toEqual([1, made.webContents])
    window.open(null)
    expect(loads.mock.calls).toHaveLength(1)
  })

  it('keeps the place for its next time that it has when it is not maximised', () => {
    openWindow().made.close()
    expect(kept).toEqual([{ x: 10, y: 10, width: 880, height: 640 }])
  })

  it.each([
    ['is another load', -3, true],
    ['is in a frame', -2, false]
  ])('is not broken where what came in between %s', (_what, code, isMainFrame) => {
    const { made } = openWindow()
    made.webContents.emit('did-fail-load', {}, code, 'ERR', 'app://token-tray/', isMainFrame)
    expect([made.shows, told]).toEqual([0, []])
  })

  it('is neither shown nor told of once it was closed', () => {
    const { made } = openWindow()
    made.emit('close')
    made.webContents.emit('did-fail-load', {}, -2, 'ERR_FAILED', 'app://token-tray/', true)
    made.emit('ready-to-show')
    vi.advanceTimersByTime(60_000)
    expect([made.shows, told]).toEqual([0, []])
  })

  it('takes the focus on macOS, where an app without a Dock icon is never in front by itself', () => {
    onPlatform('darwin')
    const { window, made } = openWindow()
    made.emit('ready-to-show')
    expect(seen.stolen).toBe(1)
    window.open(null)
    expect(seen.stolen).toBe(2)
  })

  it('keeps its size and no place on Wayland, which knows none', () => {
    onPlatform('linux')
    vi.stubEnv('WAYLAND_DISPLAY', 'wayland-0')
    const { made } = openWindow({ x: 30, y: 40, width: 900, height: 700 })
    expect(made.options).toMatchObject({ width: 900, height: 700 })
    expect(made.options).not.toHaveProperty('x')
  })
})
