import path from 'node:path'
import { mayDo } from './callers.js'
import type { Site } from './callers.js'
import { answerEmpty } from './exchange.js'
import type { Answer, Exchange } from './exchange.js'
import { runGit, writeTree } from './git-program.js'
import { sameName } from './organizations.js'
import { serviceError, tokenRefused } from './refusals.js'

/** Makes a repository with one commit on `main`. */
async function seed(folder: string, name: string): Promise<string> {
  const tree = await writeTree(folder, { 'README.md': `# ${name}\n` })
  const commit = await runGit(folder, ['commit-tree', tree, '-m', 'Begin'])
  await runGit(folder, ['update-ref', 'refs/heads/main', commit.toString().trim()])
  await runGit(folder, ['config', 'http.receivepack', 'true'])
  return folder
}

/** Hands one request to git's own CGI program. */
async function askBackend({ request, url }: Exchange, folder: string, below: string): Promise<Answer> {
  const output = await runGit(folder, ['http-backend'], request, {
    GIT_PROJECT_ROOT: folder,
    GIT_HTTP_EXPORT_ALL: '1',
    PATH_INFO: below,
    QUERY_STRING: url.search.slice(1),
    REQUEST_METHOD: request.method ?? '',
    CONTENT_TYPE: request.headers['content-type'] ?? '',
    HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
    GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
    REMOTE_USER: 'practice',
    REMOTE_ADDR: '127.0.0.1'
  })
  const end = output.indexOf('\r\n\r\n')
  const lines = output.subarray(0, end).toString('utf8').split('\r\n')
  const { Status: status = '200', ...headers } = Object.fromEntries(
    lines.map((line) => line.split(': ', 2) as [string, string]) // a CGI program's header lines
  )
  return { status: Number.parseInt(status, 10), headers, body: output.subarray(end + 4) }
}

/** Git over HTTP: the token is the password, and `git http-backend` does the work in folders below `root`. */
export function createGitServer(root: string): Site {
  const made = new Map<string, Promise<string>>()
  return async (asked, projectName = '', repositoryName = '', below = '') => {
    const { organization, caller, request, url } = asked
    const push = url.searchParams.get('service') === 'git-receive-pack' || below === '/git-receive-pack'
    // Git asks without a credential first and needs the challenge, so everybody else gets the same answer.
    if (!mayDo(caller, push ? 'vso.code_write' : 'vso.code')) return tokenRefused(asked)
    const { project, repository } = organization
    // Without a project, the repository is named like it.
    const isThere =
      sameName(project.name, projectName || repositoryName) && sameName(repository.name, repositoryName)
    if (!isThere) {
      const message = `TF401019: The Git repository with name or identifier ${repositoryName} does not exist or you do not have permissions for the operation you are attempting.`
      return serviceError(404, 'GitRepositoryNotFoundException', message, 3000)
    }
    if (request.method !== 'GET' && request.method !== 'POST') return answerEmpty(405)
    const folder = made.get(repository.id) ?? seed(path.join(root, `${repository.id}.git`), repository.name)
    made.set(repository.id, folder)
    return askBackend(asked, await folder, below)
  }
}
