import { describe, expect, it } from 'vitest'
import { tokenView } from '../../electron/domain/token-view.js'
import { trayModel } from '../../electron/domain/tray-model.js'
import type { TokenRecord } from '../../electron/domain/token.js'
import type { TokenView } from '../../electron/shared/view.js'
import { recordOf } from '../fakes/token-record.js'

const now = Date.parse('2026-11-23T12:00:00.000Z')
const view = (some: Partial<TokenRecord> = {}, inMemory = false): TokenView =>
  tokenView(recordOf({ inVault: !inMemory, ...some }), inMemory, now)
const labels = (tokens: readonly TokenView[]): (string | null)[] =>
  trayModel(tokens, now, 'UTC').menu.map((item) => (item.kind === 'separator' ? null : item.label))

const soon = view({ id: 'soon', name: 'Soon', validTo: '2026-11-26T12:00:00.000Z' })
const ended = view({ id: 'ended', name: 'Ended', validTo: '2026-11-20T12:00:00.000Z' })

describe('the tray', () => {
  it('offers to open first, then the next end, a new token, all tokens, and to quit', () => {
    expect(labels([view(), soon])).toEqual([
      'Open Token Tray',
      null,
      '“Soon” ends in 3 days',
      'New token…',
      'All tokens',
      null,
      'Quit'
    ])
    expect(labels([])[2]).toBe('No token is going to end')
  })

  it('leads from the next end to that token', () => {
    expect(trayModel([view(), soon], now, 'UTC').menu[2]).toEqual({
      kind: 'command',
      label: '“Soon” ends in 3 days',
      command: { do: 'go', place: { to: 'tokens', tokenId: 'soon' } }
    })
  })

  it('passes over ends that are past, revoked or unknown', () => {
    const revoked = view({ validTo: '2026-11-24T12:00:00.000Z', revokedAt: '2026-11-20T00:00:00.000Z' })
    expect(labels([ended, revoked, view({ validTo: null })])[2]).toBe('No token is going to end')
  })

  it('cuts a name that is too long for a menu', () => {
    const label = labels([view({ name: 'x'.repeat(200) })])[2]
    expect(label).toBe(`“${'x'.repeat(39)}…” ends in 58 days`)
  })

  it.each([
    ['fine', [view()]],
    ['fine', [view({ revokedAt: '2026-11-20T00:00:00.000Z' })]],
    ['soon', [view(), soon]],
    ['expired', [soon, ended]],
    ['attention', [soon, ended, view({ revokeLeft: ['git'] })]],
    ['attention', [view({}, true)]]
  ] as const)('shows the worst state: %s', (icon, tokens) => {
    expect(trayModel(tokens, now, 'UTC').icon).toBe(icon)
  })

  it('says the state in words, for those who cannot tell icons apart', () => {
    expect(trayModel([], now, 'UTC').toolTip).toBe('Token Tray: no tokens yet')
    expect(trayModel([view()], now, 'UTC').toolTip).toBe('Token Tray: all tokens are fine')
    expect(trayModel([soon], now, 'UTC').toolTip).toBe('Token Tray: “Soon” ends in 3 days')
    expect(trayModel([ended], now, 'UTC').toolTip).toBe('Token Tray: a token has ended')
    expect(trayModel([view({}, true)], now, 'UTC').toolTip).toBe('Token Tray: a token needs your attention')
  })
})
