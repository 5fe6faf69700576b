import os from 'node:os'
import path from 'node:path'
import { siteOf } from '../../shared/site.js'
import type { GitCredential } from './git-program.js'

/** The plain-text file for one organization: in the common one any other organization would find the token. */
export function plainTextFile(organization: string, environment: Readonly<Record<string, string>>): string {
  const name = organization.replace(/^https:\/\//, '').replace(/[^\w.-]+/g, '-')
  return path.join(environment['HOME'] ?? os.homedir(), `.git-credentials-${name}`)
}

/**
 * The names under which a token is kept: one for each host, the user being the organization's, or the Server's
 * collection's. `path` lets settings for the organization apply; git keeps it from the helpers itself unless
 * `useHttpPath` is on, as it is where Git Credential Manager answers for Services.
 */
export function entriesOf(organization: string): readonly [GitCredential, ...GitCredential[]] {
  const site = siteOf(organization)
  if (site.kind === 'server') {
    const collectionPath = decodeURIComponent(new URL(site.address).pathname.slice(1))
    return [{ protocol: 'https', host: site.host, path: collectionPath, username: site.collection }]
  }
  return [
    { protocol: 'https', host: 'dev.azure.com', path: organization, username: organization },
    { protocol: 'https', host: `${organization}.visualstudio.com`, username: organization }
  ]
}

/** The forms in which git asks for an organization: by addresses with its user and without. */
export function formsOf(organization: string): readonly GitCredential[] {
  const [now, ...old] = entriesOf(organization)
  const withoutUser = ({ protocol, host, path: below }: GitCredential): GitCredential =>
    below === undefined ? { protocol, host } : { protocol, host, path: below }
  return [now, ...[now, ...old].map(withoutUser)]
}

/** The host with all its organizations or collections, and the setting of the user that it is asked for. */
export function hostOf(organization: string): { readonly address: string; readonly userKey: string } {
  const address = `https://${entriesOf(organization)[0].host}`
  return { address, userKey: `credential.${address}.username` }
}
