import { fullAccess } from './scopes.js'

export type TaskId =
  | 'clone'
  | 'push'
  | 'restore-packages'
  | 'publish-packages'
  | 'work-items'
  | 'run-pipelines'
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
}

/** What people need a token for, with the least scopes for it (azure-devops.md 2, notes). */
export const tasks: readonly Task[] = [
  {
    id: 'clone',
    name: 'Clone and fetch code',
    means: 'Reads code',
    scopes: ['vso.code'],
    lifeDays: 90
  },
  {
    id: 'push',
    name: 'Push code',
    means: 'Reads and changes code',
    scopes: ['vso.code_write'],
    lifeDays: 30
  },
  {
    id: 'restore-packages',
    name: 'Restore packages',
    means: 'Reads packages',
    scopes: ['vso.packaging'],
    lifeDays: 90
  },
  {
    id: 'publish-packages',
    name: 'Publish packages',
    means: 'Reads and adds packages',
    scopes: ['vso.packaging_write'],
    lifeDays: 30
  },
  {
    id: 'work-items',
    name: 'Work items',
    means: 'Reads and changes work items',
    scopes: ['vso.work_write'],
    lifeDays: 30
  },
  {
    id: 'run-pipelines',
    name: 'Run pipelines',
    means: 'Reads and starts builds',
    scopes: ['vso.build_execute'],
    lifeDays: 30
  },
  {
    id: 'everything',
    name: 'Everything',
    means: 'All that you can do',
    scopes: [fullAccess],
    lifeDays: 7
  },
  { id: 'by-hand', name: 'Choose scopes by hand', means: 'You pick them', scopes: [], lifeDays: 30 }
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
