import { snippetView } from '../../../electron/domain/snippets.js'
import type { UseView } from '../../../electron/shared/consumer-view.js'
import type { RotationView } from '../../../electron/shared/rotation-view.js'
import type { TokenView } from '../../../electron/shared/view.js'
import { tokenView, type FakeBridge, type SnapshotChange } from '../../fakes/fake-bridge.js'

const day = 86_400_000
const from = (days: number): string => new Date(Date.now() + days * day).toISOString()
const clientId = '11111111-2222-4333-8444-555555555555'

const use = (change: Partial<UseView> & Pick<UseView, 'id' | 'kind' | 'name'>): UseView => ({
  entry: '',
  link: '',
  note: '',
  plainText: change.kind !== 'manual' && change.kind !== 'git',
  ...change
})

const npm = use({
  id: 'u1',
  kind: 'npmrc',
  name: '/home/ada/.npmrc',
  entry: 'pkgs.dev.azure.com/contoso/_packaging/shop/npm/registry/'
})
const pip = use({ id: 'u2', kind: 'netrc', name: '/home/ada/.netrc', entry: 'pkgs.dev.azure.com' })
const secret = use({
  id: 'u3',
  kind: 'manual',
  name: 'Secret of the nightly pipeline',
  link: 'https://dev.azure.com/contoso/Shop/_library?view=VariableGroups',
  note: 'Variable group “feeds”, ask Grace for access'
})

const used = tokenView({
  id: 'u',
  name: 'Restore packages · LAPTOP-7',
  scopes: ['vso.packaging'],
  state: 'ending-soon',
  validTo: from(5),
  usedByGit: true,
  uses: [npm, pip, secret],
  account: 'ada@contoso.com'
})
const successor = tokenView({
  id: 'v',
  name: used.name,
  scopes: used.scopes,
  validTo: from(90),
  createdAt: from(0)
})
const others: readonly TokenView[] = [
  tokenView({
    id: 'o1',
    name: 'Push code · LAPTOP-7',
    validTo: from(61),
    end: {
      at: from(12),
      reason: 'inactivity',
      sure: 'likely',
      helps: 'sign-in',
      extendableTo: from(300)
    }
  }),
  tokenView({
    id: 'o2',
    name: 'Push code · LAPTOP-7',
    validTo: from(20),
    origin: 'elsewhere',
    kept: 'nowhere'
  }),
  tokenView({
    id: 'o3',
    name: 'git: https://dev.azure.com/contoso on OLD-PC',
    validTo: from(200),
    origin: 'elsewhere',
    kept: 'nowhere'
  })
]

const places = (states: readonly RotationView['uses'][number]['state'][]): RotationView['uses'] =>
  ['git', 'u1', 'u2', 'u3'].map((useId, index) => ({ useId, state: states[index] ?? 'old', error: null }))

const rotation = (change: Partial<RotationView>): RotationView => ({
  tokenId: 'u',
  successorId: 'v',
  step: 'places',
  automatic: false,
  back: false,
  needs: null,
  uses: places(['proven', 'written', 'old', 'old']),
  graceUntil: null,
  stopped: null,
  ...change
})

const world = (change: SnapshotChange): SnapshotChange => ({
  settings: { clientId, organization: 'contoso' },
  accounts: ['ada@contoso.com'],
  listedAt: { contoso: new Date(Date.now() - 5 * 60_000).toISOString() },
  tokens: [used, ...others],
  ...change
})

const renewing = (change: Partial<RotationView>): SnapshotChange =>
  world({ tokens: [used, successor, ...others], rotations: [rotation(change)] })

const failed: RotationView['uses'][number] = {
  useId: 'u1',
  state: 'failed',
  error: {
    code: 'use-proof-failed',
    facts: { file: '/home/ada/.npmrc', status: 401, serviceMessage: 'TF400813: not authorized' }
  }
}

const organizations = ['contoso', 'fabrikam', 'wingtip', 'tailspin', 'northwind-traders']
const scopes = ['vso.code', 'vso.code_write', 'vso.packaging', 'vso.build_execute', 'app_token']

/** A thousand tokens, of all states and ends. */
const thousand = Array.from({ length: 1000 }, (_, index) =>
  tokenView({
    id: `t${index}`,
    name: `${['Push code', 'Restore packages', 'Nightly', 'Agent'][index % 4] ?? ''} · PC-${index}`,
    organization: organizations[index % 5] ?? 'contoso',
    scopes: [scopes[index % 5] ?? 'vso.code'],
    state: index % 10 === 9 ? 'expired' : index % 25 === 3 ? 'revoked' : 'active',
    validTo: from(index % 10 === 9 ? -(index % 300) : 8 + (index % 300)),
    usedByGit: index % 3 === 0
  })
)

