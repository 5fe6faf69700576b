import { fullAccess } from './scopes.js'

export interface Task {
  readonly id: TaskId
  readonly name: string
  /** What it comes to, in three or four words. */
  readonly means: string
  /** The least that it needs; empty where the person chooses. */
  readonly scopes: readonly string[]
  /** A sensible life: reading 90 days, changing 30, everything 7. */
  readonly lifeDays: 7 | 30 | 90
  /** Where signing in is enough with Azure DevOps Services, how; null where it is not. Not so for a Server. */
  readonly instead: string | null
}

/** azure-devops.md 6.4: in its `oauth` mode it hands Git a sign-in, by default it makes a token by itself. */
const git =
  'On your own computer you may need none: Git Credential Manager lets you sign in when Git asks, and keeps what it needs.'
/** azure-devops.md 6.6, 6.7; the npm tool is microsoft/ado-npm-auth. */
const packages =
  'On your own computer you may need none: the Artifacts credential provider signs in for NuGet and pip, ado-npm-auth for npm.'
/** azure-devops.md 6.11: the login comes before any token. */
const azureCli = 'For the az devops commands you need none: after az login they use that sign-in.'
/** learn.microsoft.com/azure/devops/pipelines/agents/device-code-flow-agent-registration */
const agent = 'You may need none: with --auth AAD the agent lets you sign in with a code while it registers.'
/** azure-devops.md 6.11. Older guides ask for a token for all organizations; there are none any more (5.2). */
const vsce =
  'Tokens for all organizations, which older guides ask for, are over. vsce needs no token with --azure-credential: it uses your az login.'

/** The columns of `Task`; one scope is enough for each. */
const rows = [
  ['clone', 'Clone and fetch code', 'Reads code', 'vso.code', 90, git],
  ['push', 'Push code', 'Reads and changes code', 'vso.code_write', 30, git],
  ['restore-packages', 'Restore packages', 'Reads packages', 'vso.packaging', 90, packages],
  ['publish-packages', 'Publish packages', 'Reads and adds packages', 'vso.packaging_write', 30, packages],
  ['work-items', 'Work items', 'Reads and changes work items', 'vso.work_write', 30, azureCli],
  ['run-pipelines', 'Run pipelines', 'Reads and starts builds', 'vso.build_execute', 30, azureCli],
  // azure-devops.md 6.11. The token is used while the agent registers, and never after.
  ['register-agent', 'Register an agent', 'Manages agents', 'vso.agentpools_manage', 7, agent],
  ['publish-extension', 'Publish an extension', 'Manages Marketplace items', 'vso.gallery_manage', 30, vsce],
  ['everything', 'Everything', 'All that you can do', fullAccess, 7, null],
  ['by-hand', 'Choose scopes by hand', 'You pick them', null, 30, null]
] as const

export type TaskId = (typeof rows)[number][0]

/** What people need a token for, with the least scopes for it (azure-devops.md 2, notes). */
export const tasks: readonly Task[] = rows.map(([id, name, means, scope, lifeDays, instead]) => ({
  id,
  name,
  means,
  scopes: scope === null ? [] : [scope],
  lifeDays,
  instead
}))

/** The task with this id. */
export function taskOf(id: TaskId): Task {
  const task = tasks.find((one) => one.id === id)
  if (task === undefined) throw new RangeError(`no task ${id}`)
  return task
}

/** A name that says what the token is for and where it lives: `Push code · LAPTOP-7`. */
export function proposedName(id: TaskId, computer: string): string {
  return `${id === 'by-hand' ? 'Chosen scopes' : taskOf(id).name} · ${computer}`
}
