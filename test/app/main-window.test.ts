import { beforeEach, expect, it, vi } from 'vitest'
import { createMainWindow } from '../../electron/app/main-window.js'
import { seen, startAnew } from './fake-electron.js'

vi.mock('electron', async () => (await import('./fake-electron.js')).electron)

beforeEach(startAnew)

it('opened while the one before is going, it is a new one, and stays when that is gone', () => {
  const window = createMainWindow({
    title: 'Token Tray',
    icon: '/icon',
    preload: '/preload',
    pageRoot: '/page',
    rememberedBounds: () => null,
    rememberBounds: () => undefined,
    onClose: () => undefined,
    onProblem: () => undefined
  })
  window.open(null)
  const [first] = seen.windows
  // Electron tells `close` at once and `closed` when the page is gone.
  first?.emit('close')
  expect(window.contents()).toBeNull()
  window.open(null)
  const [, second] = seen.windows
  expect(second).toBeDefined()
  first?.emit('closed')
  expect(window.contents()).toBe(second?.webContents)
  window.open(null)
  expect(seen.windows).toHaveLength(2)
})
