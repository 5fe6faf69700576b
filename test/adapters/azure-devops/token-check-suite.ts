import { describe, expect, it } from 'vitest'
import type { Secret } from '../../../electron/domain/secret.js'
import type { TokenCheck } from '../../../electron/services/ports/azure-devops.js'

export interface TokenCheckWorld {
  readonly check: TokenCheck
  readonly organization: string
  /** May read code; belongs to `account`. */
  readonly good: Secret
  readonly account: string
  /** What the good token can clone, without a user part. */
  readonly repository: string
  readonly unknown: Secret
}

/** What every TokenCheck promises, the fake and the real one alike. */
export function tokenCheckKeepsItsPromises(name: string, open: () => Promise<TokenCheckWorld>): void {
  describe(`${name} as a TokenCheck`, () => {
    it('names the account behind a token', async () => {
      const { check, organization, good, account } = await open()
      expect(await check.identify(organization, good)).toEqual({ account })
    })

    it('does not accept a token that the service does not know', async () => {
      const { check, organization, unknown } = await open()
      await expect(check.identify(organization, unknown)).rejects.toMatchObject({
        code: 'token-not-accepted'
      })
      await expect(check.findRepository(organization, unknown)).rejects.toMatchObject({
        code: 'token-not-accepted'
      })
    })

    it('finds an address that can be cloned', async () => {
      const { check, organization, good, repository } = await open()
      expect(await check.findRepository(organization, good)).toBe(repository)
    })
  })
}
