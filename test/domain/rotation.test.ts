import { describe, expect, it } from 'vitest'
import {
  newRotation,
  rotationNeed,
  rotationView,
  type RotatedUse,
  type Rotation
} from '../../electron/domain/rotation.js'

const now = Date.parse('2026-11-23T12:00:00.000Z')
const places = [
  { useId: 'npm', manual: false },
  { useId: 'ci', manual: true }
]
const begun = newRotation({ tokenId: 'old', automatic: true, assisted: false }, places, now)
const rotation = (some: Partial<Rotation>): Rotation => ({ ...begun, ...some })
const use = (useId: string, state: RotatedUse['state'], manual = false): RotatedUse => ({
  ...{ useId, state, manual, error: null }
})

describe('a renewal that begins', () => {
  it('has made and changed nothing, and asked nobody whether a newer token matters', () => {
    const first = newRotation({ tokenId: 'old', automatic: true, assisted: false }, places, now)
    expect(first).toMatchObject({ stage: 'look', attempts: [], insisted: false, successorId: null })
    expect(first.uses.map(({ state }) => state)).toEqual(['old', 'old'])
  })

  it('waits for the person where only they can make the successor', () => {
    const assisted = newRotation({ tokenId: 'old', automatic: false, assisted: true }, places, now)
    expect(rotationNeed(assisted)).toBe('paste')
  })
})

describe('a renewal by hand', () => {
  it('asks to revoke the old token only where that is what is left', () => {
    const stopped = (code: 'old-token-still-works' | 'use-proof-failed') =>
      rotationNeed(rotation({ assisted: true, stopped: { code, facts: {} } }))
    expect(stopped('old-token-still-works')).toBe('revoke')
    expect(stopped('use-proof-failed')).toBe('look')
  })
})

describe('what the page sees of a renewal', () => {
  it('is its places as they stand, with what went wrong there', () => {
    const error = { code: 'use-proof-failed', facts: {} } as const
    const uses = [{ ...use('npm', 'failed'), error }, use('ci', 'ticked', true)]
    expect(rotationView(rotation({ stage: 'prove', uses }))).toMatchObject({
      ...{ tokenId: 'old', automatic: true, step: 'places', back: false },
      uses: [
        { useId: 'npm', state: 'failed', error },
        { useId: 'ci', state: 'ticked', error: null }
      ]
    })
  })

  it('shows, going back, a place of the person as done once they changed it back', () => {
    const uses = [use('npm', 'old'), use('ci', 'ticked', true), use('wiki', 'old', true)]
    const view = rotationView(rotation({ stage: 'put-back', uses }))
    expect(view).toMatchObject({ step: 'person', back: true, needs: 'places' })
    expect(view.uses.map(({ state }) => state)).toEqual(['old', 'old', 'ticked'])
  })

  it('does not ask for places of the person while the app still puts others back', () => {
    const uses = [use('npm', 'old'), use('git', 'written'), use('ci', 'ticked', true)]
    expect(rotationView(rotation({ stage: 'put-back', uses }))).toMatchObject({ step: 'places', needs: null })
  })

  it('is not going back once it is over', () => {
    expect(rotationView(rotation({ stage: 'done' }))).toMatchObject({ step: 'done', back: false })
  })
})
