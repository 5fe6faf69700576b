import { describe, expect, it } from 'vitest'
import {
  credentialValues,
  helperChain,
  managerNeedsNoToken,
  organizationAddresses,
  readHelper,
  readSettings,
  scopeMatches
} from '../../electron/domain/git-configuration.js'

const settings = (...pairs: [string, string][]) => pairs.map(([key, value]) => ({ key, value }))
const contoso = 'https://dev.azure.com/contoso'

describe('the settings that git lists', () => {
  it('are read in order, with line ends in values and keys without a value', () => {
    expect(readSettings('a.b\none\ntwo\0credential.helper\n\0core.bare\0')).toEqual([
      { key: 'a.b', value: 'one\ntwo' },
      { key: 'credential.helper', value: '' },
      { key: 'core.bare', value: 'true' }
    ])
    expect(readSettings('')).toEqual([])
  })
})

describe('a setting’s scope', () => {
  it.each([
    ['https://dev.azure.com', contoso, true],
    ['https://dev.azure.com/', contoso, true],
    ['https://dev.azure.com/contoso', contoso, true],
    ['https://dev.azure.com/contoso/', contoso, true],
    ['https://dev.azure.com/contoso', `${contoso}/project/_git/code`, true],
    ['https://*.visualstudio.com', 'https://contoso.visualstudio.com', true],
    ['https://dev.azure.com/conto', contoso, false],
    ['https://dev.azure.com/fabrikam', contoso, false],
    ['http://dev.azure.com', contoso, false],
    ['https://dev.azure.com:8443', contoso, false],
    ['https://azure.com', contoso, false],
    ['https://dev.azure', contoso, false],
    ['https://dev.example.com', contoso, false],
    ['https://*.azure.com', 'https://a.b.azure.com', false],
    ['https://somebody@dev.azure.com', contoso, false],
    ['https://somebody@dev.azure.com', 'https://somebody@dev.azure.com/contoso', true],
    ['https://dev.azure.com', 'https://somebody@dev.azure.com/contoso', true],
    ['not an address', contoso, false],
    [contoso, 'not an address', false]
  ])('%s for %s: %s', (scope, address, expected) => {
    expect(scopeMatches(scope, address)).toBe(expected)
  })
})

describe('the helper chain of an organization', () => {
  it('holds what applies to it, in order', () => {
    const found = settings(
      ['credential.helper', 'cache'],
      ['credential.https://github.com.helper', 'manager'],
      ['credential.https://dev.azure.com.helper', 'osxkeychain'],
      [`credential.${contoso}.helper`, '/usr/bin/git-credential-libsecret']
    )
    expect(helperChain(found, contoso)).toEqual(['cache', 'osxkeychain', '/usr/bin/git-credential-libsecret'])
    expect(helperChain(found, 'https://dev.azure.com/fabrikam')).toEqual(['cache', 'osxkeychain'])
  })

  it('has nothing of settings that are not for credentials', () => {
    const found = settings(['core.bare', 'true'], ['alias.credential.helper', 'x'], ['help', 'y'])
    expect(helperChain(found, contoso)).toEqual([])
  })

  it('starts anew after an empty value', () => {
    const found = settings(['credential.helper', 'store'], [`credential.${contoso}.helper`, ''])
    expect(helperChain(found, contoso)).toEqual([])
    expect(helperChain(found, 'https://dev.azure.com/fabrikam')).toEqual(['store'])
  })

  it('finds any setting by its name in either case', () => {
    const found = settings(
      ['credential.https://dev.azure.com.usehttppath', 'true'],
      ['credential.other', 'x']
    )
    expect(credentialValues(found, 'useHttpPath', contoso)).toEqual(['true'])
  })
})

describe('a helper', () => {
  it.each([
    ['manager', { kind: 'manager' }],
    ['manager-core', { kind: 'manager' }],
    ['/usr/local/bin/git-credential-manager', { kind: 'manager' }],
    ['C:\\Program\\ Files\\Git\\git-credential-manager.exe', { kind: 'manager' }],
    ['!"C:/Program Files/Git/git-credential-manager-core.exe" --x', { kind: 'manager' }],
    ['secret-manager', { kind: 'other', name: 'secret-manager' }],
    ['manager-for-teams', { kind: 'other', name: 'manager-for-teams' }],
    ['store', { kind: 'plain-text', file: null }],
    ['store --file ~/.my credentials', { kind: 'plain-text', file: '~/.my' }],
    ['store --file "/home/a b/c"', { kind: 'plain-text', file: '/home/a b/c' }],
    ["/usr/lib/git-core/git-credential-store --file='/x y'", { kind: 'plain-text', file: '/x y' }],
    ['cache --timeout=3600', { kind: 'other', name: 'cache' }],
    ["!'/opt/my tools/git-credential-libsecret'", { kind: 'other', name: 'libsecret' }],
    ['!f() { echo; }; f', { kind: 'other', name: 'f()' }],
    ['', { kind: 'other', name: '' }]
  ])('%s is %o', (value, expected) => {
    expect(readHelper(value)).toEqual(expected)
  })
})

describe('Git Credential Manager needs no token', () => {
  it.each([
    ['in oauth mode', settings(['credential.azreposcredentialtype', 'OAuth']), {}, true],
    [
      'in oauth mode for this host',
      settings(['credential.https://dev.azure.com.azreposcredentialtype', 'oauth']),
      {},
      true
    ],
    ['in oauth mode by its environment', [], { GCM_AZREPOS_CREDENTIALTYPE: 'oauth' }, true],
    ['with a managed identity', settings(['credential.azreposmanagedidentity', 'system']), {}, true],
    ['with a managed identity by its environment', [], { GCM_AZREPOS_MANAGEDIDENTITY: 'system' }, true],
    ['with a service principal', settings(['credential.azreposserviceprincipal', 't/c']), {}, true],
    ['with a service principal by its environment', [], { GCM_AZREPOS_SERVICE_PRINCIPAL: 't/c' }, true],
    ['but does in its usual mode', settings(['credential.azreposcredentialtype', 'pat']), {}, false],
    ['but does without any mode', [], {}, false],
    [
      'but does where another host has the mode',
      settings(['credential.https://example.org.azreposcredentialtype', 'oauth']),
      {},
      false
    ],
    [
      'but does where the environment says so',
      settings(['credential.azreposcredentialtype', 'oauth']),
      { GCM_AZREPOS_CREDENTIALTYPE: 'pat' },
      false
    ],
    ['but does where the environment is empty', [], { GCM_AZREPOS_MANAGEDIDENTITY: ' ' }, false]
  ])('%s', (_what, found, environment, expected) => {
    expect(managerNeedsNoToken(found, environment, contoso)).toBe(expected)
  })
})

describe('the addresses of an organization', () => {
  it('are two for Services and one for a Server', () => {
    expect(organizationAddresses('contoso')).toEqual([contoso, 'https://contoso.visualstudio.com'])
    const collection = 'https://tfs.contoso.example/tfs/DefaultCollection'
    expect(organizationAddresses(collection)).toEqual([collection])
  })
})
