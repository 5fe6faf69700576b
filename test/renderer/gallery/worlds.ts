import { createFakeBridge, tokenView } from '../../fakes/fake-bridge.js'
import type { FakeBridge, SnapshotChange } from '../../fakes/fake-bridge.js'
import type { TokenMade } from '../../../electron/shared/view.js'

const day = 86_400_000
const from = (days: number): string => new Date(Date.now() + days * day).toISOString()
const clientId = '11111111-2222-4333-8444-555555555555'

const many = [
  tokenView({ id: 'a1', state: 'ending-soon', validTo: from(5), usedByGit: true }),
  tokenView({
    id: 'a2',
    name: 'Restore packages · LAPTOP-7',
    scopes: ['vso.packaging'],
    validTo: from(61),
    requestedValidTo: from(90)
  }),
  tokenView({
    id: 'a3',
    name: 'Nightly build agent, region north',
    organization: 'fabrikam',
    scopes: ['vso.agentpools_manage', 'vso.build_execute', 'vso.code'],
    validTo: from(28),
    origin: 'assisted'
  }),
  tokenView({
    id: 'a4',
    name: 'Work items · LAPTOP-7',
    scopes: ['vso.work_write'],
    validTo: null,
    kept: 'memory'
  }),
  tokenView({
    id: 'a5',
    name: 'Everything · OLD-PC',
    scopes: ['app_token'],
    state: 'expired',
    validTo: from(-3)
  }),
  tokenView({
    id: 'a6',
    name: 'Clone · CI',
    scopes: ['vso.code'],
    state: 'revoked',
    validTo: from(40),
    revokeFailed: true,
    kept: 'nowhere'
  })
]

const made: TokenMade = {
  tokenId: 'a1',
  kept: 'keychain',
  keepError: null,
  requestedValidTo: null,
  validTo: from(30),
  account: null,
  looksLikeToken: true
}

const snapshots: Readonly<Record<string, SnapshotChange>> = {
  empty: {},
  'first-of-all': {
    practice: true,
    tray: 'not-available',
    vault: 'no-service',
    startNotices: ['settings-set-aside']
  },
  own: { settings: { clientId, organization: 'contoso' } },
  'own-signed-in': {
    settings: { clientId, organization: 'contoso' },
    account: 'ada@contoso.com',
    practice: true
  },
  many: { tokens: many, settings: { clientId, organization: 'contoso' }, account: 'ada@contoso.com' },
  proxy: { tokens: many, proxyLogin: { host: 'proxy.contoso.com:8080', realm: 'Contoso' } },
  locked: {
    settings: {
      clientId,
      organization: 'contoso',
      tenant: 'contoso.onmicrosoft.com',
      lockedByAdministrator: ['clientId', 'tenant', 'launchAtLogin']
    },
    account: 'ada@contoso.com'
  }
}

/** The world that `?world=` names, and what its main answers; `?with=` bends single answers. */
export function createWorld(name: string, bent: readonly string[]): FakeBridge {
  const fake = createFakeBridge(snapshots[name] ?? {})
  const is = (what: string): boolean => bent.includes(what)
  const nothing = [
    'cancelSignIn',
    'signOut',
    'openTokenPage',
    'copyValue',
    'keepToken',
    'clearClipboard',
    'forgetToken',
    'refreshTokens',
    'changeSettings',
    'answerProxyLogin',
    'openHelp'
  ] as const
  for (const call of nothing) fake.answer(call, () => null)
  fake.answer('changeSettings', (settings) => {
    fake.push({ settings: Object.fromEntries(Object.entries(settings)) })
    return null
  })
  fake.answer('signIn', () => ({ account: 'ada@contoso.com' }))
  if (is('sign-in-waits')) fake.hold('signIn')
  if (is('sign-in-refused')) fake.refuse('signIn', 'consent-needed')
  const give = (): TokenMade => {
    fake.push({ tokens: [tokenView({ validTo: from(30), kept: is('memory') ? 'memory' : 'keychain' })] })
    if (is('cut')) return { ...made, requestedValidTo: from(90), validTo: from(60) }
    if (is('memory')) return { ...made, kept: 'memory', keepError: { code: 'vault-locked', facts: {} } }
    return made
  }
  fake.answer('createToken', give)
  fake.answer('pasteToken', () => ({ ...give(), account: 'ada@contoso.com' }))
  if (is('create-waits')) fake.hold('createToken')
  if (is('forbidden')) {
    fake.refuse('createToken', 'policy-forbids', {
      organization: 'contoso',
      patTokenError: 'fullScopePatPolicyViolation'
    })
  }
  if (is('paste-empty')) fake.refuse('pasteToken', 'clipboard-empty')
  fake.answer('copyToken', ({ tokenId }) => {
    const clearsAt = new Date(Date.now() + 45_000).toISOString()
    fake.push({ clipboard: { tokenId, clearsAt } })
    return { clearsAt }
  })
  fake.answer('planGit', () => {
    if (is('git-plain')) return { kind: 'plain-text', helper: 'store', file: '/home/ada/.git-credentials' }
    if (is('git-none')) {
      return {
        kind: 'no-helper',
        proposal: {
          helper: 'libsecret',
          installed: true,
          commands: [
            'git config --global credential.https://dev.azure.com/contoso.helper /usr/share/git/libsecret/git-credential-libsecret',
            'git config --global credential.https://dev.azure.com/contoso.username contoso'
          ]
        }
      }
    }
    return { kind: 'ready', helper: 'libsecret' }
  })
  fake.answer('useForGit', () => ({
    helper: 'libsecret',
    filled: true,
    readRepository: 'https://dev.azure.com/contoso/Shop/_git/web'
  }))
  fake.answer('revokeToken', () => ({
    service: { state: 'done' },
    git: is('revoke-fails')
      ? { state: 'failed', error: { code: 'vault-locked', facts: {} } }
      : { state: 'done' },
    keychain: is('revoke-fails')
      ? { state: 'failed', error: { code: 'vault-locked', facts: {} } }
      : { state: 'done' }
  }))
  return fake
}
