import { decoded, organizationOfAddress } from './consumer-files/azure-hosts.js'
import type { GitSetting } from './git-configuration.js'
import { Secret } from './secret.js'
import { looksLikeToken } from './token-form.js'

/** A remote of a repository whose address has a token in it. */
export interface FoundRemote {
  /** Its setting, e.g. `remote.origin.url`. */
  readonly key: string
  readonly organization: string
  /** The address without the token, and with the user only where that is the organization. */
  readonly address: string
  readonly token: Secret
}

/** The remotes with a token of Azure DevOps Services among a repository's settings: the password, or a user that is one. */
export function remotesWithToken(settings: readonly GitSetting[]): readonly FoundRemote[] {
  return settings.flatMap(({ key, value }) => {
    const [, login, rest] = /^https:\/\/([^/]*)@(.*)$/is.exec(value) ?? []
    if (!/^remote\..*\.(push)?url$/.test(key) || login === undefined || rest === undefined) return []
    const organization = organizationOfAddress(`https://${rest}`)
    const [user = '', password = ''] = login.split(/:(.*)/s).map(decoded)
    const token = password !== '' ? password : looksLikeToken(user) ? user : ''
    if (organization === null || token === '') return []
    const address = `https://${user === organization ? `${organization}@` : ''}${rest}`
    return [{ key, organization, address, token: new Secret(token) }]
  })
}
