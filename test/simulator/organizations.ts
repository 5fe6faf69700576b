/** Somebody who can sign in. */
export interface Person {
  readonly oid: string
  readonly name: string
  /** The name to sign in with. */
  readonly upn: string
  readonly tenant: string
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

/** An organization. Everybody of its tenant is a member. */
export interface Organization {
  readonly name: string
  readonly id: string
  /** Null: backed by Microsoft accounts. */
  readonly tenant: string | null
  /** Such an organization answers a bad token with the anonymous identity (azure-devops.md 3). */
  readonly publicProjects: boolean
  readonly projects: readonly Project[]
}

/** Of the Azure DevOps resource in Entra (azure-devops.md, trap 1). */
export const azureDevOpsResource = '499b84ac-1321-427f-aa17-267ca6975798'

export const practiceTenant = '0b5c3e8a-6a8f-4f0e-9a55-3d1f6f0c7a21'

export const practicePeople: readonly Person[] = [
  {
    oid: '5c1de2a6-0f3b-4a6c-8a4e-2b9f4c0d1e77',
    name: 'Practice Developer',
    upn: 'developer@contoso.example',
    tenant: practiceTenant
  },
  {
    oid: '9a7b1f52-33c4-4d0a-b7d6-6e5f8c2a9b10',
    name: 'Practice Administrator',
    upn: 'administrator@contoso.example',
    tenant: practiceTenant
  }
]

/**
 * Two organizations of one tenant. In contoso the repository has its project's name, which is what the short
 * `_git` address needs; fabrikam's project has a space in its name, and fabrikam has public projects.
 */
export const practiceOrganizations: readonly Organization[] = [
  {
    name: 'contoso',
    id: 'e1f3b2c4-5d6a-4b7c-8d9e-0f1a2b3c4d5e',
    tenant: practiceTenant,
    publicProjects: false,
    projects: [
      {
        id: '2f6d0c1b-7a34-4c9e-9b50-8d7e6f5a4b3c',
        name: 'web-shop',
        repositories: [{ id: '7c8d9e0f-1a2b-4c3d-8e4f-5a6b7c8d9e0f', name: 'web-shop' }]
      }
    ]
  },
  {
    name: 'fabrikam',
    id: '38aaa865-2c70-4bf7-a308-0c6539c38c1a',
    tenant: practiceTenant,
    publicProjects: true,
    projects: [
      {
        id: 'b4a59687-1c2d-4e3f-9a0b-c1d2e3f4a5b6',
        name: 'Fiber Suite',
        repositories: [{ id: 'd0e1f2a3-b4c5-4d6e-8f70-8192a3b4c5d6', name: 'fiber' }]
      }
    ]
  }
]

/** Names are compared without regard to case, as the service does. */
export function sameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}
