import { expect, it, vi } from 'vitest'
import type { Place } from '../../electron/shared/view.js'
import { createMirror } from '../../renderer/use-app-state.js'
import { createFakeBridge } from '../fakes/fake-bridge.js'

it('a place that comes when the state is there, and nobody listens yet, is told to who then does', async () => {
  const fake = createFakeBridge()
  Object.assign(window, { tokenTray: fake.bridge })
  const mirror = createMirror()
  await vi.waitFor(() => expect(mirror.read().kind).toBe('ready'))
  fake.emit('goTo', { to: 'settings' })
  const heard: Place[] = []
  mirror.follow((place) => heard.push(place))
  fake.emit('goTo', { to: 'tokens' })
  expect(heard).toEqual([{ to: 'settings' }, { to: 'tokens' }])
})

it('what waits for the first answer finds it, and not «Starting»', async () => {
  const fake = createFakeBridge()
  Object.assign(window, { tokenTray: fake.bridge })
  const mirror = createMirror()
  expect(mirror.read().kind).toBe('loading')
  await mirror.settled
  expect(mirror.read().kind).toBe('ready')
})
