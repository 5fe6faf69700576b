/** Why an address is not that of a Server's collection. */
export type ServerReason = 'other-host' | 'no-collection' | 'not-encrypted'

/** Places that are well known to be no Azure DevOps Server, with all below them. */
const elsewhere = [
  'amazon.com amazonaws.com atlassian.com atlassian.net bitbucket.org codeberg.org facebook.com github.com',
  'github.io githubusercontent.com gitlab.com google.com live.com microsoft.com microsoftonline.com npmjs.com',
  'npmjs.org nuget.org office.com pypi.org sharepoint.com slack.com sourceforge.net stackoverflow.com vsassets.io'
]
  .join(' ')
  .split(' ')
/**
 * SECURITY: whoever names a host like this wants it taken for Microsoft's, and a person would hand it a token.
 * Below cloudapp.azure.com are virtual machines that anybody may run a Server on.
 */
const likeServices = /(?<!\.cloudapp\.)(?:azure|visualstudio)\.com(?![a-z0-9-])/i
/** A dotted name, one label as in an intranet, or an IPv6 address. */
const hostPattern =
  /^(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)*|\[[0-9a-f:.]+\])$/
/** learn.microsoft.com/azure/devops/organizations/settings/naming-restrictions, for a collection. */
const collectionPattern = /^(?![_.])(?!.*\.\.)[^\p{C}\\/:*?"'<>|;#$@{},+=[\]~&%…]{1,64}(?<!\.)$/u
/** Characters; what the bridge takes (`ipc-contract.ts`). */
const longest = 300

/**
 * The address of the collection behind an address of an Azure DevOps Server: host in lower case with its port,
 * `tfs` where it was there, the collection; no slash at its end, no credentials (azure-devops.md 7.2). `host` is
 * the one of `url` in lower case, `parts` those of its path that are not empty.
 */
export function readServer(
  url: URL,
  host: string,
  parts: readonly string[]
): { readonly address: string } | ServerReason {
  // `https://dev.azure.com@contoso.com/` has a user's name where a hurried eye reads the host.
  if (likeServices.test(host) || likeServices.test(url.username)) return 'other-host'
  if (elsewhere.some((name) => `.${host}`.endsWith(`.${name}`)) || !hostPattern.test(host))
    return 'other-host'
  if (url.protocol === 'http:') return 'not-encrypted'
  // An ssh address does not tell under which https address, and port, its collection is.
  if (url.protocol === 'ssh:') return 'no-collection'
  const path = decoded(parts[0]?.toLowerCase() === 'tfs' ? parts.slice(0, 2) : parts.slice(0, 1))
  const collection = path.at(-1)
  if (collection === undefined || collection.toLowerCase() === 'tfs') return 'no-collection'
  if (!collectionPattern.test(collection)) return 'no-collection'
  const port = url.port === '' ? '' : `:${url.port}`
  const address = `https://${host}${port}/${path.map(encoded).join('/')}`
  return address.length > longest ? 'no-collection' : { address }
}

/** Brackets too: at the end of an address they are taken for the text round it. */
const encoded = (part: string): string =>
  encodeURIComponent(part).replace(/[!()]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)

/** Nothing where a part is not percent-encoded text. */
function decoded(parts: readonly string[]): readonly string[] {
  try {
    return parts.map(decodeURIComponent)
  } catch {
    return []
  }
}
