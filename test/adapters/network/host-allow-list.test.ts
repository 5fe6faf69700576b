import { describe, expect, it } from 'vitest'
import { allowedAddress } from '../../../electron/adapters/network/host-allow-list.js'
import type { CredentialKind } from '../../../electron/adapters/network/host-allow-list.js'

const kinds = ['none', 'bearer', 'basic'] as const
const allowed = (address: string): CredentialKind[] =>
  kinds.filter((kind) => {
    try {
      return allowedAddress(address, kind).href !== ''
    } catch (error) {
      expect(error).toBeInstanceOf(RangeError)
      return false
    }
  })

describe('where a request may go', () => {
  it.each([
    ['https://login.microsoftonline.com/common/oauth2/v2.0/token', ['none']],
    ['https://vssps.dev.azure.com/contoso/_apis/tokens/pats', ['none', 'bearer']],
    ['https://app.vssps.visualstudio.com/_apis/accounts', ['none', 'bearer']],
    ['https://dev.azure.com/contoso', ['none', 'bearer', 'basic']],
    ['https://contoso.visualstudio.com/_git/r', ['none', 'basic']],
    ['https://pkgs.dev.azure.com/contoso', ['none', 'basic']],
    ['https://feeds.dev.azure.com/contoso', ['none', 'basic']]
  ])('%s may have %j', (address, kinds) => {
    expect(allowed(address)).toEqual(kinds)
  })

  it.each([
    'http://dev.azure.com/contoso',
    'https://dev.azure.com:8443/contoso',
    'https://user@dev.azure.com/contoso',
    'https://user:pass@dev.azure.com/contoso',
    'https://dev.azure.com.example/contoso',
    'https://dev.azure.com./contoso',
    'https://evil-dev.azure.com/',
    'https://evil.example/dev.azure.com',
    'https://visualstudio.com/',
    'https://vssps.visualstudio.com/',
    'https://spsprodeus2.vssps.visualstudio.com/_signin',
    'https://a.b.visualstudio.com/',
    'https://evilvisualstudio.com/',
    'https://login.microsoftonline.com.evil.example/',
    'https://login.windows.net/common',
    'https://127.0.0.1/',
    'ftp://dev.azure.com/'
  ])('%s may have nothing, not even a bare request', (address) => {
    expect(allowed(address)).toEqual([])
  })

  it('is not reached by an address that only looks foreign', () => {
    expect(allowedAddress('https://DEV.AZURE.COM:443/contoso', 'bearer').href).toBe(
      'https://dev.azure.com/contoso'
    )
  })

  it('does not tell the path of a refused address, which may hold a secret', () => {
    expect(() => allowedAddress('https://evil.example/secret?token=x', 'none')).toThrow(/evil\.example$/)
  })
})
