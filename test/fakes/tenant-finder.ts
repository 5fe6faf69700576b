import { AppFailure } from '../../electron/domain/app-failure.js'
import type { Tenant, TenantFinder } from '../../electron/services/ports/sign-in.js'
import { fakeTenant } from './sign-in.js'

/** Every organization belongs to one tenant, but for those that a test tells. */
export interface FakeTenantFinder extends TenantFinder {
  /** By name in lower case: the tenant, or why it cannot be found. */
  readonly told: Map<string, Tenant | AppFailure>
  readonly asked: string[]
}

export function createFakeTenantFinder(): FakeTenantFinder {
  const told: FakeTenantFinder['told'] = new Map()
  const asked: string[] = []
  return {
    told,
    asked,
    find: async (organization, signal) => {
      signal?.throwIfAborted()
      if (organization.startsWith('https://')) throw new RangeError('a Server has no tenant')
      asked.push(organization)
      const found = told.get(organization.toLowerCase()) ?? { kind: 'entra', id: fakeTenant }
      if (found instanceof AppFailure) throw found
      return found
    }
  }
}
