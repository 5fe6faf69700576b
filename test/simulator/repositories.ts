import { spawn } from 'node:child_process'
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { addressOf, isCollection, sameName } from './organizations.js'
import type { Organization, Project, Repository } from './organizations.js'

/** The repository that an address means; without a project, the one that is named like its project. */
export function findRepository(
  organization: Organization,
  projectName: string | null,
  repositoryName: string
): Repository | undefined {
  const project = organization.projects.find((one) => sameName(one.name, projectName ?? repositoryName))
  return project?.repositories.find((one) => sameName(one.name, repositoryName))
}

/** The address behind the copy button, with the organization as its user; a Server's has none. */
export function copyAddress(organization: Organization, project: Project, repository: Repository): string {
  const tail = `${encodeURIComponent(project.name)}/_git/${encodeURIComponent(repository.name)}`
  const user = isCollection(organization) ? '' : `${organization.name}@`
  return `${addressOf(organization).replace('https://', `https://${user}`)}/${tail}`
}

/** Git for the server's side: nothing of the person's settings, and nothing that could ask. */
export const serverEnvironment: Readonly<Record<string, string>> = {
  PATH: process.env.PATH ?? '/usr/bin:/bin',
  HOME: '/nonexistent',
  LANG: 'C.UTF-8',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_TERMINAL_PROMPT: '0'
}

const signature = {
  GIT_AUTHOR_NAME: 'Practice organization',
  GIT_AUTHOR_EMAIL: 'practice@contoso.example',
  GIT_AUTHOR_DATE: '2026-01-05T09:00:00Z',
  GIT_COMMITTER_NAME: 'Practice organization',
  GIT_COMMITTER_EMAIL: 'practice@contoso.example',
  GIT_COMMITTER_DATE: '2026-01-05T09:00:00Z'
}

function git(folder: string, args: readonly string[], input = ''): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', args, { cwd: folder, env: { ...serverEnvironment, ...signature } })
    let output = ''
    let errors = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text))
    child.on('error', reject)
    child.on('close', (code) =>
      code === 0 ? resolve(output.trim()) : reject(new Error(`git ${args.join(' ')}: ${errors}`))
    )
    // Most of these commands end without reading.
    child.stdin.on('error', () => undefined)
    child.stdin.end(input)
  })
}

async function seed(folder: string, repository: Repository): Promise<void> {
  await mkdir(folder, { recursive: true })
  await git(folder, ['init', '--quiet', '--bare', '--initial-branch=main'])
  await git(folder, ['config', 'http.receivepack', 'true'])
  const blob = await git(folder, ['hash-object', '-w', '--stdin'], `# ${repository.name}\n`)
  const tree = await git(folder, ['mktree'], `100644 blob ${blob}\tREADME.md\n`)
  const commit = await git(folder, ['commit-tree', tree, '-m', 'Begin'])
  await git(folder, ['update-ref', 'refs/heads/main', commit])
}

/** Where a repository is on the disk: made when it is first asked for, with one commit on `main`. */
export function createRepositoryFolders(root: string): (repository: Repository) => Promise<string> {
  const made = new Map<string, Promise<string>>()
  return ({ id, name }) => {
    const folder = path.join(root, `${id}.git`)
    const ready = made.get(id) ?? seed(folder, { id, name }).then(() => folder)
    made.set(id, ready)
    return ready
  }
}
