import { describe, expect, it } from 'vitest'
import { keychainPage, siteAddress, tokenPage } from '../../electron/domain/addresses.js'

describe('the page of a person’s tokens', () => {
  it('is below the organization, or the collection of a Server', () => {
    expect(tokenPage('contoso')).toBe('https://dev.azure.com/contoso/_usersSettings/tokens')
    const collection = 'https://tfs.contoso.com/tfs/DefaultCollection'
    expect(tokenPage(collection)).toBe(`${collection}/_usersSettings/tokens`)
  })

  it('stays at the service whatever the organization is called', () => {
    expect(siteAddress('a/../b?c#d')).toBe('https://dev.azure.com/a%2F..%2Fb%3Fc%23d')
  })
})

describe('the page about the keychain', () => {
  it('is that of the desktop on Linux, whose names may be several', () => {
    const gnome = keychainPage('linux', 'ubuntu:GNOME')
    expect(gnome).toContain('Keyring')
    expect(keychainPage('linux', '')).toBe(gnome)
    expect(keychainPage('linux', 'KDE')).toContain('Wallet')
    expect(keychainPage('linux', 'kubuntu:KDE')).toBe(keychainPage('linux', 'KDE'))
  })

  it('is the vendor’s elsewhere', () => {
    expect(new URL(keychainPage('win32', '')).host).toBe('support.microsoft.com')
    expect(new URL(keychainPage('darwin', '')).host).toBe('support.apple.com')
  })
})
