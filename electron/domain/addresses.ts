/** The page on which a person makes, edits and revokes tokens by hand (azure-devops.md 7.2). */
export function tokenPage(organization: string): string {
  return `https://dev.azure.com/${encodeURIComponent(organization)}/_usersSettings/tokens`
}

/** The pages that the app itself points to. */
export const helpPages = {
  'linux-tray': 'https://extensions.gnome.org/extension/615/appindicator-support/',
  keychain: 'https://wiki.archlinux.org/title/GNOME/Keyring',
  'git-helper': 'https://git-scm.com/doc/credential-helpers',
  'entra-app': 'https://learn.microsoft.com/entra/identity-platform/quickstart-register-app'
} as const
