import type { Secret } from '../../electron/domain/secret.js'
import type { AccountApi } from '../../electron/services/ports/azure-devops.js'

/** Answers with the organizations of each bearer. */
export interface FakeAccountApi extends AccountApi {
  /** What this bearer's identity belongs to, or why it is not told. */
  tell(bearer: Secret, answer: readonly string[] | Error): void
}

export function createFakeAccountApi(): FakeAccountApi {
  const told: { readonly bearer: Secret; readonly answer: readonly string[] | Error }[] = []
  return {
    tell: (bearer, answer) => void told.unshift({ bearer, answer }),
    organizations: async (bearer) => {
      const answer = told.find((one) => one.bearer.equals(bearer))?.answer ?? []
      if (answer instanceof Error) throw answer
      return answer
    }
  }
}
