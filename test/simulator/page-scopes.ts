/*
 * The tick boxes of the New Token panel, from azure-devops.md 2; the order of the real page is not documented.
 * The first six are in view at once; the others come with "Show all scopes".
 */
const table = `
Work items | work Read | work_write Read & write | work_full Full
Code | code Read | code_write Read & write | code_manage Read, write & manage | code_full Full | code_status Status
Build | build Read | build_execute Read & execute
Release | release Read | release_execute Read, write & execute | release_manage Read, write & manage
Test management | test Read | test_write Read & write
Packaging | packaging Read | packaging_write Read & write | packaging_manage Read, write & manage
Advanced security | advsec Read | advsec_write Read & write | advsec_manage Read, write & manage
Agent pools | agentpools Read | agentpools_manage Read & manage
Analytics | analytics Read
Audit log | auditlog Read | auditstreams_manage Manage streams
Connected server | connected_server Access endpoints
Deployment groups | machinegroup_manage Read & manage
Entitlements | entitlements Read
Environment | environment_manage Read & manage
Extension data | extension.data Read | extension.data_write Read & write
Extensions | extension Read | extension_manage Read & manage
GitHub connections | githubconnections Read | githubconnections_manage Read & manage
Graph | graph Read | graph_manage Read & manage
Identity | identity Read | identity_manage Read & manage
Marketplace | gallery Read | gallery_acquire Acquire | gallery_publish Publish | gallery_manage Manage
Member entitlement management | memberentitlementmanagement Read | memberentitlementmanagement_write Read & write
Notifications | notification Read | notification_write Read & write | notification_manage Read, write & manage | notification_diagnostics Diagnostics
Pipeline resources | pipelineresources_use Use | pipelineresources_manage Use & manage
Project and team | project Read | project_write Read & write | project_manage Read, write & manage
Pull request threads | threads_full Read & write
Secure files | securefiles_read Read | securefiles_write Read & create | securefiles_manage Read, write & manage
Security | security_manage Manage
Service connections | serviceendpoint Read | serviceendpoint_query Read & query | serviceendpoint_manage Read, query & manage
Settings | settings Read | settings_write Read & write
Symbols | symbols Read | symbols_write Read & write | symbols_manage Read, write & manage
Task groups | taskgroups_read Read | taskgroups_write Read & create | taskgroups_manage Read, write & manage
Team dashboards | dashboards Read | dashboards_manage Manage
Token administration | tokenadministration Read & manage
Tokens | tokens Read & manage
User profile | profile Read | profile_write Read & write
Variable groups | variablegroups_read Read | variablegroups_write Read & create | variablegroups_manage Read, write & manage
Wiki | wiki Read | wiki_write Read & write
`

/** Groups by their title, with ids and labels in order. */
export const scopeGroups = table
  .trim()
  .split('\n')
  .map((line) => {
    const [title = '', ...boxes] = line.split(' | ')
    const scopes = boxes.map((box) => {
      const [id = '', ...label] = box.split(' ')
      return { id: `vso.${id}`, label: label.join(' ') }
    })
    return { title, scopes }
  })
