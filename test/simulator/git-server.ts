import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { buffer, text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { mayDo, type Site } from './callers.js'
import { answerEmpty, type Answer, type Exchange } from './exchange.js'
import { sameName } from './organizations.js'
import { serviceError, tokenRefused } from './refusals.js'

/** Git for the server's side: nothing of the person's settings, nothing that could ask, and commits by nobody. */
const environment = {
  PATH: process.env.PATH ?? '/usr/bin:/bin',
  HOME: '/nonexistent',
  LANG: 'C.UTF-8',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_TERMINAL_PROMPT: '0',
  GIT_AUTHOR_NAME: 'Practice organization',
  GIT_AUTHOR_EMAIL: 'practice@contoso.example',
  GIT_AUTHOR_DATE: '2026-01-05T09:00:00Z',
  GIT_COMMITTER_NAME: 'Practice organization',
  GIT_COMMITTER_EMAIL: 'practice@contoso.example',
  GIT_COMMITTER_DATE: '2026-01-05T09:00:00Z'
}

/** Runs git in a folder and gives what it writes; rejects with git's own words. */
export async function runGit(
  folder: string,
  args: readonly string[],
  input: Readable = Readable.from([]),
  more: Readonly<Record<string, string>> = {}
): Promise<Buffer> {
  const child = spawn('git', args, { cwd: folder, env: { ...environment, ...more } })
  // Git does not wait for the rest of an input when it has its answer.
  pipeline(input, child.stdin).catch(() => undefined)
  const [output, errors] = await Promise.all([buffer(child.stdout), text(child.stderr), once(child, 'close')])
  if (child.exitCode !== 0) throw new Error(`git ${args.join(' ')}: ${errors}`)
  return output
}

/** Paths and texts. */
export type Files = Readonly<Record<string, string>>

/** Makes a bare repository, and gives the id of a tree of these files in it. */
export async function writeTree(folder: string, files: Files): Promise<string> {
  await mkdir(folder, { recursive: true })
  const git = async (args: readonly string[], input = '') =>
    (await runGit(folder, args, Readable.from([input]))).toString().trim()
  await git(['init', '--quiet', '--bare', '--initial-branch=main'])
  await git(['read-tree', '--empty'])
  for (const [file, content] of Object.entries(files)) {
    const blob = await git(['hash-object', '-w', '--stdin'], content)
    await git(['update-index', '--add', '--cacheinfo', `100644,${blob},${file}`])
  }
  return git(['write-tree'])
}

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
      return serviceError(404, 'GitRepositoryNotFoundException', message)
    }
    if (request.method !== 'GET' && request.method !== 'POST') return answerEmpty(405)
    const folder = made.get(repository.id) ?? seed(path.join(root, `${repository.id}.git`), repository.name)
    made.set(repository.id, folder)
    return askBackend(asked, await folder, below)
  }
}
