import { describe, expect, it } from 'vitest'
import { AppFailure } from '../../electron/domain/app-failure.js'
import { Secret } from '../../electron/domain/secret.js'
import { tokenText } from '../fakes/pat-api.js'
import { recordOf } from '../fakes/token-record.js'
import type { FakeVault } from '../fakes/vault.js'
import { code, createTokenWorld, locked, settled, wish } from './token-world.js'

/** How many values the keychain has; what recognises them is none. */
const valuesIn = ({ entries }: FakeVault): number =>
  [...entries.keys()].filter((label) => label !== 'Fingerprints').length

/** A token that Git uses. */
async function inUse() {
  const all = createTokenWorld()
  const { tokenId } = await all.services.tokens.create(wish)
  all.tokenCheck.accept(tokenText(1), 'ada', 'https://dev.azure.com/contoso/p/_git/r')
  await all.services.gitService.useForGit({ tokenId, allowPlainText: false, setUpHelper: false })
  const record = () => all.index.all().find(({ id }) => id === tokenId)
  return { ...all, tokenId, record }
}

const done = { state: 'done' }
const noFiles = { files: { state: 'not-needed' } }

describe('revoking', () => {
  it('revokes with the service, takes it from Git, and erases it from the keychain', async () => {
    const { services, tokenId, patApi, git, vault, record, views } = await inUse()
    expect(await services.revoking.revoke(tokenId)).toEqual({
      ...noFiles,
      service: done,
      git: done,
      keychain: done
    })
    expect(patApi.tokens.get(tokenId)?.state).toBe('revoked')
    expect(git.held.size + valuesIn(vault)).toBe(0)
    expect(record()).toMatchObject({ git: null, inVault: false, revokeLeft: [] })
    expect(views()[0]).toMatchObject({
      state: 'revoked',
      kept: 'nowhere',
      revokeFailed: false
    })
  })

  it('says which part failed, remembers it, and tries that part alone the next time', async () => {
    const { services, tokenId, patApi, record, vault } = await inUse()
    patApi.failWith(new AppFailure('offline'))
    expect(await services.revoking.revoke(tokenId)).toEqual({
      ...noFiles,
      service: { state: 'failed', error: { code: 'offline', facts: {} } },
      git: done,
      keychain: done
    })
    expect(record()).toMatchObject({ revokeLeft: ['service'], revokedAt: null })
    expect(valuesIn(vault)).toBe(0)

    patApi.failWith(null)
    expect(await services.revoking.revoke(tokenId)).toEqual({
      ...noFiles,
      service: done,
      git: { state: 'not-needed' },
      keychain: { state: 'not-needed' }
    })
    expect(record()?.revokeLeft).toEqual([])
    const nothing = { state: 'not-needed' }
    expect(await services.revoking.revoke(tokenId)).toEqual({
      ...noFiles,
      service: nothing,
      git: nothing,
      keychain: nothing
    })
  })

  it('erases a value that reached the keychain without the record’s knowledge', async () => {
    const { services, index, vault } = createTokenWorld()
    const lost = recordOf()
    index.save(lost)
    await vault.put(lost, new Secret('lost'))
    expect(await services.revoking.revoke(lost.id)).toMatchObject({ keychain: done })
    expect(vault.entries.size).toBe(0)
  })

  it('asks no keychain about a token that was made elsewhere, and forgives one that is not there', async () => {
    const { services, index, vault, patApi } = createTokenWorld()
    vault.problem = new AppFailure('no-protected-store')
    index.save(recordOf({ origin: 'elsewhere' }))
    index.save(recordOf({ id: 'ours' }))
    patApi.revoke = () => Promise.resolve()
    const nothing = { state: 'not-needed' }
    expect(await services.revoking.revoke(recordOf().id)).toMatchObject({ keychain: nothing })
    expect(await services.revoking.revoke('ours')).toMatchObject({ keychain: done })
  })

  it('takes it out of the files of other tools; the value stays until that is done', async () => {
    const { services, tokenId, files, record, vault } = await inUse()
    const entry = '//pkgs.dev.azure.com/contoso/_packaging/shop/npm/'
    await services.uses.useAt(tokenId, { kind: 'npmrc', file: files[0].file, entry })
    const error = { code: 'file-not-written', facts: {} }
    files[0].failWith(new AppFailure('file-not-written'))
    expect(await services.revoking.revoke(tokenId)).toEqual({
      ...{ service: done, git: done },
      ...{ files: { state: 'failed', error }, keychain: { state: 'failed', error } }
    })
    expect(record()?.revokeLeft).toEqual(['files', 'keychain'])
    expect(vault.entries.size).toBeGreaterThan(1)
    files[0].failWith(null)
    expect(await services.revoking.revoke(tokenId)).toMatchObject({ files: done, keychain: done })
    expect(files[0].entries.size).toBe(0)
    expect(record()).toMatchObject({ uses: [], revokeLeft: [], inVault: false })
  })

  it('keeps the value until Git is done with it', async () => {
    const { services, tokenId, git, vault, record } = await inUse()
    git.problem = new AppFailure('git-failed')
    const failed = { state: 'failed', error: { code: 'git-failed', facts: {} } }
    expect(await services.revoking.revoke(tokenId)).toEqual({
      ...noFiles,
      service: done,
      git: failed,
      keychain: failed
    })
    expect(valuesIn(vault)).toBe(1)
    expect(record()?.revokeLeft).toEqual(['git', 'keychain'])
    git.problem = null
    expect(await services.revoking.revoke(tokenId)).toEqual({
      ...noFiles,
      service: { state: 'not-needed' },
      git: done,
      keychain: done
    })
    expect(git.held.size + valuesIn(vault)).toBe(0)
  })

  it('counts as done at Git when another token is there by now, and leaves that one', async () => {
    const { services, tokenId, git, patApi } = await inUse()
    const other = patApi.bearer
    git.held.set('contoso', other)
    expect(await services.revoking.revoke(tokenId)).toMatchObject({ git: done })
    expect(git.held.get('contoso')).toBe(other)
  })

  it('reports a locked keychain and erases there later', async () => {
    const { services, vault, record, tokenId } = await inUse()
    vault.problem = locked()
    const report = await services.revoking.revoke(tokenId)
    expect(report.service).toEqual(done)
    expect(report.git).toMatchObject({ state: 'failed', error: { code: 'vault-locked' } })
    expect(record()?.revokeLeft).toEqual(['git', 'keychain'])
    vault.problem = null
    await services.revoking.revoke(tokenId)
    expect(valuesIn(vault)).toBe(0)
  })

  it('opens the page for a token that was made by hand, since no program may revoke it', async () => {
    const { services, clipboard, tokenCheck, browser, patApi, vault, views } = createTokenWorld()
    tokenCheck.accept(tokenText(7), 'ada')
    clipboard.text = tokenText(7)
    const { tokenId } = await services.tokens.paste({ ...wish, validTo: null, anyway: false })
    expect(await services.revoking.revoke(tokenId)).toEqual({
      ...noFiles,
      service: { state: 'by-hand' },
      git: { state: 'not-needed' },
      keychain: done
    })
    expect(browser.opened).toEqual(['https://dev.azure.com/contoso/_usersSettings/tokens'])
    expect(patApi.tokens.size + vault.entries.size).toBe(0)
    // Whether the person did it is not known, so it is not called revoked.
    expect(views()[0]).toMatchObject({ state: 'active', revokeFailed: true })
    await services.revoking.forget(tokenId)
    expect(views()).toEqual([])
  })

  it('goes by hand for a token of a Server, which has no such API', async () => {
    const { services, index, browser, bearers } = createTokenWorld()
    const organization = 'https://tfs.contoso.example/tfs/DefaultCollection'
    index.save(recordOf({ origin: 'assisted', organization }))
    expect(await services.revoking.revoke(recordOf().id)).toMatchObject({ service: { state: 'by-hand' } })
    expect(browser.opened).toEqual([`${organization}/_usersSettings/tokens`])
    expect(bearers.asked).toEqual([])
  })

  it.each([
    ['made by a create without an answer', recordOf({ stray: true })],
    ['only seen in the list of the service', recordOf({ origin: 'elsewhere', allOrganizations: true })]
  ])('goes through the API for a token that was %s', async (_how, record) => {
    const { services, index, patApi, views } = createTokenWorld()
    index.save(record)
    const { id: authorizationId, name, scopes, allOrganizations } = record
    const times = { validFrom: 0, validTo: Date.parse('2027-01-20T12:00:00.000Z') }
    patApi.tokens.set(authorizationId, {
      ...{ authorizationId, name, scopes, allOrganizations, ...times, state: 'active' }
    })
    const nothing = { state: 'not-needed' }
    expect(await services.revoking.revoke(record.id)).toEqual({
      ...noFiles,
      service: done,
      git: nothing,
      keychain: nothing
    })
    expect(patApi.tokens.get(record.id)?.state).toBe('revoked')
    expect(views()).toEqual([expect.objectContaining({ state: 'revoked', kept: 'nowhere' })])
  })

  it('is tried again where the connection broke, since a second revoke does no harm', async () => {
    const { services, tokenId, patApi, clock } = await inUse()
    patApi.failWith(new AppFailure('offline', { obstacle: 'interrupted' }))
    const revoking = services.revoking.revoke(tokenId)
    await settled()
    patApi.failWith(null)
    clock.advance(1000)
    expect(await revoking).toMatchObject({ service: done })
  })

  it('ends for good that the token renews itself, also where it fails', async () => {
    const { services, tokenId, patApi, record } = await inUse()
    services.keeper.change(tokenId, { autoRenew: true })
    patApi.failWith(new AppFailure('offline'))
    await services.revoking.revoke(tokenId)
    expect(record()).toMatchObject({ autoRenew: false, revokeLeft: ['service'] })
  })

  it.each([
    ['the service', ['service', 'git', 'files', 'keychain']],
    ['Git', ['git', 'files', 'keychain']],
    ['the files', ['files', 'keychain']],
    ['the keychain', ['keychain']]
  ] as const)(
    'that is killed at %s goes on after a start, once the keychain is open',
    async (where, left) => {
      const world = await inUse()
      const { services, tokenId, patApi, git, files, vault, record, restart } = world
      const entry = '//pkgs.dev.azure.com/contoso/_packaging/shop/npm/'
      await services.uses.useAt(tokenId, { kind: 'npmrc', file: files[0].file, entry })
      const never = (): Promise<never> => new Promise(() => undefined)
      const before = [patApi.revoke, git.erase, files[0].erase, vault.delete] as const
      if (where === 'the service') patApi.revoke = never
      if (where === 'Git') git.erase = never
      if (where === 'the files') files[0].erase = never
      if (where === 'the keychain') vault.delete = never
      void services.revoking.revoke(tokenId)
      await settled()
      expect(record()?.revokeLeft).toEqual(left)
      ;[patApi.revoke, git.erase, files[0].erase, vault.delete] = before
      vault.problem = locked()
      const { revoking } = restart()
      await revoking.retryLeft()
      const local = left.filter((part) => part !== 'service')
      expect(record()?.revokeLeft).toEqual(local)
      expect(patApi.tokens.get(tokenId)?.state).toBe('revoked')
      vault.problem = null
      await revoking.retryLeft()
      expect(record()?.revokeLeft).toEqual(local)
      world.clock.advance(3_600_000)
      await revoking.retryLeft()
      expect(record()).toMatchObject({ git: null, uses: [], inVault: false, revokeLeft: [] })
      expect(git.held.size + files[0].entries.size).toBe(0)
    }
  )

  it('of a token made by hand is never taken to its page by itself', async () => {
    const { services, index, browser, clock } = createTokenWorld()
    index.save(recordOf({ origin: 'assisted', revokeLeft: ['service', 'git', 'files', 'keychain'] }))
    await services.revoking.retryLeft()
    clock.advance(3_600_000)
    await services.revoking.retryLeft()
    expect(browser.opened).toEqual([])
    expect(index.all()[0]?.revokeLeft).toEqual(['service'])
  })

  it('runs once when it is asked for twice', async () => {
    const { services, tokenId, patApi } = await inUse()
    let revokes = 0
    const { revoke } = patApi
    patApi.revoke = (...given) => {
      revokes += 1
      return revoke(...given)
    }
    const [, second] = await Promise.all([
      services.revoking.revoke(tokenId),
      services.revoking.revoke(tokenId)
    ])
    expect(revokes).toBe(1)
    expect(second.service).toEqual({ state: 'not-needed' })
  })
})

describe('taking a token off the list', () => {
  it('is refused while the token is good', async () => {
    const { services, tokenId, vault, index } = await inUse()
    await expect(services.revoking.forget(tokenId)).rejects.toMatchObject(code('invalid-input'))
    expect(valuesIn(vault) + index.all().length).toBe(2)
  })

  it('erases our copies first', async () => {
    const { services, tokenId, vault, git, clock, index } = await inUse()
    clock.jump(Date.parse('2027-02-01T00:00:00.000Z'))
    vault.problem = locked()
    await expect(services.revoking.forget(tokenId)).rejects.toMatchObject(code('vault-locked'))
    expect(index.all()).toHaveLength(1)
    vault.problem = null
    await services.revoking.forget(tokenId)
    expect(valuesIn(vault) + git.held.size + index.all().length).toBe(0)
  })

  it('goes through when Git is not there any more or the value is lost', async () => {
    const { services, index, git } = createTokenWorld()
    git.problem = new AppFailure('git-missing')
    index.save(
      recordOf({ validTo: '2026-11-01T00:00:00.000Z', git: { helper: 'libsecret', configured: [] } })
    )
    await services.revoking.forget(recordOf().id)
    expect(index.all()).toEqual([])
  })
})
