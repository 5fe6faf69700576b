import { createHash } from 'node:crypto'

/** Somebody who can sign in, in one tenant. A guest is there once more for each other tenant. */
export interface Person {
  readonly oid: string
  readonly name: string
  /** The name to sign in with. */
  readonly upn: string
  readonly tenant: string
  /** Of a guest: who this is at home. */
  readonly home?: { readonly oid: string; readonly tenant: string }
}

interface Named {
  readonly id: string
  readonly name: string
}

/**
 * What an administrator may have set (azure-devops.md 5.1, 4.6, 4.8), for everybody of an organization: nobody is
 * on an allow list. Some of these are a tenant's in the service; here each organization has its own.
 */
export interface Policies {
  /** "Enforce maximum PAT lifespan", in days. */
  readonly maximumLife?: number
  /** "Restrict full-scoped PAT creation". */
  readonly noFullScope?: boolean
  /** "Restrict PAT creation", with or without packaging. */
  readonly creation?: 'off' | 'packaging-only'
  /** A sign-in from outside the browser does not meet the conditions; a token does. */
  readonly conditionalAccess?: boolean
  /** A sign-in has to answer a claims challenge first. */
  readonly continuousAccess?: boolean
}

/** An organization, or a collection of an Azure DevOps Server; with one project that has one repository. */
export interface Organization extends Named {
  /** Of a collection its whole address, as everywhere in the app. */
  readonly name: string
  /** Null: backed by Microsoft accounts, or a Server's collection. */
  readonly tenant: string | null
  /** Such an organization answers a bad token with the anonymous identity (azure-devops.md 3). */
  readonly publicProjects: boolean
  readonly policies: Policies
  readonly project: Named
  readonly repository: Named
  /** All of them hold the same packages. Without a project it is the organization's. */
  readonly feeds: readonly { readonly name: string; readonly project: string | null }[]
}

/** Of the Azure DevOps resource in Entra (azure-devops.md, trap 1). */
export const azureDevOpsResource = '499b84ac-1321-427f-aa17-267ca6975798'
/** Of Azure CLI, which is Microsoft's own and needs no consent (azure-devops.md 4.1). */
export const azureCliClient = '04b07795-8ddb-461a-bbee-02f9e1bf7b46'

export const practiceTenant = '0b5c3e8a-6a8f-4f0e-9a55-3d1f6f0c7a21'
/** Where apps need an administrator's approval. */
export const northwindTenant = '8f0e7d6c-5b4a-4392-8170-6f5e4d3c2b1a'
/** Where the developer is a guest. */
export const guestTenant = 'c4d5e6f7-0819-4a2b-8c3d-4e5f60718293'
/** The tenant of all Microsoft accounts (azure-devops.md 4.4). */
export const microsoftAccountTenant = '9188040d-6c67-4c5b-b112-36a304b66dad'

/** Tenants by each name that an authority may have. */
export const practiceTenants: ReadonlyMap<string, string> = new Map([
  ...[practiceTenant, northwindTenant, guestTenant, microsoftAccountTenant].map((id) => [id, id] as const),
  ['contoso.example', practiceTenant],
  ['northwind.example', northwindTenant],
  ['guestworks.example', guestTenant],
  ['consumers', microsoftAccountTenant]
])

const developerId = '5c1de2a6-0f3b-4a6c-8a4e-2b9f4c0d1e77'
const table = `
${developerId} | Practice Developer | developer@contoso.example | contoso.example
9a7b1f52-33c4-4d0a-b7d6-6e5f8c2a9b10 | Practice Administrator | administrator@contoso.example | contoso.example
f3a2b1c0-9d8e-4f7a-8b6c-5d4e3f2a1b09 | Practice Developer | developer@contoso.example | guestworks.example
2e4f6a8c-0b1d-4c3e-9f5a-7b8c9d0e1f23 | Northwind Trader | trader@northwind.example | northwind.example
00000000-0000-0000-5c6d-7e8f90a1b2c3 | Personal Account | somebody@outlook.example | consumers
`

