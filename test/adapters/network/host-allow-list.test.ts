import { describe, expect, it } from 'vitest'
import { allowedAddress, type CredentialKind } from '../../../electron/adapters/network/host-allow-list.js'

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

describe('a Server that the person named', () => {
  const server = 'https://tfs.contoso.example:8443/tfs/DefaultCollection'
  const may = (address: string, kind: CredentialKind, named = server): boolean => {
    try {
      return allowedAddress(address, kind, named).href !== ''
    } catch (error) {
      expect(error).toBeInstanceOf(RangeError)
      return false
    }
  }

  it.each([server, `${server}/_apis/connectionData`, `${server}/_apis/git/repositories?api-version=1.0`])(
    'may have a token or nothing at %s, never a bearer',
    (address) => {
      expect(kinds.filter((kind) => may(address, kind))).toEqual(['none', 'basic'])
      expect(allowed(address)).toEqual([])
    }
  )

  it.each([
    'http://tfs.contoso.example:8443/tfs/DefaultCollection/_apis',
    'https://tfs.contoso.example/tfs/DefaultCollection/_apis',
    'https://other.contoso.example:8443/tfs/DefaultCollection/_apis',
    'https://tfs.contoso.example:8443/tfs/DefaultCollection2/_apis',
    'https://tfs.contoso.example:8443/tfs/DefaultCollection/../Other/_apis',
    'https://tfs.contoso.example:8443/tfs/DefaultCollection/%2e%2e/Other/_apis',
    'https://tfs.contoso.example:8443/tfs',
    'https://user@tfs.contoso.example:8443/tfs/DefaultCollection/_apis',
    'https://:pass@tfs.contoso.example:8443/tfs/DefaultCollection/_apis'
  ])('may have nothing at %s', (address) => {
    expect(kinds.filter((kind) => may(address, kind))).toEqual([])
  })

  it('is no whole host, and opens no other door', () => {
    expect(may('https://tfs.contoso.example/_apis', 'none', 'https://tfs.contoso.example')).toBe(false)
    expect(may('http://tfs.contoso.example/c/_apis', 'basic', 'http://tfs.contoso.example/c')).toBe(false)
    expect(may('https://dev.azure.com/contoso', 'bearer')).toBe(true)
  })
})
