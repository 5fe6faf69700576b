/*
 * What the simulator itself knows of scopes: only what it enforces. Kept apart from the app's catalogue on
 * purpose, so that a fault in one of them shows. Source: azure-devops.md 2, "Includes".
 */
const includes: Readonly<Record<string, string>> = {
  'vso.code_full': 'vso.code_manage',
  'vso.code_manage': 'vso.code_write',
  'vso.code_write': 'vso.code',
  'vso.code': 'vso.hooks_write',
  'vso.hooks_write': 'vso.hooks',
  'vso.hooks': 'vso.profile',
  'vso.packaging_manage': 'vso.packaging_write',
  'vso.packaging_write': 'vso.packaging',
  'vso.packaging': 'vso.profile',
  'vso.profile_write': 'vso.profile'
}

/** Whether a token with this `scope` (ids with single spaces) may do what `needed` is for. */
export function allows(scope: string, needed: string): boolean {
  return scope.split(' ').some((granted) => {
    if (granted === 'app_token') return true
    for (let id: string | undefined = granted; id !== undefined; id = includes[id]) {
      if (id === needed) return true
    }
    return false
  })
}
