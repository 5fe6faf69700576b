import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * A helper that keeps credentials as Git Credential Manager does (azure-devops.md 6.4): on dev.azure.com one for
 * each organization, taken from the path or else from the user name; on other hosts by address and user name.
 * With a file `gcm-signs-in` it binds accounts in place of keeping tokens, as its oauth mode does. What it was asked to do is in `calls`.
 */
const program = `
import { spawnSync } from 'node:child_process'
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
const binding = (name) => 'credential.azrepos:org/' + name + '.username'
const config = (...args) => spawnSync('git', ['config', '--global', ...args])
if (process.argv[2] === 'azure-repos') {
  if (process.argv[3] === 'unbind') config('--unset', binding(process.argv[4]))
  process.exit(0)
}
const [store, calls] = [process.env.HOME + '/gcm.json', process.env.HOME + '/gcm-calls']
const action = process.argv[2]
const fields = Object.fromEntries(readFileSync(0, 'utf8').split('\\n').filter(Boolean).map((line) => {
  const end = line.indexOf('=')
  return [line.slice(0, end), line.slice(end + 1)]
}))
const kept = existsSync(store) ? JSON.parse(readFileSync(store, 'utf8')) : {}
const organization = fields.path?.split('/')[0] || fields.username
const onAzure = fields.host === 'dev.azure.com'
if (onAzure && !organization) process.exit(1)
const name = onAzure ? 'git:https://dev.azure.com/' + organization : 'git:https://' + fields.host
const found = onAzure || !fields.username ? Object.keys(kept).find((key) => key.split(' ')[0] === name) : name + ' ' + fields.username
// What a managed machine's default does, without any setting.
if (existsSync(process.env.HOME + '/gcm-signs-in')) {
  if (action === 'store') config(binding(fields.username), fields.username)
  process.exit(0)
}
appendFileSync(calls, action + ' ' + name + '\\n')
if (action === 'get' && kept[found]) process.stdout.write('username=' + kept[found].username + '\\npassword=' + kept[found].password + '\\n')
if (action === 'store') {
  if (onAzure && found) delete kept[found]
  kept[name + ' ' + fields.username] = { username: fields.username, password: fields.password }
}
if (action === 'erase') delete kept[found]
writeFileSync(store, JSON.stringify(kept))
`

/** Puts it into `folder`, which belongs on PATH, as what `credential.helper=manager` runs. */
export function installPlayedCredentialManager(folder: string): void {
  mkdirSync(folder, { recursive: true })
  const script = join(folder, 'manager.mjs')
  writeFileSync(script, program)
  writeFileSync(
    join(folder, 'git-credential-manager'),
    `#!/bin/sh\nexec '${process.execPath}' '${script}' "$@"\n`,
    { mode: 0o755 }
  )
}
