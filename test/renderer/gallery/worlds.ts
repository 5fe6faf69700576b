import {
  createFakeBridge,
  tokenView,
  waysView,
  type FakeBridge,
  type SnapshotChange
} from '../../fakes/fake-bridge.js'
import type { TokenMade } from '../../../electron/shared/outcome-view.js'
import { answerUses, useSnapshots } from './use-worlds.js'

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

const strangers = [
  tokenView({ id: 's1', state: 'ending-soon', validTo: from(5), usedByGit: true }),
  tokenView({
    id: 's2',
    name: 'Publishing',
    scopes: ['vso.gallery_manage'],
    validTo: from(100),
    allOrganizations: true,
    origin: 'elsewhere',
    kept: 'nowhere',
    account: 'ada@contoso.com'
  }),
  tokenView({ id: 's3', name: 'Lost · LAPTOP-7', validTo: from(30), stray: true, kept: 'nowhere' }),
  tokenView({
    id: 's4',
    name: 'Mirror',
    organization: 'https://tfs.contoso.com/tfs/DefaultCollection',
    scopes: ['vso.code'],
    validTo: from(60),
    origin: 'assisted'
  })
]

const reachable = (count: number): { organization: string; account: string }[] =>
  [
    'contoso',
    'fabrikam',
    'wingtip',
    'tailspin',
    'northwind-traders',
    'adventure-works',
    'litware',
    'proseware'
  ]
    .concat(Array.from({ length: Math.max(0, count - 8) }, (_, index) => `organization-${index}`))
    .slice(0, count)
    .map((organization) => ({ organization, account: 'ada@contoso.com' }))

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
  ...useSnapshots,
  empty: {},
  'first-of-all': {
    practice: true,
    tray: 'not-available',
    vault: 'no-service',
    startNotices: ['settings-set-aside']
  },
  which: {
    tokens: [
      tokenView({ id: 'w1', name: 'Found in .npmrc', origin: 'assisted', validTo: null, scopes: [] }),
      tokenView({
        ...{ id: 'w2', name: 'Nightly build', origin: 'elsewhere', kept: 'nowhere', validTo: from(40) },
        uses: [
          {
            ...{ id: 'u1', kind: 'manual', name: 'Pipeline “nightly”', entry: '', plainText: false },
            ...{ link: 'https://dev.azure.com/contoso/web/_library', note: 'Variable group “feeds”' }
          }
        ]
      })
    ]
  },
  own: { settings: { clientId, organization: 'contoso' } },
  'own-signed-in': {
    settings: { clientId, organization: 'contoso' },
    accounts: ['ada@contoso.com'],
    practice: true
  },
  many: { tokens: many, settings: { clientId, organization: 'contoso' }, accounts: ['ada@contoso.com'] },
  strangers: { tokens: strangers, settings: { organization: 'contoso' }, accounts: ['ada@contoso.com'] },
  known: {
    settings: { clientId },
    accounts: ['ada@contoso.com'],
    organizations: [
      { organization: 'contoso', engine: 'sign-in', account: 'ada@contoso.com' },
      {
        organization: 'https://tfs.contoso.com/tfs/DefaultCollection',
        engine: 'assisted',
        account: null
      }
    ]
  },
  server: { settings: { organization: 'https://tfs.contoso.com/tfs/DefaultCollection' } },
  proxy: { tokens: many, proxyLogin: { host: 'proxy.contoso.com:8080', realm: 'Contoso' } },
  locked: {
    settings: {
      clientId,
      organization: 'contoso',
      tenant: 'contoso.onmicrosoft.com',
      lockedByAdministrator: ['clientId', 'tenant', 'launchAtLogin']
    },
    accounts: ['ada@contoso.com']
  }
}

