import { AppFailure } from '../../electron/domain/app-failure.js'
import type { Secret } from '../../electron/domain/secret.js'
import type { TokenCheck } from '../../electron/services/ports/azure-devops.js'

/** Takes the tokens that it was told of. */
export interface FakeTokenCheck extends TokenCheck {
  /** `repository`: what the organization shows this token. */
  accept(text: string, account: string, repository?: string): void
  /** The values that were sent to the service. */
  readonly asked: Secret[]
  /** Every call rejects with this until it is null again. */
  problem: AppFailure | null
}

export function createFakeTokenCheck(): FakeTokenCheck {
  const known = new Map<string, { readonly account: string; readonly repository: string | null }>()
  const asked: Secret[] = []
  function find(organization: string, token: Secret): { account: string; repository: string | null } {
    asked.push(token)
    if (check.problem !== null) throw check.problem
    const found = known.get(token.reveal())
    if (found === undefined) throw new AppFailure('token-not-accepted', { organization })
    return found
  }
  const check: FakeTokenCheck = {
    asked,
    problem: null,
    accept: (text, account, repository) => void known.set(text, { account, repository: repository ?? null }),
    identify: async (organization, token) => ({ account: find(organization, token).account }),
    findRepository: async (organization, token) => find(organization, token).repository
  }
  return check
}
