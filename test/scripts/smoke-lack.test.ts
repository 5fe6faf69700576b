import { describe, expect, it } from 'vitest'
import { lineOnLack } from '../../scripts/smoke-lack.mjs'

describe('what a desktop does not have, in the smoke test', () => {
  it('is a line of its own on a person’s Linux, which proves Electron all the same', () => {
    expect(lineOnLack('keychain: none', { platform: 'linux', environment: {} })).toBe('--     keychain: none')
  })

  it.each([
    ['in CI', 'linux', { CI: 'true' }],
    ['on Windows', 'win32', {}],
    ['on macOS', 'darwin', {}]
  ])('is a failure %s, where all of it is to be there', (_where, platform, environment) => {
    expect(() => lineOnLack('tray: none', { platform, environment })).toThrow('tray: none')
  })
})
