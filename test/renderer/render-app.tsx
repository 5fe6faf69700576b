import { render, type RenderResult } from '@testing-library/react'
import userEvent, { type UserEvent } from '@testing-library/user-event'
import axe from 'axe-core'
import { App } from '../../renderer/app.js'
import { createMirror } from '../../renderer/use-app-state.js'
import { createFakeBridge, type FakeBridge, type SnapshotChange } from '../fakes/fake-bridge.js'

let current: FakeBridge | null = null

/** The bridge of the page that is shown, if any. */
export const world = (): FakeBridge | null => current

export function forgetWorld(): void {
  current = null
}

interface Shown {
  readonly fake: FakeBridge
  readonly user: UserEvent
  readonly page: RenderResult
}

/** Shows the whole page over a fake bridge; waits until main's state is there. */
export async function showApp(
  start: SnapshotChange = {},
  setUp?: (fake: FakeBridge) => void
): Promise<Shown> {
  const fake = createFakeBridge(start)
  setUp?.(fake)
  current = fake
  Object.assign(window, { tokenTray: fake.bridge })
  const user = userEvent.setup()
  const page = render(<App mirror={createMirror()} />)
  await page.findByRole('navigation')
  return { fake, user, page }
}

/** What axe finds wrong. Colours are looked at in a real browser, by the gallery. */
export async function violations(): Promise<readonly string[]> {
  const result = await axe.run(
    { include: [document.body], exclude: [['[data-tabster-dummy]']] },
    { rules: { 'color-contrast': { enabled: false } }, resultTypes: ['violations'] }
  )
  return result.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)
}
