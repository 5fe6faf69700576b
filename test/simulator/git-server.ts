import { spawn } from 'node:child_process'
import type { World } from './callers.js'
import { answerEmpty } from './exchange.js'
import type { Answered, Exchange } from './exchange.js'
import type { Organization } from './organizations.js'
import { serviceError, tokenRefused } from './refusals.js'
import { createRepositoryFolders, findRepository, serverEnvironment } from './repositories.js'
import { allows } from './scope-rules.js'

/** What follows the organization in a git address. */
export interface GitAddress {
  /** Null in the short form, where the repository is named like its project. */
  readonly project: string | null
  readonly repository: string
  /** From the slash after the repository on, e.g. `/info/refs`. */
  readonly rest: string
}

/** Reads the decoded parts of a path; null when it is no git address. */
export function gitAddress(parts: readonly string[]): GitAddress | null {
  const own = parts[0]?.toLowerCase() === 'defaultcollection' ? parts.slice(1) : parts
  const at = own.indexOf('_git')
  const repository = own[at + 1]
  if (at < 0 || at > 1 || repository === undefined) return null
  return { project: at === 1 ? (own[0] ?? null) : null, repository, rest: `/${own.slice(at + 2).join('/')}` }
}

/** Git over HTTP: the token is the password, and `git http-backend` does the work. */
export function createGitServer({
  repositories,
  identify
}: World): (exchange: Exchange, organization: Organization, address: GitAddress) => Promise<Answered> {
  const folderOf = createRepositoryFolders(repositories)

  return async (exchange, organization, address) => {
    const { request, url } = exchange
    const push =
      url.searchParams.get('service') === 'git-receive-pack' || address.rest === '/git-receive-pack'
    const caller = identify(exchange, organization)
    const allowed =
      caller.kind === 'token' && allows(caller.token.scope, push ? 'vso.code_write' : 'vso.code')
    // Git asks without a credential first and needs the challenge, so everybody else gets the same answer.
    if (!allowed) return tokenRefused(exchange)
    const repository = findRepository(organization, address.project, address.repository)
    if (!repository) {
      return serviceError(exchange, 404, {
        message: `TF401019: The Git repository with name or identifier ${address.repository} does not exist or you do not have permissions for the operation you are attempting.`,
        typeKey: 'GitRepositoryNotFoundException',
        eventId: 3000
      })
    }
    if (request.method !== 'GET' && request.method !== 'POST') return answerEmpty(exchange, 405)
    return runBackend(exchange, await folderOf(repository), address.rest, caller.person.upn)
  }
}

/** Hands one request to git's own CGI program and its answer back. */
function runBackend(
  { request, response, url }: Exchange,
  folder: string,
  rest: string,
  user: string
): Answered {
  const child = spawn('git', ['http-backend'], {
    env: {
      ...serverEnvironment,
      GIT_PROJECT_ROOT: folder,
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: rest,
      QUERY_STRING: url.search.slice(1),
      REQUEST_METHOD: request.method ?? '',
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
      GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
      REMOTE_USER: user,
      REMOTE_ADDR: '127.0.0.1'
    },
    stdio: ['pipe', 'pipe', 'ignore']
  })
  child.on('error', () => response.destroy())
  // A backend that has its answer does not wait for the rest of a body.
  child.stdin.on('error', () => undefined)
  request.pipe(child.stdin)
  response.on('close', () => child.kill())

  let head = Buffer.alloc(0)
  let begun = false
  child.stdout.on('data', (data: Buffer) => {
    if (begun) {
      response.write(data)
      return
    }
    head = Buffer.concat([head, data])
    const end = head.indexOf('\r\n\r\n')
    if (end < 0) return
    begun = true
    for (const line of head.subarray(0, end).toString('utf8').split('\r\n')) {
      const [name = '', value = ''] = line.split(/:\s*/, 2)
      if (name.toLowerCase() === 'status') response.statusCode = Number.parseInt(value, 10)
      else response.setHeader(name, value)
    }
    response.write(head.subarray(end + 4))
  })
  child.on('close', () => response.end())
  return 'answered'
}
