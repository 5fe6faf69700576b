import { describe, expect, it } from 'vitest'
import { lifeChoices } from '../../electron/shared/expiry.js'
import { reduceToHighest, scopeOf } from '../../electron/shared/scopes.js'
import { proposedName, taskOf, tasks } from '../../electron/shared/tasks.js'

describe('tasks', () => {
  it('ask for scopes that can be chosen, already reduced', () => {
    for (const task of tasks) {
      expect(reduceToHighest(task.scopes)).toEqual(task.scopes)
      for (const id of task.scopes) expect(scopeOf(id)?.offered).toBe(true)
    }
  })

  it.each([
    ['clone', 'vso.code'],
    ['push', 'vso.code_write'],
    ['restore-packages', 'vso.packaging'],
    ['publish-packages', 'vso.packaging_write'],
    ['work-items', 'vso.work_write'],
    ['run-pipelines', 'vso.build_execute'],
    ['register-agent', 'vso.agentpools_manage'],
    ['publish-extension', 'vso.gallery_manage'],
    ['everything', 'app_token']
  ] as const)('%s needs %s and no more', (id, scope) => {
    expect(taskOf(id).scopes).toEqual([scope])
  })

  it('live a choosable time, and what is dear to lose lives a month at most', () => {
    for (const task of tasks) {
      expect(lifeChoices).toContain(task.lifeDays)
      if (task.scopes.some((id) => scopeOf(id)?.highPrivilege)) expect(task.lifeDays).toBeLessThanOrEqual(30)
    }
  })

  it('say where signing in is enough, in a sentence or two', () => {
    const without = tasks.filter(({ instead }) => instead === null).map(({ id }) => id)
    expect(without).toEqual(['everything', 'by-hand'])
    for (const { instead } of tasks) if (instead !== null) expect(instead).toMatch(/^[A-Z].{30,150}\.$/)
  })

  it('propose a name from what it is for and where it lives', () => {
    expect(proposedName('push', 'LAPTOP-7')).toBe('Push code · LAPTOP-7')
    expect(proposedName('by-hand', 'LAPTOP-7')).toBe('Chosen scopes · LAPTOP-7')
  })
})