/** Worlds of tokens in use. */
export const useSnapshots: Readonly<Record<string, SnapshotChange>> = {
  used: world({}),
  thousand: world({ tokens: thousand }),
  renewing: renewing({}),
  'renewing-stopped': renewing({ uses: [places(['proven'])[0]!, failed, ...places([]).slice(2)] }),
  'renewing-waits': renewing({
    step: 'person',
    uses: places(['proven', 'proven', 'proven', 'old'])
  }),
  'renewing-grace': renewing({
    step: 'grace',
    automatic: true,
    graceUntil: from(0.8),
    uses: places(['proven', 'proven', 'proven', 'ticked'])
  }),
  'renewing-paste': world({
    tokens: [{ ...used, origin: 'assisted' }, ...others],
    rotations: [rotation({ step: 'make', needs: 'paste', successorId: null, uses: places([]) })]
  }),
  extendable: world({
    tokens: [
      { ...used, end: { ...used.end, helps: 'extend', extendableTo: from(60) }, autoRenew: true },
      ...others
    ],
    reminders: { pausedUntil: from(0.2), muted: [], leadDays: { u: [30, 7] } },
    settings: { clientId, organization: 'contoso', quietHours: { from: 1320, to: 420 } }
  })
}

/** What main answers of places; `?with=` bends it. */
export function answerUses(fake: FakeBridge, is: (what: string) => boolean): void {
  const nothing = [
    'renewToken',
    'pasteSuccessor',
    'tickUse',
    'endGrace',
    'abandonRotation',
    'setAutoRenew',
    'removeUse',
    'addManualUse',
    'remindAgain',
    'changeReminders'
  ] as const
  for (const call of nothing) fake.answer(call, () => null)
  fake.answer('updateToken', ({ validTo }) => ({
    ...(is('cut') ? { validTo: from(60), requestedValidTo: validTo } : { validTo, requestedValidTo: null }),
    gitHasOldEnd: false
  }))
  fake.answer('listPlaces', () => [
    { kind: 'npmrc', file: npm.name, entry: npm.entry, now: 'this' },
    {
      kind: 'nuget-config',
      file: '/home/ada/.nuget/NuGet/NuGet.Config',
      entry: 'https://pkgs.dev.azure.com/contoso/_packaging/shop/nuget/v3/index.json',
      now: 'another'
    },
    { kind: 'netrc', file: '/home/ada/.netrc', entry: 'pkgs.dev.azure.com', now: 'nothing' },
    { kind: 'pypirc', file: '/home/ada/.pypirc', entry: 'shop', now: 'nothing' }
  ])
  fake.answer('useAt', ({ entry }) => ({ asked: `npm view from ${entry}` }))
  if (is('proof-fails')) fake.refuse('useAt', 'use-proof-failed', { file: '/home/ada/.npmrc', status: 401 })
  fake.answer('getSnippet', ({ tool }) =>
    (tool === 'maven' ? ['shop', 'site'] : ['shop']).map((name) =>
      snippetView(tool, { organization: 'contoso', feed: { name, project: null } })
    )
  )
  fake.answer('copySnippet', ({ tokenId }) => {
    const clearsAt = new Date(Date.now() + 45_000).toISOString()
    fake.push({ clipboard: { tokenId, clearsAt, needsFocus: false, concealed: true } })
    return { clearsAt }
  })
  fake.answer('findUses', () =>
    is('nothing-found')
      ? { found: [], unreadable: [], looked: ['/home/ada/.npmrc', '/home/ada/.netrc'] }
      : {
          found: [
            {
              ...{ kind: 'npmrc', file: npm.name, entry: npm.entry, organization: 'contoso' },
              holds: { what: 'token', tokenId: 'u' },
              drifted: null
            },
            {
              ...{ kind: 'netrc', file: pip.name, entry: pip.entry, organization: null },
              holds: { what: 'stranger' },
              drifted: 'u'
            },
            {
              ...{ kind: 'pypirc', file: '/home/ada/.pypirc', entry: 'shop', organization: 'contoso' },
              holds: { what: 'stranger' },
              drifted: null
            }
          ],
          unreadable: [{ kind: 'nuget-config', file: '/home/ada/.nuget/NuGet/NuGet.Config', line: 12 }],
          looked: ['/home/ada/.npmrc', '/home/ada/.netrc', '/home/ada/.pypirc']
        }
  )
  fake.answer('adoptToken', () => ({ tokenId: 'o2' }))
  const items = [
    { id: 'r1', what: 'file', name: '/home/ada/.npmrc' },
    { id: 'r2', what: 'file', name: '/home/ada/.netrc' },
    { id: 'r3', what: 'git', name: 'Push code · LAPTOP-7' },
    { id: 'r4', what: 'keychain', name: 'Restore packages · LAPTOP-7' },
    { id: 'r5', what: 'sign-in', name: 'ada@contoso.com' }
  ] as const
  fake.answer('listRemovals', () => [...items])
  fake.answer('removeEverything', () => ({
    done: items
      .slice(1)
      .map((item) => ({ ...item, kept: item.id === 'r2' ? '/home/ada/.netrc.token-tray-kept' : null })),
    failed: [{ item: items[0], error: { code: 'backup-missing', facts: { file: '/home/ada/.npmrc' } } }]
  }))
}
