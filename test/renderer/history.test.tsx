import { FluentProvider, webLightTheme } from '@fluentui/react-components'
import { render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import { DiagnosticsSection } from '../../renderer/settings/diagnostics-section.js'
import { HistorySection } from '../../renderer/settings/history-section.js'
import { Announcer } from '../../renderer/ui/announcer.js'
import { createFakeBridge, type FakeBridge } from '../fakes/fake-bridge.js'
import { violations } from './render-app.js'

const event = {
  at: '2026-11-23T12:00:00.000Z',
  what: 'handed-over',
  tokenId: 'a1',
  name: 'Push code',
  organization: 'contoso',
  to: 'git',
  by: 'useForGit'
} as const

async function openSettings(setUp: (fake: FakeBridge) => void) {
  const fake = createFakeBridge()
  setUp(fake)
  Object.assign(window, { tokenTray: fake.bridge })
  render(
    <FluentProvider theme={webLightTheme}>
      <Announcer>
        <main>
          <h1>Settings</h1>
          <HistorySection />
          <DiagnosticsSection />
        </main>
      </Announcer>
    </FluentProvider>
  )
  return { fake, user: userEvent.setup() }
}

describe('the history', () => {
  it('is shown, the newest first, with what was not done in the window', async () => {
    const { user } = await openSettings((fake) => {
      fake.answer('getHistory', () => ({
        events: [{ ...event, what: 'renewed', to: null, by: 'itself' }, { ...event, by: 'tray' }, event],
        written: false
      }))
    })
    const section = within(screen.getByRole('region', { name: 'History' }))
    await user.click(section.getByRole('button', { name: 'Show' }))
    const lines = (await section.findAllByRole('listitem')).map(({ textContent }) => textContent)
    expect(lines.map((line) => line.replace(/^.*?: (?=Push)/, ''))).toEqual([
      'Push code (contoso) renewed, by itself',
      'Push code (contoso) handed over to Git, from the tray',
      'Push code (contoso) handed over to Git'
    ])
    expect(section.getByText(/held in memory/)).toBeTruthy()
    expect(await violations()).toEqual([])
  })

  it('says what verifying found, in words', async () => {
    const { fake, user } = await openSettings((bridge) => {
      bridge.answer('verifyHistory', () => ({ lines: 1, problems: [] }))
    })
    const section = within(screen.getByRole('region', { name: 'History' }))
    await user.click(section.getByRole('button', { name: 'Verify' }))
    expect(await section.findByText(/^Nothing was changed.* in 1 event\.$/)).toBeTruthy()
    fake.answer('verifyHistory', () => ({
      lines: 3,
      problems: [
        { problem: 'changed', line: 1 },
        { problem: 'removed', line: 2 },
        { problem: 'moved', line: 3 },
        { problem: 'cut-off', line: 5 }
      ]
    }))
    await user.click(section.getByRole('button', { name: 'Verify' }))
    expect(
      await section.findByText(
        'Line 1 was changed. Event 2 was removed. Line 3 is not in its place. From event 5 on, the end was cut off.'
      )
    ).toBeTruthy()
  })

  it('says why it cannot be verified', async () => {
    const { user } = await openSettings((fake) => {
      fake.refuse('verifyHistory', 'vault-locked')
    })
    const section = within(screen.getByRole('region', { name: 'History' }))
    await user.click(section.getByRole('button', { name: 'Verify' }))
    expect(await section.findByText(/locked/)).toBeTruthy()
  })

  it('is saved where the person says', async () => {
    const { fake, user } = await openSettings((bridge) => {
      bridge.answer('exportHistory', () => ({ saved: true }))
    })
    const section = within(screen.getByRole('region', { name: 'History' }))
    await user.click(section.getByRole('button', { name: 'Save as…' }))
    expect(await section.findByText('Saved.')).toBeTruthy()
    expect(fake.asked.at(-1)).toEqual(['exportHistory', null])
  })
})

describe('the diagnostics', () => {
  it('are shown before they can be saved', async () => {
    const { fake, user } = await openSettings((bridge) => {
      bridge.answer('getDiagnostics', () => ({ text: 'Token Tray 0.1.0 on linux\nkeychain: ready' }))
      bridge.answer('saveDiagnostics', () => ({ saved: true }))
    })
    const section = within(screen.getByRole('region', { name: 'Diagnostics' }))
    expect(section.queryByRole('button', { name: /Save/ })).toBeNull()
    await user.click(section.getByRole('button', { name: 'Show what would be saved' }))
    expect((await section.findByLabelText<HTMLTextAreaElement>('The report')).value).toContain(
      'keychain: ready'
    )
    expect(await violations()).toEqual([])
    await user.click(section.getByRole('button', { name: 'Save exactly this…' }))
    expect(await section.findByText('Saved.')).toBeTruthy()
    expect(fake.asked.at(-1)).toEqual(['saveDiagnostics', null])
  })
})