/** The world that `?world=` names, and what its main answers; `?with=` bends single answers. */
export function createWorld(name: string, bent: readonly string[]): FakeBridge {
  const fake = createFakeBridge(snapshots[name] ?? {})
  const is = (what: string): boolean => bent.includes(what)
  const nothing = [
    'cancelSignIn',
    'cancelCreate',
    'setTokenEnd',
    'signOut',
    'openTokenPage',
    'copyValue',
    'keepToken',
    'clearClipboard',
    'forgetToken',
    'changeSettings',
    'answerProxyLogin',
    'openHelp'
  ] as const
  for (const call of nothing) fake.answer(call, () => null)
  answerUses(fake, is)
  fake.answer('changeSettings', (settings) => {
    fake.push({ settings: Object.fromEntries(Object.entries(settings)) })
    return null
  })
  fake.answer('signIn', () => ({ account: 'ada@contoso.com' }))
  if (is('sign-in-waits')) {
    fake.answer('refreshTokens', () => ({ organizations: 0 }))
    fake.answer('signIn', () => {
      fake.push({ signInAddress: 'https://login.microsoftonline.com/organizations/oauth2/v2.0/authorize' })
      return new Promise(() => undefined)
    })
  }
  if (is('device')) {
    const deviceCode = {
      userCode: 'HJ4K2PQ7',
      address: 'https://microsoft.com/devicelogin',
      expiresAt: new Date(Date.now() + 895_000).toISOString()
    }
    fake.answer('signIn', () => {
      fake.push({ deviceCode })
      return new Promise(() => undefined)
    })
  }
  if (is('three-ways')) {
    fake.answer('findWays', () =>
      waysView(['azure-cli', 'sign-in', 'assisted'], { reason: 'azure-cli-signed-in' })
    )
  }
  if (is('git-signs-in')) {
    fake.answer('findWays', () => waysView(['sign-in', 'assisted'], { gitNeedsNoToken: true }))
  }
  if (is('find-offline')) fake.refuse('findWays', 'offline', { host: 'dev.azure.com' })
  if (is('reach-some') || is('reach-many')) {
    fake.answer('listOrganizations', () => ({
      organizations: reachable(is('reach-many') ? 40 : 4),
      failures: is('reach-some')
        ? [{ account: 'ada@fabrikam.com', error: { code: 'sign-in-again', facts: {} } }]
        : []
    }))
  }
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
  if (is('patience')) {
    fake.answer('createToken', () => {
      fake.push({ waiting: { why: 'rate-limited', until: new Date(Date.now() + 23_000).toISOString() } })
      return new Promise(() => undefined)
    })
  }
  if (is('answer-lost')) {
    fake.refuse('createToken', 'create-answer-lost', { organization: 'contoso', found: 1, tokenId: 'a1' })
  }
  if (is('consent')) fake.refuse('createToken', 'consent-needed', { organization: 'contoso' })
  fake.answer('explainStop', () =>
    is('cannot-tell')
      ? {
          cause: 'cannot-tell',
          sure: 'likely',
          possible: ['revoked', 'inactive', 'policy'],
          error: { code: 'sign-in-again', facts: {} }
        }
      : { cause: 'git-erased', sure: 'this-computer', possible: [], error: null }
  )
  if (is('forbidden')) {
    fake.refuse('createToken', 'policy-forbids', {
      organization: 'contoso',
      patTokenError: 'fullScopePatPolicyViolation'
    })
  }
  if (is('paste-unlikely')) fake.refuse('pasteToken', 'unlikely-token', { length: 12 })
  if (is('paste-empty')) fake.refuse('pasteToken', 'clipboard-empty')
  fake.answer('copyToken', ({ tokenId }) => {
    const clearsAt = new Date(Date.now() + 45_000).toISOString()
    fake.push({ clipboard: { tokenId, clearsAt, needsFocus: false, concealed: true } })
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
    return { kind: 'ready', helper: 'libsecret', withoutStore: false }
  })
  fake.answer('useForGit', () => ({
    helper: 'libsecret',
    readRepository: 'https://dev.azure.com/contoso/Shop/_git/web'
  }))
  fake.answer('revokeToken', () => ({
    service: { state: 'done' },
    git: is('revoke-fails')
      ? { state: 'failed', error: { code: 'vault-locked', facts: {} } }
      : { state: 'done' },
    files: { state: 'not-needed' },
    keychain: is('revoke-fails')
      ? { state: 'failed', error: { code: 'vault-locked', facts: {} } }
      : { state: 'done' }
  }))
  return fake
}
