import { describe, expect, it } from 'vitest'
import { AppFailure } from '../../electron/domain/app-failure.js'
import { Secret } from '../../electron/domain/secret.js'
import { tokenText } from '../fakes/pat-api.js'
import { recordOf } from '../fakes/token-record.js'
import { code, createTokenWorld, wish } from './token-world.js'

const repository = 'https://dev.azure.com/contoso/p/_git/r'
const plain = { allowPlainText: false, setUpHelper: false }

async function made() {
  const all = createTokenWorld()
  all.tokenCheck.accept(tokenText(1), 'ada', repository)
  all.tokenCheck.accept(tokenText(2), 'ada')
  const { tokenId } = await all.services.tokens.create(wish)
  return { ...all, tokenId }
}

describe('handing a token to Git', () => {
  it('gives Git the token, its end, and a repository to prove with, and remembers where it is', async () => {
    const { services, git, tokenId, views, index } = await made()
    expect(await services.gitService.useForGit({ tokenId, allowPlainText: true, setUpHelper: true })).toEqual(
      {
        helper: 'libsecret',
        readRepository: repository
      }
    )
    expect(git.given[0]).toMatchObject({
      organization: 'contoso',
      validTo: Date.parse(wish.validTo),
      allowPlainText: true,
      setUpHelper: true,
      repository
    })
    expect(git.given[0]?.token.reveal()).toBe(tokenText(1))
    expect(views()[0]?.usedByGit).toBe(true)
    expect(index.all()[0]?.git).toEqual({ helper: 'libsecret', configured: ['credential.helper'] })
  })

  it('leaves half of the proof out where the organization shows no repository', async () => {
    const { services, git } = await made()
    const { tokenId } = await services.tokens.create({ ...wish, name: 'Second' })
    expect((await services.gitService.useForGit({ tokenId, ...plain })).readRepository).toBeNull()
    expect(git.given[0]?.repository).toBeNull()
  })

  it('takes the place of the token before, and what was set up for that one', async () => {
    const { services, views, tokenId, index } = await made()
    await services.gitService.useForGit({ tokenId, ...plain })
    const elsewhere = { helper: 'libsecret', configured: [] }
    index.save(recordOf({ organization: 'fabrikam', git: elsewhere }))
    const next = await services.tokens.create({ ...wish, name: 'Second' })
    await services.gitService.useForGit({ tokenId: next.tokenId, ...plain })
    expect(views().map(({ usedByGit }) => usedByGit)).toEqual([false, true, true])
    expect(index.all()[2]?.git?.configured).toEqual(['credential.helper'])
  })

  it('writes nothing with a token that cannot read code, or that was revoked', async () => {
    const { services, git, tokenId } = await made()
    const other = await services.tokens.create({ ...wish, organization: 'fabrikam', name: 'Packages' })
    await services.tokens.create({ ...wish, name: 'Third' })
    const third = await services.tokens.create({ ...wish, name: 'Fourth' })
    await expect(services.gitService.useForGit({ tokenId: third.tokenId, ...plain })).rejects.toMatchObject(
      code('token-not-accepted')
    )
    await services.revoking.revoke(other.tokenId)
    await expect(services.gitService.useForGit({ tokenId: other.tokenId, ...plain })).rejects.toMatchObject(
      code('token-not-accepted')
    )
    expect(git.given).toEqual([])
    expect(tokenId).not.toBe(third.tokenId)
  })

  it('passes on why Git did not take it, and marks nothing', async () => {
    const { services, git, tokenId, views } = await made()
    git.problem = new AppFailure('git-plain-text-helper')
    await expect(services.gitService.useForGit({ tokenId, ...plain })).rejects.toMatchObject(
      code('git-plain-text-helper')
    )
    expect(views()[0]?.usedByGit).toBe(false)
  })

  it('is known to be in Git when it was cut off in the midst, and revoking takes it out of there', async () => {
    const { git, restart, ...world } = await made()
    const { tokenId } = world
    git.proof = new Error('killed')
    await expect(world.services.gitService.useForGit({ tokenId, ...plain })).rejects.toThrow('killed')
    git.proof = null
    expect(git.held.get('contoso')?.reveal()).toBe(tokenText(1))
    const services = restart()
    expect(services.keeper.record(tokenId).git).toEqual({
      helper: 'libsecret',
      configured: ['credential.helper'],
      pending: true
    })
    expect((await services.revoking.revoke(tokenId)).git).toEqual({ state: 'done' })
    expect(git.held.size).toBe(0)
  })

  it('leaves the token before where it was when the next one is not taken', async () => {
    const { services, git, index, tokenId } = await made()
    await services.gitService.useForGit({ tokenId, ...plain })
    const next = await services.tokens.create({ ...wish, name: 'Second' })
    await services.fingerprints.take(next.tokenId)
    const before = index.all()
    git.proof = new AppFailure('git-proof-failed')
    await expect(services.gitService.useForGit({ tokenId: next.tokenId, ...plain })).rejects.toMatchObject(
      code('git-proof-failed')
    )
    expect(index.all()).toEqual(before)
  })

  describe('whose organization was written in other letters than in its addresses', () => {
    const typed = { ...wish, organization: 'Contoso' }

    it('is under the letters of its addresses from then on, for Git and for the app', async () => {
      const { services, git, record } = await typedByHand()
      await services.gitService.useForGit({ tokenId: record().id, ...plain })
      expect([...git.held.keys()]).toEqual(['contoso'])
      expect(record().organization).toBe('contoso')
      await services.gitService.prove(record())
      expect((await services.revoking.revoke(record().id)).git).toEqual({ state: 'done' })
      expect(git.held.size).toBe(0)
    })

    it('leaves nothing under the others where Git had it there', async () => {
      const { services, git, record } = await typedByHand()
      services.keeper.change(record().id, { git: { helper: 'libsecret', configured: [] } })
      git.held.set('Contoso', await services.keeper.secret(record().id))
      await services.gitService.useForGit({ tokenId: record().id, ...plain })
      expect([...git.held.keys()]).toEqual(['contoso'])
    })

    it('has it under the others as before where the hand-over fails', async () => {
      const { services, git, record } = await typedByHand()
      services.keeper.change(record().id, { git: { helper: 'libsecret', configured: [] } })
      git.held.set('Contoso', await services.keeper.secret(record().id))
      const before = record()
      git.proof = new AppFailure('git-proof-failed')
      const again = services.gitService.useForGit({ tokenId: record().id, ...plain })
      await expect(again).rejects.toMatchObject(code('git-proof-failed'))
      expect([...git.held.keys()]).toEqual(['Contoso'])
      expect(record()).toMatchObject({ organization: 'Contoso', git: before.git })
    })

    it('takes one out that Git had under the others', async () => {
      const { services, git, record } = await typedByHand()
      const mark = { helper: 'libsecret', configured: ['credential.x'] }
      services.keeper.change(record().id, { git: mark })
      git.held.set('Contoso', await services.keeper.secret(record().id))
      const next = await services.tokens.create(wish)
      await services.gitService.useForGit({ tokenId: next.tokenId, ...plain })
      expect([...git.held]).toEqual([['contoso', await services.keeper.secret(next.tokenId)]])
      expect(record().git).toBeNull()
      expect(services.keeper.record(next.tokenId).git?.configured).toContain('credential.x')
    })

    it('has one that cannot be taken out there still noted as in Git', async () => {
      const { services, git, record } = await typedByHand()
      services.keeper.change(record().id, { git: { helper: 'libsecret', configured: [] } })
      const next = await services.tokens.create(wish)
      git.erase = () => Promise.reject(new AppFailure('git-failed'))
      await services.gitService.useForGit({ tokenId: next.tokenId, ...plain })
      expect(record().git).not.toBeNull()
    })

    async function typedByHand() {
      const all = createTokenWorld()
      for (const number of [1, 2]) all.tokenCheck.accept(tokenText(number), 'ada', repository)
      const { tokenId } = await all.services.tokens.create(typed)
      return { ...all, record: () => all.services.keeper.record(tokenId) }
    }
  })

  it('cut off over another token, leaves what was set up to the one that came last', async () => {
    const { services, git, index, tokenId } = await made()
    await services.gitService.useForGit({ tokenId, ...plain })
    const next = await services.tokens.create({ ...wish, name: 'Second' })
    git.proof = new Error('killed')
    await expect(services.gitService.useForGit({ tokenId: next.tokenId, ...plain })).rejects.toThrow('killed')
    expect(index.all().map((record) => record.git?.configured)).toEqual([[], ['credential.helper']])
  })

  it('tells Git another end also without a keychain', async () => {
    const { services, git, vault } = createTokenWorld()
    vault.problem = new AppFailure('no-protected-store')
    services.keeper.take(recordOf({ id: 'held', inVault: false }), new Secret(tokenText(1)))
    services.keeper.change('held', { git: { helper: 'libsecret', configured: [] } })
    git.held.set('contoso', new Secret(tokenText(1)))
    const validTo = '2026-12-20T12:00:00.000Z'
    services.keeper.change('held', { validTo })
    await services.gitService.tellEnd('held')
    expect(git.given.at(-1)?.validTo).toBe(Date.parse(validTo))
  })

  it('tells beforehand how Git would take it', async () => {
    const { services, tokenId } = await made()
    expect(await services.gitService.plan(tokenId)).toEqual({
      kind: 'ready',
      helper: 'libsecret',
      withoutStore: false
    })
  })
})

