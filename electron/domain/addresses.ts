import { siteOf } from '../shared/site.js'

/** What every address of an organization, or of a Server's collection, begins with; no slash at its end. */
export function siteAddress(organization: string): string {
  const site = siteOf(organization)
  return site.kind === 'server' ? site.address : `https://dev.azure.com/${encodeURIComponent(organization)}`
}

/** The page on which a person makes, edits and revokes tokens by hand (azure-devops.md 7.2). */
export function tokenPage(organization: string): string {
  return `${siteAddress(organization)}/_usersSettings/tokens`
}

/**
 * A feed's address up to its protocol: `https://pkgs.dev.azure.com/contoso/_packaging/shop`. A Server has its feeds below
 * the collection's own. `project` null: the organization's.
 */
export function feedAddress(
  organization: string,
  { name, project }: { readonly name: string; readonly project: string | null }
): string {
  const base =
    siteOf(organization).kind === 'server'
      ? siteAddress(organization)
      : `https://pkgs.dev.azure.com/${encodeURIComponent(organization)}`
  const parts = [...(project === null ? [] : [project]), '_packaging', name]
  return `${base}/${parts.map(encodeURIComponent).join('/')}`
}

/** The pages that the app itself points to: the browser opens no others. */
export const helpPages = {
  'linux-tray': 'https://extensions.gnome.org/extension/615/appindicator-support/',
  'git-helper': 'https://git-scm.com/doc/credential-helpers',
  'entra-app': 'https://learn.microsoft.com/entra/identity-platform/quickstart-register-app',
  'azure-cli': 'https://learn.microsoft.com/cli/azure/install-azure-cli',
  'keychain-win32':
    'https://support.microsoft.com/windows/accessing-credential-manager-1b5c916a-6a16-889f-8581-fc16e8165ac0',
  'keychain-darwin': 'https://support.apple.com/guide/keychain-access/mac-keychain-password-kyca1242/mac',
  'keychain-linux': 'https://wiki.archlinux.org/title/GNOME/Keyring',
  'keychain-kde': 'https://wiki.archlinux.org/title/KDE_Wallet'
} as const

/** The page about the keychain of this system; `desktop` is Linux's XDG_CURRENT_DESKTOP, empty elsewhere. */
export const keychainPage = (platform: 'linux' | 'darwin' | 'win32', desktop: string): string =>
  helpPages[`keychain-${desktop.includes('KDE') ? 'kde' : platform}` as const]
