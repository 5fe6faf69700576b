import type { Identify } from './callers.js'
import { answerJson } from './exchange.js'
import type { Answered, Exchange } from './exchange.js'
import { addressOf, sameName } from './organizations.js'
import type { Organization } from './organizations.js'
import { signInNeeded, tokenRefused } from './refusals.js'
import { copyAddress } from './repositories.js'
import { allows } from './scope-rules.js'

/** `_apis/git/repositories`: what a token for code can see. */
export function createRepositoryApi(
  identify: Identify
): (exchange: Exchange, organization: Organization, project: string | null) => Answered {
  return (exchange, organization, projectName) => {
    const caller = identify(exchange, organization)
    if (caller.kind === 'nobody') return signInNeeded(exchange)
    if (caller.kind !== 'token' || !allows(caller.token.scope, 'vso.code')) return tokenRefused(exchange)
    const origin = addressOf(organization)
    const value = organization.projects
      .filter((project) => projectName === null || sameName(project.name, projectName))
      .flatMap((project) =>
        project.repositories.map((repository) => ({
          id: repository.id,
          name: repository.name,
          url: `${origin}/${project.id}/_apis/git/repositories/${repository.id}`,
          project: {
            id: project.id,
            name: project.name,
            url: `${origin}/_apis/projects/${project.id}`,
            state: 'wellFormed',
            visibility: 'private'
          },
          defaultBranch: 'refs/heads/main',
          size: 1024,
          remoteUrl: copyAddress(organization, project, repository),
          webUrl: copyAddress(organization, project, repository).replace(`${organization.name}@`, ''),
          isDisabled: false
        }))
      )
    return answerJson(exchange, 200, { value, count: value.length })
  }
}
