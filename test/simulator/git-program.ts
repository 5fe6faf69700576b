import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { buffer, text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'

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
