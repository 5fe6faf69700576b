import { fullAccess } from './scopes.js'

export type TaskId =
  | 'clone'
  | 'push'
  | 'restore-packages'
  | 'publish-packages'
  | 'work-items'
  | 'run-pipelines'
  | 'register-agent'
  | 'publish-extension'
  | 'everything'
  | 'by-hand'

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
const gitSignsIn =
  'On your own computer you may need none: Git Credential Manager lets you sign in when Git asks, and keeps what it needs.'
/** azure-devops.md 6.6, 6.7; the npm tool is microsoft/ado-npm-auth. */
const packagesSignIn =
  'On your own computer you may need none: the Artifacts credential provider signs in for NuGet and pip, ado-npm-auth for npm.'
/** azure-devops.md 6.11: the login comes before any token. */
const azureCliSignsIn = 'For the az devops commands you need none: after az login they use that sign-in.'

/** What people need a token for, with the least scopes for it (azure-devops.md 2, notes). */
export const tasks: readonly Task[] = [
  {
    id: 'clone',
    name: 'Clone and fetch code',
    means: 'Reads code',
    scopes: ['vso.code'],
    lifeDays: 90,
    instead: gitSignsIn
  },
  {
    id: 'push',
    name: 'Push code',
    means: 'Reads and changes code',
    scopes: ['vso.code_write'],
    lifeDays: 30,
    instead: gitSignsIn
  },
  {
    id: 'restore-packages',
    name: 'Restore packages',
    means: 'Reads packages',
    scopes: ['vso.packaging'],
    lifeDays: 90,
    instead: packagesSignIn
  },
  {
    id: 'publish-packages',
    name: 'Publish packages',
    means: 'Reads and adds packages',
    scopes: ['vso.packaging_write'],
    lifeDays: 30,
    instead: packagesSignIn
  },
  {
    id: 'work-items',
    name: 'Work items',
    means: 'Reads and changes work items',
    scopes: ['vso.work_write'],
    lifeDays: 30,
    instead: azureCliSignsIn
  },
  {
    id: 'run-pipelines',
    name: 'Run pipelines',
    means: 'Reads and starts builds',
    scopes: ['vso.build_execute'],
    lifeDays: 30,
    instead: azureCliSignsIn
  },
  {
    // azure-devops.md 6.11. The token is used while the agent registers, and never after.
    id: 'register-agent',
    name: 'Register an agent',
    means: 'Manages agents',
    scopes: ['vso.agentpools_manage'],
    lifeDays: 7,
    // learn.microsoft.com/azure/devops/pipelines/agents/device-code-flow-agent-registration
    instead: 'You may need none: with --auth AAD the agent lets you sign in with a code while it registers.'
  },
  {
    // azure-devops.md 6.11. Older guides ask for a token for all organizations; there are none any more (5.2).
    id: 'publish-extension',
    name: 'Publish an extension',
    means: 'Manages Marketplace items',
    scopes: ['vso.gallery_manage'],
    lifeDays: 30,
    instead:
      'Tokens for all organizations, which older guides ask for, are over. vsce needs no token with --azure-credential: it uses your az login.'
  },
  {
    id: 'everything',
    name: 'Everything',
    means: 'All that you can do',
    scopes: [fullAccess],
    lifeDays: 7,
    instead: null
  },
  {
    id: 'by-hand',
    name: 'Choose scopes by hand',
    means: 'You pick them',
    scopes: [],
    lifeDays: 30,
    instead: null
  }
]

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