/** Everybody; the developer first, who is at home in the first tenant and a guest in another. */
export const practicePeople: readonly Person[] = table
  .trim()
  .split('\n')
  .map((line) => {
    const [oid = '', name = '', upn = '', domain = ''] = line.split(' | ')
    const tenant = practiceTenants.get(domain) ?? ''
    const home = { oid: developerId, tenant: practiceTenant }
    return { oid, name, upn, tenant, ...(tenant === guestTenant && { home }) }
  })

/** The same id for the same text at every start. */
export const idOf = (text: string) =>
  createHash('sha256')
    .update(text)
    .digest('hex')
    .replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*/, '$1-$2-4$3-8$4-$5')

/** An organization of the first tenant with nothing in the way, but for what is said. */
export function practiceOrganization(
  name: string,
  project: string,
  more: Partial<Omit<Organization, 'name' | 'project'>> = {}
): Organization {
  return {
    ...{ name, id: idOf(name), tenant: practiceTenant, publicProjects: false, policies: {}, feeds: [] },
    project: { id: idOf(`${name} project`), name: project },
    repository: { id: idOf(`${name} repository`), name: project },
    ...more
  }
}

/** The collection of the practice Azure DevOps Server. */
export const practiceCollection = 'https://devops.contoso.example/tfs/DefaultCollection'

/**
 * An organization for each situation. In contoso the repository has its project's name, which is what the short
 * `_git` address needs; fabrikam's project has a space in its name, and fabrikam has public projects.
 */
export const practiceOrganizations: readonly Organization[] = [
  practiceOrganization('contoso', 'web-shop', {
    feeds: [
      { name: 'shop-packages', project: null },
      { name: 'site-packages', project: 'web-shop' }
    ]
  }),
  practiceOrganization('fabrikam', 'Fiber Suite', {
    // Of the published examples, which are replayed here.
    id: '38aaa865-2c70-4bf7-a308-0c6539c38c1a',
    repository: { id: idOf('fabrikam repository'), name: 'fiber' },
    publicProjects: true,
    feeds: [{ name: 'fiber-packages', project: 'Fiber Suite' }]
  }),
  practiceOrganization('northwind', 'traders', { tenant: northwindTenant }),
  practiceOrganization('adventure', 'bikes', { tenant: null }),
  practiceOrganization('guestworks', 'shared-desk', { tenant: guestTenant }),
  practiceOrganization('wingtip', 'toys', { policies: { maximumLife: 7 } }),
  practiceOrganization('tailspin', 'planes', { policies: { maximumLife: 90 } }),
  practiceOrganization('litware', 'books', { policies: { noFullScope: true } }),
  practiceOrganization('proseware', 'letters', { policies: { creation: 'off' } }),
  practiceOrganization('lucerne', 'papers', { policies: { creation: 'packaging-only' } }),
  practiceOrganization('woodgrove', 'bank', { policies: { conditionalAccess: true } }),
  practiceOrganization('treyresearch', 'lab', { policies: { continuousAccess: true } }),
  practiceOrganization(practiceCollection, 'warehouse', { tenant: null })
]

/** Names are compared without regard to case, as the service does. */
export const sameName = (one: string, other: string) => one.toLowerCase() === other.toLowerCase()

export const isCollection = ({ name }: Organization) => name.startsWith('https://')

/** What all addresses of an organization or collection begin with; no slash at its end. */
export const addressOf = (organization: Organization) =>
  isCollection(organization) ? organization.name : `https://dev.azure.com/${organization.name}`

/** The address behind the repository's copy button, with the organization as its user; a Server's has none. */
export function copyAddress(organization: Organization): string {
  const { name, project, repository } = organization
  const user = isCollection(organization) ? '' : `${name}@`
  const tail = `${encodeURIComponent(project.name)}/_git/${encodeURIComponent(repository.name)}`
  return `${addressOf(organization).replace('https://', `https://${user}`)}/${tail}`
}

/** Everybody of the tenant; of the Server, everybody who works where it stands. */
export function isMember(person: Person, organization: Organization): boolean {
  const others = isCollection(organization) ? practiceTenant : microsoftAccountTenant
  return person.tenant === (organization.tenant ?? others)
}

/** Who a person is at home; the person itself unless a guest. */
export const homeOf = ({ oid, tenant, home }: Person) => home ?? { oid, tenant }
