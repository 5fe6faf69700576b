// Builds Git's libsecret helper from the source that Debian ships, for the tour and the tests.
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.resolve(import.meta.dirname, '..')
const source = '/usr/share/doc/git/contrib/credential/libsecret'
const folder = path.join(root, 'out', 'tools')
const helper = path.join(folder, 'git-credential-libsecret')

/** Builds out/tools/git-credential-libsecret; does nothing where it is there. The program appears whole or not at all. */
export function buildLibsecretHelper() {
  if (existsSync(helper)) return helper
  const work = path.join(folder, `libsecret-${process.pid}`)
  mkdirSync(folder, { recursive: true })
  cpSync(source, work, { recursive: true })
  const made = spawnSync('make', ['-C', work], { encoding: 'utf8' })
  if (made.status !== 0) throw new Error(`Git's libsecret helper could not be built:\n${made.stderr}`)
  renameSync(path.join(work, 'git-credential-libsecret'), helper)
  rmSync(work, { recursive: true, force: true })
  return helper
}

if (process.argv[1] === fileURLToPath(import.meta.url)) buildLibsecretHelper()
