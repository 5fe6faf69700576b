/**
 * Where a token belongs. Everywhere in the app an organization is one text: the name of an organization of Azure
 * DevOps Services (`contoso`), or the https address of a collection of an Azure DevOps Server
 * (`https://tfs.contoso.com/tfs/DefaultCollection`, no slash at its end). This reads that text.
 */
export type Site =
  | { readonly kind: 'services'; readonly organization: string }
  | {
      readonly kind: 'server'
      /** The collection's address, without a slash at its end. */
      readonly address: string
      /** With its port where it has one. */
      readonly host: string
      /** The last part of the path, e.g. `DefaultCollection`. */
      readonly collection: string
    }

/** What `readOrganization` gave as an organization, taken apart. */
export function siteOf(organization: string): Site {
  if (!organization.startsWith('https://')) return { kind: 'services', organization }
  const { host, pathname } = new URL(organization)
  const collection = decodeURIComponent(pathname.split('/').at(-1) ?? '')
  return { kind: 'server', address: organization, host, collection }
}

/** How an organization is called in a sentence: `contoso`, or `DefaultCollection on tfs.contoso.com`. */
export function siteName(organization: string): string {
  const site = siteOf(organization)
  return site.kind === 'services' ? organization : `${site.collection} on ${site.host}`
}

/** Names of organizations and accounts are compared without regard to case. */
export const sameName = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase()
