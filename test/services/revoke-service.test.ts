import { describe, expect, it } from 'vitest'
import { AppFailure } from '../../electron/domain/app-failure.js'
import { tokenText } from '../fakes/pat-api.js'
import { code, createCoreOnFakes, locked, recordOf, wish } from './core-on-fakes.js'

/** A token that Git uses. */
async function inUse() {
  const all = createCoreOnFakes()
  const { tokenId } = await all.call.createToken(wish)
  all.tokenCheck.accept(tokenText(1), 'ada', 'https://dev.azure.com/contoso/p/_git/r')
  await all.call.useForGit({ tokenId, allowPlainText: false, setUpHelper: false })
  const record = () => all.index.all().find(({ id }) => id === tokenId)
  return { ...all, tokenId, record }
}

const done = { state: 'done' }

describe('revoking', () => {
  it('revokes with the service, takes it from Git, and erases it from the keychain', async () => {
    const { call, tokenId, patApi, git, vault, record, core } = await inUse()
    expect(await call.revokeToken({ tokenId })).toEqual({ service: done, git: done, keychain: done })
    expect(patApi.tokens.get(tokenId)?.state).toBe('revoked')
    expect(git.held.size + vault.entries.size).toBe(0)
    expect(record()).toMatchObject({ git: null, inVault: false, revokeLeft: [] })
    expect(core.state.snapshot().tokens[0]).toMatchObject({
      state: 'revoked',
      kept: 'nowhere',
      revokeFailed: false
    })
  })

  it('says which part failed, remembers it, and tries that part alone the next time', async () => {
    const { call, tokenId, patApi, record, vault } = await inUse()
    patApi.failWith(new AppFailure('offline'))
    expect(await call.revokeToken({ tokenId })).toEqual({
      service: { state: 'failed', error: { code: 'offline', facts: {} } },
      git: done,
      keychain: done
    })
    expect(record()).toMatchObject({ revokeLeft: ['service'], revokedAt: null })
    expect(vault.entries.size).toBe(0)

    patApi.failWith(null)
    expect(await call.revokeToken({ tokenId })).toEqual({
      service: done,
      git: { state: 'not-needed' },
      keychain: { state: 'not-needed' }
    })
    expect(record()?.revokeLeft).toEqual([])
    const nothing = { state: 'not-needed' }
    expect(await call.revokeToken({ tokenId })).toEqual({ service: nothing, git: nothing, keychain: nothing })
  })

  it('keeps the value until Git is done with it', async () => {
    const { call, tokenId, git, vault, record } = await inUse()
    git.problem = new AppFailure('git-failed')
    const failed = { state: 'failed', error: { code: 'git-failed', facts: {} } }
    expect(await call.revokeToken({ tokenId })).toEqual({ service: done, git: failed, keychain: failed })
    expect(vault.entries.size).toBe(1)
    expect(record()?.revokeLeft).toEqual(['git', 'keychain'])
    git.problem = null
    expect(await call.revokeToken({ tokenId })).toEqual({
      service: { state: 'not-needed' },
      git: done,
      keychain: done
    })
    expect(git.held.size + vault.entries.size).toBe(0)
  })

  it('counts as done at Git when another token is there by now, and leaves that one', async () => {
    const { call, tokenId, git, patApi } = await inUse()
    const other = patApi.bearer
    git.held.set('contoso', other)
    expect(await call.revokeToken({ tokenId })).toMatchObject({ git: done })
    expect(git.held.get('contoso')).toBe(other)
  })

  it('reports a locked keychain and erases there later', async () => {
    const { call, vault, record, tokenId } = await inUse()
    vault.problem = locked()
    const report = await call.revokeToken({ tokenId })
    expect(report.service).toEqual(done)
    expect(report.git).toMatchObject({ state: 'failed', error: { code: 'vault-locked' } })
    expect(record()?.revokeLeft).toEqual(['git', 'keychain'])
    vault.problem = null
    await call.revokeToken({ tokenId })
    expect(vault.entries.size).toBe(0)
  })

  it('opens the page for a token that was made by hand, since no program may revoke it', async () => {
    const { call, clipboard, tokenCheck, browser, patApi, vault, core } = createCoreOnFakes()
    tokenCheck.accept(tokenText(7), 'ada')
    clipboard.text = tokenText(7)
    const { tokenId } = await call.pasteToken({ ...wish, validTo: null })
    expect(await call.revokeToken({ tokenId })).toEqual({
      service: { state: 'by-hand' },
      git: { state: 'not-needed' },
      keychain: done
    })
    expect(browser.opened).toEqual(['https://dev.azure.com/contoso/_usersSettings/tokens'])
    expect(patApi.tokens.size + vault.entries.size).toBe(0)
    // Whether the person did it is not known, so it is not called revoked.
    expect(core.state.snapshot().tokens[0]).toMatchObject({ state: 'active', revokeFailed: true })
    await call.forgetToken({ tokenId })
    expect(core.state.snapshot().tokens).toEqual([])
  })

  it('runs once when it is asked for twice', async () => {
    const { call, tokenId, patApi } = await inUse()
    let revokes = 0
    const { revoke } = patApi
    patApi.revoke = (...given) => {
      revokes += 1
      return revoke(...given)
    }
    const [, second] = await Promise.all([call.revokeToken({ tokenId }), call.revokeToken({ tokenId })])
    expect(revokes).toBe(1)
    expect(second.service).toEqual({ state: 'not-needed' })
  })
})

describe('taking a token off the list', () => {
  it('is refused while the token is good', async () => {
    const { call, tokenId, vault, index } = await inUse()
    await expect(call.forgetToken({ tokenId })).rejects.toMatchObject(code('invalid-input'))
    expect(vault.entries.size + index.all().length).toBe(2)
  })

  it('erases our copies first', async () => {
    const { call, tokenId, vault, git, clock, index } = await inUse()
    clock.jump(Date.parse('2027-02-01T00:00:00.000Z'))
    vault.problem = locked()
    await expect(call.forgetToken({ tokenId })).rejects.toMatchObject(code('vault-locked'))
    expect(index.all()).toHaveLength(1)
    vault.problem = null
    await call.forgetToken({ tokenId })
    expect(vault.entries.size + git.held.size + index.all().length).toBe(0)
  })

  it('goes through when Git is not there any more or the value is lost', async () => {
    const { call, index, git } = createCoreOnFakes()
    git.problem = new AppFailure('git-missing')
    index.save(
      recordOf({ validTo: '2026-11-01T00:00:00.000Z', git: { helper: 'libsecret', configured: [] } })
    )
    await call.forgetToken({ tokenId: recordOf().id })
    expect(index.all()).toEqual([])
  })
})
