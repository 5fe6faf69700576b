import { mayDo, refused } from './callers.js'
import type { Site } from './callers.js'
import { answerEmpty, answerJson } from './exchange.js'
import { createFeedPackages } from './feed-packages.js'
import { idOf, sameName } from './organizations.js'
import { notFound, tokenRefused, versionRefused } from './refusals.js'

/** `feeds.dev.azure.com`: the list of feeds, of an organization all, of a project its own. */
export const feedList: Site = (asked, projectName = '', below = '') => {
  const { organization, caller } = asked
  if (!mayDo(caller, 'vso.packaging')) return refused(asked, caller)
  const wrongVersion = versionRefused(asked, true)
  if (wrongVersion) return wrongVersion
  if (below !== '') return notFound()
  const value = organization.feeds
    .filter(({ project }) => projectName === '' || sameName(project ?? '', projectName))
    .map(({ name, project }) => {
      const id = idOf(`${organization.name} ${name}`)
      return {
        ...{ id, name, fullyQualifiedName: name, upstreamEnabled: false },
        url: `https://feeds.dev.azure.com/${organization.name}/_apis/Packaging/Feeds/${id}`,
        ...(project !== null && { project: { ...organization.project, visibility: 'private' } })
      }
    })
  return answerJson(200, { count: value.length, value })
}

/**
 * `pkgs.dev.azure.com`: tools that ask without a credential first need the challenge, so nobody, a dead token and one
 * without the scope get the same 401; whoever may read is told by 404 what is not there (azure-devops.md 3, 4.6).
 */
export function createPackages(folder: string): Site {
  const packageAt = createFeedPackages(folder)
  return async (asked, projectName = '', feedName = '', file = '') => {
    const { organization, caller, request, host } = asked
    if (!mayDo(caller, 'vso.packaging')) return tokenRefused(asked)
    if (!['GET', 'HEAD', 'POST'].includes(request.method ?? '')) return answerEmpty(405)
    const feed = organization.feeds.find(
      ({ name, project }) => sameName(name, feedName) && sameName(project ?? '', projectName)
    )
    if (!feed) return notFound()
    const project = feed.project === null ? '' : `/${encodeURIComponent(feed.project)}`
    const base = `https://${host}/${organization.name}${project}/_packaging/${feed.name}`
    return (await packageAt(base, file.toLowerCase().replace(/\/$/, ''))) ?? notFound()
  }
}
