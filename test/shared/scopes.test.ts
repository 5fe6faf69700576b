import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  consequence,
  fullAccess,
  lossWords,
  reduceToHighest,
  scopeOf,
  scopes,
  searchWords,
  shortWords,
  swallowedBy,
  withIncluded
} from '../../electron/shared/scopes.js'

const reference = path.resolve(import.meta.dirname, '../../../shared/azure-devops.md')

describe('the scope table', () => {
  it('has every id once, a category, a name and words for each', () => {
    expect(new Set(scopes.map((scope) => scope.id)).size).toBe(scopes.length)
    for (const scope of scopes) {
      expect(scope.id).toMatch(/^[a-z_.]+$/)
      expect(scope.name).not.toBe('')
      expect(scope.allows).toMatch(/^[a-z]/)
      expect(scope.category).not.toBe('')
    }
  })

  it('includes only scopes that it has, and no chain is a ring', () => {
    for (const scope of scopes) {
      if (scope.includes !== null) expect(scopeOf(scope.includes), scope.id).not.toBeNull()
      expect(withIncluded([scope.id]).length).toBeLessThan(8)
    }
  })

  it.runIf(existsSync(reference))(
    `agrees with the reference in ids, high privilege and chains${existsSync(reference) ? '' : ' (not run: reference not beside the project)'}`,
    () => {
      const rows = readFileSync(reference, 'utf8')
        .split('\n')
        .map((line) => line.split('|').map((cell) => cell.trim().replaceAll('`', '')))
        .filter((cells) => cells.length === 8 && /^(vso\.|user_imp)/.test(cells[2] ?? ''))
      expect(rows.length).toBeGreaterThan(70)
      for (const [, , id = '', , high, , includes] of rows) {
        expect(scopeOf(id), id).toMatchObject({
          highPrivilege: high === 'yes',
          includes: includes === '' ? null : includes
        })
      }
    }
  )
})

describe('swallowedBy', () => {
  it.each([
    ['vso.code', ['vso.work', 'vso.code_full'], 'vso.code_full'],
    ['vso.profile', ['vso.packaging'], 'vso.packaging'],
    ['vso.work', ['vso.code', fullAccess], fullAccess],
    ['vso.drop', [fullAccess], fullAccess],
    ['vso.code', ['vso.code'], null],
    ['vso.code_write', ['vso.code'], null],
    [fullAccess, [fullAccess], null]
  ])('%s with %j chosen is in %s', (id, chosen, by) => {
    expect(swallowedBy(id, chosen)).toBe(by)
  })
})

describe('reduceToHighest', () => {
  it.each([
    [['vso.code', 'vso.code_write'], ['vso.code_write']],
    [['vso.code_write', 'vso.profile', 'vso.hooks'], ['vso.code_write']],
    [
      ['vso.packaging', 'vso.code'],
      ['vso.code', 'vso.packaging']
    ],
    [['vso.work', 'vso.code', fullAccess], [fullAccess]],
    [
      ['vso.drop', 'vso.code', 'vso.code_full'],
      ['vso.code_full', 'vso.drop']
    ],
    [['vso.code', 'vso.code'], ['vso.code']],
    [[], []]
  ])('sends %j as %j', (chosen, sent) => {
    expect(reduceToHighest(chosen)).toEqual(sent)
  })

  it('loses nothing that was chosen', () => {
    for (const scope of scopes.filter((one) => one.id !== fullAccess)) {
      const chosen = [scope.id, 'vso.code', 'vso.build_execute', 'not.known']
      expect(withIncluded(reduceToHighest(chosen))).toEqual(expect.arrayContaining([...withIncluded(chosen)]))
    }
  })
})

describe('words for scopes', () => {
  it('says what a token can do in one sentence', () => {
    expect(consequence(['vso.code_write'], 'contoso')).toBe(
      'This token can read and change code in every repository of contoso that you can. Nothing else.'
    )
    expect(consequence(['vso.packaging', 'vso.work'], 'contoso')).toBe(
      'This token can read packages and read work items everywhere in contoso where you can. Nothing else.'
    )
    expect(consequence([fullAccess], 'contoso')).toContain('everything that you can do in contoso')
    expect(consequence([], 'contoso')).toBe('Choose at least one scope.')
  })

  it('shows an unknown scope by its id and keeps a long list short', () => {
    expect(consequence(['vso.drop'], 'contoso')).toContain('use vso.drop')
    const many = ['vso.code', 'vso.work', 'vso.wiki', 'vso.test', 'vso.build', 'vso.graph']
    expect(consequence(many, 'contoso')).toMatch(/and 3 more things everywhere/)
  })

  it('has a few words for a list', () => {
    expect(shortWords(['vso.code_write'])).toBe('Read and change code')
    expect(shortWords(['vso.code', 'vso.work', 'vso.wiki'])).toBe('Read code and 2 more')
    expect(shortWords([fullAccess])).toBe('Everything')
    expect(shortWords(['vso.drop'])).toBe('vso.drop')
  })

  it.each([
    ['git', 'vso.code_write'],
    ['npm', 'vso.packaging'],
    ['vsce', 'vso.gallery_manage'],
    ['register', 'vso.agentpools_manage'],
    ['backlog', 'vso.work'],
    ['everything', fullAccess],
    ['code_full', 'vso.code_full']
  ])('finds by what people say: %s leads to %s', (search, id) => {
    const found = scopes.filter((scope) => searchWords(scope).includes(search)).map((scope) => scope.id)
    expect(found).toContain(id)
    expect(found.length).toBeLessThan(15)
  })

  it.each([
    [['vso.code'], 'read code, and keep what was read even after you revoke it.'],
    [['vso.code_write'], 'put changes into your code, until it ends or you revoke it.'],
    [
      ['vso.wiki', 'vso.packaging_write', 'vso.build_execute'],
      'run your pipelines with all that they reach, publish packages that others trust and read the wiki, until it ends or you revoke it.'
    ],
    [
      ['vso.code_status'],
      'read and set the status of commits and pull requests, until it ends or you revoke it.'
    ],
    [['vso.drop'], 'use vso.drop, until it ends or you revoke it.'],
    [
      [fullAccess, 'vso.code'],
      'read, change and delete all that you can, and let others in, until it ends or you revoke it.'
    ]
  ])('says what it would cost to lose %j', (ids, end) => {
    expect(lossWords(ids, 'contoso')).toBe(`Whoever finds it is taken for you by contoso and can ${end}`)
  })

  it('counts on everything where nothing is known', () => {
    expect(lossWords([], 'contoso')).toContain('count on everything')
  })

  it('calls nothing a mere reading that changes something', () => {
    for (const scope of scopes.filter(({ id }) =>
      /_(write|manage|execute|full|status|acquire|publish|interact)/.test(id)
    )) {
      expect(lossWords([scope.id], 'contoso'), scope.id).toContain('until it ends')
    }
    for (const scope of scopes.filter(
      ({ id, highPrivilege }) => !/_/.test(id) && !highPrivilege && id !== 'vso.connected_server'
    )) {
      expect(lossWords([scope.id], 'contoso'), scope.id).toContain('keep what was read')
    }
  })
})
