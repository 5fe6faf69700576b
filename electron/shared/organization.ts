import { readServer, type ServerReason } from './server-address.js'

/** What was understood of a name or an address that was typed or pasted. */
export type OrganizationReading =
  | {
      readonly kind: 'organization'
      /** A name, or the address of a Server's collection (`site.ts`); read again, it gives itself. */
      readonly organization: string
      /** The address form it came in; the first two mean the same organization. */
      readonly host: 'dev.azure.com' | 'visualstudio.com' | 'server'
      /** A password or a token was in the address. It was cut off and the person should know. */
      readonly hadCredentials: boolean
    }
  | { readonly kind: 'not-understood'; readonly reason: OrganizationReason; readonly host: string | null }

export type OrganizationReason =
  'empty' | 'not-a-name' | 'looks-like-token' | 'email-address' | 'no-organization' | ServerReason

type Refused = Extract<OrganizationReading, { kind: 'not-understood' }>

/** azure-devops.md 3: letters, digits, hyphens; not at the ends; 50 at most. */
const namePattern = /^[a-z0-9](?:[a-z0-9-]{0,48}[a-z0-9])?$/i
/** azure-devops.md 5.4: today's form of a token, and the one before. */
const tokenPattern = /^(?:[a-z0-9]{76}AZDO[a-z0-9]{4}|[a-z2-7]{52})$/i
const emailPattern = /^[^\s@/:]+@[^\s@/:]+\.[a-z]{2,}$/i
/** Git's short ssh form, `user@host:path`; a colon before digits and a slash is a port. */
const scpPattern = /^([^\s@/:]+)@([^\s@/:]+):(?!\/|\d+\/)(.+)$/
const sshHosts = ['ssh.dev.azure.com', 'vs-ssh.visualstudio.com']
/** First labels under visualstudio.com that are Microsoft's own and no organization. */
const notOrganizations = new Set(
  'app aex code docs go login marketplace my portal static status vs-ssh www'.split(' ')
)

/**
 * Reads an organization out of its name, any address of Azure DevOps Services, a clone command, an ssh remote, a
 * feed address, or any https address of a Server's collection. Pure; never gives back credentials that were in
 * the address.
 */
export function readOrganization(typed: string): OrganizationReading {
  const text = theAddressIn(typed)
  if (text === '') return refused('empty')
  if (tokenPattern.test(text)) return refused('looks-like-token')
  if (emailPattern.test(text)) return refused('email-address')
  const scp = scpPattern.exec(text)
  const [, scpUser, scpHost, scpPath] = scp ?? []
  if (scpUser !== undefined && scpHost !== undefined && scpPath !== undefined) {
    return readUrl(`ssh://${scpUser}@${scpHost}/${scpPath}`)
  }
  if (/^[a-z][a-z0-9+.-]*:[\\/]/i.test(text)) return readUrl(text)
  if (/[./\\:@]/.test(text)) {
    const startsWithHost = /^[^/\\]*[^/\\.]\.|^[a-z0-9-]+:\d+\//i.test(text)
    return startsWithHost ? readUrl(`https://${text}`) : refused('not-a-name')
  }
  return named(text, 'dev.azure.com', false)
}

/** Drops white space, quotes, brackets, a setting's name and the command round a pasted address. */
function theAddressIn(typed: string): string {
  const words = typed
    .replace(/[\u200b\ufeff]/g, '')
    .split(/\s+/)
    .map((word) => word.replace(/^[\w.-]+=(?=["']?https?:)/i, '').replace(/^[<"'`(]+|[>"'`),;]+$/g, ''))
    .filter((word) => word !== '')
  if (words.length < 2) return words[0] ?? ''
  return words.find((word) => word.includes('://') || scpPattern.test(word)) ?? words.join(' ')
}

function readUrl(address: string): OrganizationReading {
  let url: URL
  try {
    url = new URL(address)
  } catch {
    return refused('not-a-name')
  }
  const host = url.hostname.toLowerCase().replace(/\.$/, '')
  if (!/^(https?|ssh):$/.test(url.protocol)) return refused('other-host', url.host)
  const usualPort = ['', '443', '22'].includes(url.port)
  const parts = url.pathname.split('/').filter((part) => part !== '')
  const hadCredentials = url.password !== '' || tokenPattern.test(url.username)
  if (sshHosts.includes(host) && usualPort) return readSsh(host, parts, url.username, hadCredentials)
  if (/^(?:[a-z]+\.)?dev\.azure\.com$/.test(host) && usualPort) {
    return named(parts[0], 'dev.azure.com', hadCredentials)
  }
  const [label, , extra] = /^([a-z0-9-]+)(?:\.([a-z]+))?\.visualstudio\.com$/.exec(host)?.slice(1) ?? []
  if (label !== undefined && extra === undefined && usualPort) {
    return notOrganizations.has(label)
      ? refused('no-organization', host)
      : named(label, 'visualstudio.com', hadCredentials)
  }
  const server = readServer(url, host, parts)
  return typeof server === 'string'
    ? refused(server, url.host)
    : { kind: 'organization', organization: server.address, host: 'server', hadCredentials }
}

/** `v3/{organization}/{project}/{repository}`; before v3 the user was the organization. */
function readSsh(
  host: string,
  parts: readonly string[],
  user: string,
  hadCredentials: boolean
): OrganizationReading {
  const organization = parts[0]?.toLowerCase() === 'v3' ? parts[1] : user === 'git' ? undefined : user
  return named(
    organization,
    host === 'ssh.dev.azure.com' ? 'dev.azure.com' : 'visualstudio.com',
    hadCredentials
  )
}

function named(
  part: string | undefined,
  host: 'dev.azure.com' | 'visualstudio.com',
  hadCredentials: boolean
): OrganizationReading {
  if (part === undefined || part === '' || part.startsWith('_')) return refused('no-organization', host)
  let organization: string
  try {
    organization = decodeURIComponent(part)
  } catch {
    return refused('not-a-name')
  }
  if (!namePattern.test(organization)) return refused('not-a-name')
  return { kind: 'organization', organization, host, hadCredentials }
}

const refused = (reason: OrganizationReason, host: string | null = null): Refused => ({
  kind: 'not-understood',
  reason,
  host: host === '' ? null : host
})
