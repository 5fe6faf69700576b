/** A group of tick boxes of the New Token panel: its title, and the scopes by their short names. */
export interface ScopeGroup {
  readonly title: string
  /** In view at once; the others come with "Show all scopes". */
  readonly first: boolean
  readonly scopes: readonly (readonly [id: string, label: string])[]
}

const ladder = (id: string, ...steps: readonly (readonly [string, string])[]) =>
  steps.map(([end, label]) => [`vso.${id}${end}`, label] as const)

const read = ['', 'Read'] as const
const write = ['_write', 'Read & write'] as const
const manage = ['_manage', 'Read, write & manage'] as const
const readManage = ['_manage', 'Read & manage'] as const

const group = (title: string, scopes: ScopeGroup['scopes'], first = false): ScopeGroup => ({
  title,
  first,
  scopes
})

/** The page's own list, from azure-devops.md 2; the order of the real page is not documented. */
export const scopeGroups: readonly ScopeGroup[] = [
  group('Work items', ladder('work', read, write, ['_full', 'Full']), true),
  group('Code', ladder('code', read, write, manage, ['_full', 'Full'], ['_status', 'Status']), true),
  group('Build', ladder('build', read, ['_execute', 'Read & execute']), true),
  group('Release', ladder('release', read, ['_execute', 'Read, write & execute'], manage), true),
  group('Test management', ladder('test', read, write), true),
  group('Packaging', ladder('packaging', read, write, manage), true),
  group('Advanced security', ladder('advsec', read, write, manage)),
  group('Agent pools', ladder('agentpools', read, readManage)),
  group('Analytics', ladder('analytics', read)),
  group('Audit log', [
    ['vso.auditlog', 'Read'],
    ['vso.auditstreams_manage', 'Manage streams']
  ]),
  group('Connected server', [['vso.connected_server', 'Access endpoints']]),
  group('Deployment groups', [['vso.machinegroup_manage', 'Read & manage']]),
  group('Entitlements', [['vso.entitlements', 'Read']]),
  group('Environment', [['vso.environment_manage', 'Read & manage']]),
  group('Extension data', ladder('extension.data', read, write)),
  group('Extensions', ladder('extension', read, readManage)),
  group('GitHub connections', ladder('githubconnections', read, readManage)),
  group('Graph', ladder('graph', read, ['_manage', 'Read & manage'])),
  group('Identity', ladder('identity', read, readManage)),
  group(
    'Marketplace',
    ladder('gallery', read, ['_acquire', 'Acquire'], ['_publish', 'Publish'], ['_manage', 'Manage'])
  ),
  group('Member entitlement management', ladder('memberentitlementmanagement', read, write)),
  group(
    'Notifications',
    ladder('notification', read, write, ['_manage', 'Read, write & manage'], ['_diagnostics', 'Diagnostics'])
  ),
  group('Pipeline resources', ladder('pipelineresources', ['_use', 'Use'], ['_manage', 'Use & manage'])),
  group('Project and team', ladder('project', read, write, manage)),
  group('Pull request threads', [['vso.threads_full', 'Read & write']]),
  group('Secure files', ladder('securefiles', ['_read', 'Read'], ['_write', 'Read & create'], manage)),
  group('Security', [['vso.security_manage', 'Manage']]),
  group(
    'Service connections',
    ladder('serviceendpoint', read, ['_query', 'Read & query'], ['_manage', 'Read, query & manage'])
  ),
  group('Settings', ladder('settings', read, write)),
  group('Symbols', ladder('symbols', read, write, manage)),
  group('Task groups', ladder('taskgroups', ['_read', 'Read'], ['_write', 'Read & create'], manage)),
  group('Team dashboards', ladder('dashboards', read, ['_manage', 'Manage'])),
  group('Token administration', [['vso.tokenadministration', 'Read & manage']]),
  group('Tokens', [['vso.tokens', 'Read & manage']]),
  group('User profile', ladder('profile', read, write)),
  group('Variable groups', ladder('variablegroups', ['_read', 'Read'], ['_write', 'Read & create'], manage)),
  group('Wiki', ladder('wiki', read, write))
]
