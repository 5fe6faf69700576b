import { fullAccess, scopes } from '../../electron/shared/scopes.js'

/** In view at once; the others come with "Show all scopes". */
export const firstGroups = ['Work items', 'Code', 'Build', 'Release', 'Test management', 'Packaging']

/**
 * The tick boxes of the New Token panel: the app's table, which is checked against azure-devops.md 2 elsewhere, in
 * the page's way of writing it. "Code (read and write)" is "Read & write" in the group "Code".
 */
export const scopeGroups = new Map<string, readonly { readonly id: string; readonly label: string }[]>()
for (const { id, name, offered } of scopes) {
  if (!offered || id === fullAccess) continue
  const [, title = name, rights = name] = /^(.*) \((.*)\)$/.exec(name) ?? []
  const label = `${rights.slice(0, 1).toUpperCase()}${rights.slice(1).replace(' and ', ' & ')}`
  scopeGroups.set(title, [...(scopeGroups.get(title) ?? []), { id, label }])
}