describe('taking a token out of Git whose value the keychain lost', () => {
  async function lost() {
    const all = await made()
    const { services, tokenId, vault } = all
    await services.gitService.useForGit({ tokenId, ...plain })
    vault.entries.delete(services.keeper.record(tokenId).label)
    return { ...all, record: () => services.keeper.record(tokenId) }
  }

  it('recognises it there: revoking leaves nothing to do', async () => {
    const { services, git, tokenId, record } = await lost()
    const done = { state: 'done' }
    expect(await services.revoking.revoke(tokenId)).toMatchObject({
      service: done,
      git: done,
      keychain: done
    })
    expect([git.held.size, record().git, record().revokeLeft]).toEqual([0, null, []])
  })

  it('leaves another one there, and takes back what was set up for it', async () => {
    const { services, git, record } = await lost()
    const theirs = new Secret('theirs')
    git.held.set('contoso', theirs)
    const erased: unknown[][] = []
    Object.assign(git, { erase: async (...given: unknown[]) => void erased.push(given) })
    const { git: mark } = record()
    await services.gitService.takeOut(record())
    expect(erased).toEqual([['contoso', null, mark]])
    expect(record().git).toBeNull()
  })

  it('does not pass for done where it cannot be recognised, until Git has none', async () => {
    const { services, git, tokenId, record } = await lost()
    services.keeper.change(tokenId, { fingerprint: null })
    const refusal = { code: 'vault-missing', facts: { file: 'Git' } }
    await expect(services.gitService.takeOut(record())).rejects.toMatchObject(refusal)
    expect([git.held.size, record().git]).toEqual([1, expect.anything()])
    git.held.clear()
    await services.gitService.takeOut(record())
    expect(record().git).toBeNull()
  })
})
