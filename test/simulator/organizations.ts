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

export interface Tenant {
  readonly id: string
  readonly domain: string
  /** "Need admin approval": people here cannot consent to an app that is not Microsoft's. */
  readonly appsNeedApproval: boolean
}

export interface Repository {
  readonly id: string
  readonly name: string
}

export interface Project {
  readonly id: string
  readonly name: string
  readonly repositories: readonly Repository[]
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

/** A feed of packages; all of them hold the same ones. */
export interface Feed {
  readonly name: string
  /** Null: the organization's. */
  readonly project: string | null
}

/** An organization, or a collection of an Azure DevOps Server. */
export interface Organization {
  /** Of a collection its whole address, as everywhere in the app. */
  readonly name: string
  readonly id: string
  /** Null: backed by Microsoft accounts, or a Server's collection. */
  readonly tenant: string | null
  /** Such an organization answers a bad token with the anonymous identity (azure-devops.md 3). */
  readonly publicProjects: boolean
  readonly policies?: Policies
  readonly projects: readonly Project[]
  readonly feeds?: readonly Feed[]
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

export const practiceTenants: readonly Tenant[] = [
  { id: practiceTenant, domain: 'contoso.example', appsNeedApproval: false },
  { id: northwindTenant, domain: 'northwind.example', appsNeedApproval: true },
  { id: guestTenant, domain: 'guestworks.example', appsNeedApproval: false },
  { id: microsoftAccountTenant, domain: 'consumers', appsNeedApproval: false }
]

const developer: Person = {
  oid: '5c1de2a6-0f3b-4a6c-8a4e-2b9f4c0d1e77',
  name: 'Practice Developer',
  upn: 'developer@contoso.example',
  tenant: practiceTenant
}

export const practicePeople: readonly Person[] = [
  developer,
  {
    oid: '9a7b1f52-33c4-4d0a-b7d6-6e5f8c2a9b10',
    name: 'Practice Administrator',
    upn: 'administrator@contoso.example',
    tenant: practiceTenant
  },
  {
    ...developer,
    oid: 'f3a2b1c0-9d8e-4f7a-8b6c-5d4e3f2a1b09',
    tenant: guestTenant,
    home: { oid: developer.oid, tenant: practiceTenant }
  },
  {
    oid: '2e4f6a8c-0b1d-4c3e-9f5a-7b8c9d0e1f23',
    name: 'Northwind Trader',
    upn: 'trader@northwind.example',
    tenant: northwindTenant
  },
  {
    oid: '00000000-0000-0000-5c6d-7e8f90a1b2c3',
    name: 'Personal Account',
    upn: 'somebody@outlook.example',
    tenant: microsoftAccountTenant
  }
]

/** The same id for the same text at every start. */
export const idOf = (text: string) =>
  createHash('sha256')
    .update(text)
    .digest('hex')
    .replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*/, '$1-$2-4$3-8$4-$5')

/** An organization with one project and one repository. */
function organization(
  name: string,
  project: string,
  more: Partial<Pick<Organization, 'id' | 'tenant' | 'publicProjects' | 'policies' | 'feeds'>> & {
    readonly repository?: string
  } = {}
): Organization {
  const { repository = project, ...own } = more
  const repositories = [{ id: idOf(`${name} repository`), name: repository }]
  const projects = [{ id: idOf(`${name} project`), name: project, repositories }]
  return { name, id: idOf(name), tenant: practiceTenant, publicProjects: false, projects, ...own }
}

/** The collection of the practice Azure DevOps Server. */
export const practiceCollection = 'https://devops.contoso.example/tfs/DefaultCollection'

/**
 * An organization for each situation. In contoso the repository has its project's name, which is what the short
 * `_git` address needs; fabrikam's project has a space in its name, and fabrikam has public projects.
 */
export const practiceOrganizations: readonly Organization[] = [
  organization('contoso', 'web-shop', {
    feeds: [
      { name: 'shop-packages', project: null },
      { name: 'site-packages', project: 'web-shop' }
    ]
  }),
  organization('fabrikam', 'Fiber Suite', {
    // Of the published examples, which are replayed here.
    id: '38aaa865-2c70-4bf7-a308-0c6539c38c1a',
    repository: 'fiber',
    publicProjects: true,
    feeds: [{ name: 'fiber-packages', project: 'Fiber Suite' }]
  }),
  organization('northwind', 'traders', { tenant: northwindTenant }),
  organization('adventure', 'bikes', { tenant: null }),
  organization('guestworks', 'shared-desk', { tenant: guestTenant }),
  organization('wingtip', 'toys', { policies: { maximumLife: 7 } }),
  organization('tailspin', 'planes', { policies: { maximumLife: 90 } }),
  organization('litware', 'books', { policies: { noFullScope: true } }),
  organization('proseware', 'letters', { policies: { creation: 'off' } }),
  organization('lucerne', 'papers', { policies: { creation: 'packaging-only' } }),
  organization('woodgrove', 'bank', { policies: { conditionalAccess: true } }),
  organization('treyresearch', 'lab', { policies: { continuousAccess: true } }),
  organization(practiceCollection, 'warehouse', { tenant: null })
]

/** Names are compared without regard to case, as the service does. */
export function sameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}

export const isCollection = ({ name }: Organization) => name.startsWith('https://')

/** What all addresses of an organization or collection begin with; no slash at its end. */
export const addressOf = (organization: Organization) =>
  isCollection(organization) ? organization.name : `https://dev.azure.com/${organization.name}`

/** Everybody of the tenant; of the Server, everybody who works where it stands. */
export function isMember(person: Person, organization: Organization): boolean {
  const others = isCollection(organization) ? practiceTenant : microsoftAccountTenant
  return person.tenant === (organization.tenant ?? others)
}

/** Who a person is at home; the person itself unless a guest. */
export const homeOf = ({ oid, tenant, home }: Person) => home ?? { oid, tenant }
