/** What a request carries: nothing, an Entra access token, or a personal access token as a Basic password. */
export type CredentialKind = 'none' | 'bearer' | 'basic'

const signInHost = 'login.microsoftonline.com'
const bearerHosts = ['vssps.dev.azure.com', 'dev.azure.com', 'app.vssps.visualstudio.com']
const basicHosts = ['dev.azure.com', 'pkgs.dev.azure.com', 'feeds.dev.azure.com']

/** `{organization}.visualstudio.com`, its feeds at `{organization}.pkgs.visualstudio.com`; `vssps` and deeper names are the identity service's. */
const oldHost = (host: string): boolean =>
  /^[a-z0-9][a-z0-9-]*(\.pkgs)?\.visualstudio\.com$/.test(host) && host !== 'vssps.visualstudio.com'

function hostTakes(host: string, kind: CredentialKind): boolean {
  switch (kind) {
    case 'bearer':
      return bearerHosts.includes(host)
    case 'basic':
      return basicHosts.includes(host) || oldHost(host)
    case 'none':
      return [signInHost, ...bearerHosts, ...basicHosts].includes(host) || oldHost(host)
  }
}

/** True for an address of the service or its sign-in, where a person may be sent as well. */
export function isServiceAddress(url: URL): boolean {
  return url.port === '' && hostTakes(url.hostname, 'none')
}

/** True below the address of a Server's collection; a bearer of Entra has no business there. */
function serverTakes(url: URL, kind: CredentialKind, server: string): boolean {
  const collection = new URL(server)
  // At the root of a host there is no collection.
  if (collection.pathname === '/') return false
  const isBelow = url.pathname === collection.pathname || url.pathname.startsWith(`${collection.pathname}/`)
  return kind !== 'bearer' && url.origin === collection.origin && isBelow
}

/**
 * SECURITY: the address, if a request with this kind of credential may go there (azure-devops.md 8, point 4):
 * to the service's own hosts, or below `server`, the address of a collection that the person named. Throws a
 * RangeError otherwise: asking for another host is a bug of ours.
 */
export function allowedAddress(address: string, kind: CredentialKind, server?: string): URL {
  const url = new URL(address)
  const plain = url.protocol === 'https:' && url.username === '' && url.password === ''
  const isOurs = url.port === '' && hostTakes(url.hostname, kind)
  if (!plain || !(isOurs || (server !== undefined && serverTakes(url, kind, server)))) {
    throw new RangeError(`a request with ${kind} credentials may not go to ${url.protocol}//${url.host}`)
  }
  return url
}
