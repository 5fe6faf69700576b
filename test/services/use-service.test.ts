import { beforeEach, describe, expect, it } from 'vitest'
import { AppFailure } from '../../electron/domain/app-failure.js'
import { Secret } from '../../electron/domain/secret.js'
import { recordOf } from '../fakes/token-record.js'
import { tokenText } from '../fakes/pat-api.js'
import { code, createTokenWorld, settled } from './token-world.js'

const entry = '//pkgs.dev.azure.com/contoso/_packaging/shop/npm/'
const [old, fresh] = [new Secret(tokenText(1)), new Secret(tokenText(2))]

let world: ReturnType<typeof createTokenWorld>
const file = () => world.files[0]
const npmrc = () => ({ kind: 'npmrc' as const, file: file().file, entry })
const uses = () => world.services.uses
const usesOf = (id: string) => world.services.keeper.record(id).uses

beforeEach(async () => {
  world = createTokenWorld()
  for (const number of [1, 2]) {
    world.tokenCheck.accept(tokenText(number), 'ada', 'https://dev.azure.com/contoso/p/_git/r')
  }
  for (const [id, value] of [
    ['old', old],
    ['new', fresh]
  ] as const) {
    world.services.keeper.take(recordOf({ id, name: id }), value)
    await world.services.keeper.store(id)
  }
})

describe('writing a token to a file', () => {
  it('writes and proves it, and remembers the place', async () => {
    expect(await uses().places('old')).toEqual([{ ...npmrc(), now: 'nothing' }])
    expect(await uses().useAt('old', npmrc())).toEqual({ asked: 'GET pkgs.dev.azure.com' })
    expect(file().entries.get(entry)?.equals(old)).toBe(true)
    expect(usesOf('old')).toMatchObject([npmrc()])
    expect(await uses().places('old')).toMatchObject([{ now: 'this' }])
    expect(await uses().places('new')).toMatchObject([{ now: 'another' }])
  })

  it('takes back what fails its proof: what was there before is there again', async () => {
    file().onlyTakes(old)
    await expect(uses().useAt('new', npmrc())).rejects.toMatchObject(code('use-proof-failed'))
    expect(file().entries.size).toBe(0)
    await uses().useAt('old', npmrc())
    await expect(uses().useAt('new', npmrc())).rejects.toMatchObject(code('use-proof-failed'))
    expect(file().entries.get(entry)?.equals(old)).toBe(true)
    expect(usesOf('new')).toEqual([])
    expect(usesOf('old')).toHaveLength(1)
  })

  it('brings back a credential of another kind that it replaced, where the proof fails', async () => {
    file().others.add(entry)
    file().onlyTakes(fresh)
    expect(await uses().places('old')).toMatchObject([{ now: 'other-kind' }])
    await expect(uses().useAt('old', npmrc())).rejects.toMatchObject(code('use-proof-failed'))
    expect([file().others.has(entry), file().entries.size]).toEqual([true, 0])
    expect(usesOf('old')).toEqual([])
  })

  it('is known from before the write on: what a crash in the midst leaves is found and taken out', async () => {
    file().holdProofs()
    void uses().useAt('old', npmrc())
    await settled()
    expect(file().entries.get(entry)?.equals(old)).toBe(true)
    const restarted = world.restart()
    await restarted.keeper.erase('old')
    await restarted.uses.removeFromFiles('old')
    expect(file().entries.size).toBe(0)
  })

  it('stays known where it cannot be taken back', async () => {
    const release = file().holdProofs()
    const writing = uses().useAt('old', npmrc())
    await settled()
    file().failWith(new AppFailure('file-not-written'))
    file().onlyTakes(fresh)
    release()
    await expect(writing).rejects.toMatchObject(code('file-not-written'))
    expect(usesOf('old')).toHaveLength(1)
  })

  it('takes the place from the token that had it', async () => {
    await uses().useAt('old', npmrc())
    await uses().useAt('new', npmrc())
    expect([usesOf('old'), usesOf('new')]).toMatchObject([[], [npmrc()]])
  })

  it('writes nowhere but to the places that it named itself', async () => {
    const elsewhere = { ...npmrc(), file: '/etc/passwd' }
    await expect(uses().useAt('old', elsewhere)).rejects.toMatchObject(code('invalid-input'))
    const other = { ...npmrc(), entry: '//registry.example.invalid/' }
    await expect(uses().useAt('old', other)).rejects.toMatchObject(code('invalid-input'))
    expect(file().entries.size).toBe(0)
  })

  it('writes no token that is over', async () => {
    world.services.keeper.change('old', { revokedAt: '2026-11-20T00:00:00.000Z' })
    await expect(uses().useAt('old', npmrc())).rejects.toMatchObject(code('token-not-accepted'))
  })
})

describe('taking a token out of a place', () => {
  it('erases it where it still is, and leaves what another hand put there', async () => {
    await uses().useAt('old', npmrc())
    const [use] = usesOf('old')
    await uses().remove('old', use?.id ?? '')
    expect(file().entries.size).toBe(0)
    expect(usesOf('old')).toEqual([])
    await uses().useAt('old', npmrc())
    file().entries.set(entry, new Secret('theirs'))
    await uses().remove('old', usesOf('old')[0]?.id ?? '')
    expect(file().entries.get(entry)?.reveal()).toBe('theirs')
    expect(usesOf('old')).toEqual([])
  })

  it('knows it also when our own copy of the value is gone', async () => {
    await uses().useAt('old', npmrc())
    await world.services.keeper.erase('old')
    await uses().removeFromFiles('old')
    expect(file().entries.size).toBe(0)
  })

  it('keeps the place where that fails, and tells why', async () => {
    await uses().useAt('old', npmrc())
    file().failWith(new AppFailure('file-not-written'))
    await expect(uses().removeFromFiles('old')).rejects.toMatchObject(code('file-not-written'))
    expect(usesOf('old')).toHaveLength(1)
  })

  it('takes it out of Git, too', async () => {
    await world.services.gitService.useForGit({ tokenId: 'old', allowPlainText: false, setUpHelper: false })
    await uses().remove('old', 'git')
    expect(world.git.held.size).toBe(0)
    expect(world.services.keeper.record('old').git).toBeNull()
    await expect(uses().remove('old', 'git')).rejects.toMatchObject(code('entry-missing'))
  })

  it('forgets a place that nobody sees', async () => {
    uses().addManual('old', { name: 'Nightly build', link: '', note: '' })
    expect(usesOf('old')).toMatchObject([{ kind: 'manual', name: 'Nightly build' }])
    await uses().remove('old', usesOf('old')[0]?.id ?? '')
    expect(usesOf('old')).toEqual([])
  })
})

describe('a value that was removed from the keychain by another hand', () => {
  it('keeps no other token from being found, moved or taken out', async () => {
    world.services.keeper.take(recordOf({ id: 'lost', label: 'lost' }), new Secret('lost'))
    await world.services.keeper.store('lost')
    await uses().useAt('old', npmrc())
    world.vault.entries.delete('lost')
    expect((await uses().find()).found).toMatchObject([{ holds: { what: 'token', tokenId: 'old' } }])
    const id = usesOf('old')[0]?.id ?? ''
    await uses().move(id, 'old', 'new')
    uses().settle(id, 'old', 'new')
    await uses().remove('new', id)
    expect(file().entries.size).toBe(0)
  })
})

describe('the key of the fingerprints, when the keychain lost it', () => {
  it('is made anew, and what was known by it is known again from the values', async () => {
    await uses().useAt('old', npmrc())
    world.vault.entries.delete('Fingerprints')
    const restarted = world.restart()
    expect((await restarted.uses.find()).found).toMatchObject([{ drifted: null }])
    await restarted.uses.removeFromFiles('old')
    expect(file().entries.size).toBe(0)
  })

  it('lets nothing pass for taken out that nobody can recognise any more', async () => {
    await uses().useAt('old', npmrc())
    world.vault.entries.clear()
    const restarted = world.restart()
    const refusal = { code: 'vault-missing', facts: { file: file().file } }
    await expect(restarted.uses.removeFromFiles('old')).rejects.toMatchObject(refusal)
    expect([file().entries.size, usesOf('old').length]).toEqual([1, 1])
    file().entries.clear()
    await restarted.uses.removeFromFiles('old')
    expect(usesOf('old')).toEqual([])
  })

  it('is missed by no place that has another token of ours', async () => {
    await uses().useAt('old', npmrc())
    file().entries.set(entry, fresh)
    world.vault.entries.delete('Fingerprints')
    world.vault.entries.delete(world.services.keeper.record('old').label)
    await world.restart().uses.removeFromFiles('old')
    expect([file().entries.size, usesOf('old').length]).toEqual([1, 0])
  })
})

describe('looking where tokens are', () => {
  it('knows ours by a keyed hash, and says what is a stranger', async () => {
    await uses().useAt('old', npmrc())
    file().entries.set('//pkgs.dev.azure.com/contoso/_packaging/other/npm/', new Secret('theirs'))
    const { found, unreadable, looked } = await uses().find()
    expect(found.map(({ holds, drifted }) => [holds, drifted])).toEqual([
      [{ what: 'token', tokenId: 'old' }, null],
      [{ what: 'stranger' }, null]
    ])
    expect([unreadable, looked]).toEqual([[], [file().file, 'Git']])
  })

  it('sees that a place has another token than it should have', async () => {
    await uses().useAt('old', npmrc())
    file().entries.set(entry, fresh)
    expect((await uses().find()).found).toMatchObject([
      { holds: { what: 'token', tokenId: 'new' }, drifted: 'old' }
    ])
  })

  it('asks Git as well: whose token it has, and where that is not ours any more', async () => {
    await world.services.gitService.useForGit({ tokenId: 'old', allowPlainText: false, setUpHelper: false })
    const git = { kind: 'git', file: 'Git', entry: 'contoso', organization: 'contoso' }
    const look = async () => (await uses().find()).found
    expect(await look()).toEqual([{ ...git, holds: { what: 'token', tokenId: 'old' }, drifted: null }])
    world.git.held.set('contoso', new Secret('theirs'))
    expect(await look()).toEqual([{ ...git, holds: { what: 'stranger' }, drifted: 'old' }])
    world.git.held.clear()
    expect(await look()).toEqual([{ ...git, holds: { what: 'nothing' }, drifted: 'old' }])
    world.git.problem = new AppFailure('vault-no-answer')
    expect((await uses().find()).unreadable).toEqual([{ kind: 'git', file: 'Git', line: null }])
  })

  it('keeps no value: what is remembered of a token cannot be found out without the key', async () => {
    await uses().useAt('old', npmrc())
    const text = JSON.stringify(world.index.all())
    expect(text).not.toContain(tokenText(1))
    const { fingerprint } = world.services.keeper.record('old')
    expect(fingerprint).toBe(await world.services.fingerprints.of(old))
    await world.vault.delete({ label: 'Fingerprints' })
    expect(await world.restart().fingerprints.of(old)).not.toBe(fingerprint)
  })

  it('sees that a place of ours has no token any more, or no file', async () => {
    await uses().useAt('old', npmrc())
    file().entries.clear()
    expect((await uses().find()).found).toEqual([
      { ...npmrc(), organization: 'contoso', holds: { what: 'nothing' }, drifted: 'old' }
    ])
    file().others.add(entry)
    expect((await uses().find()).found).toMatchObject([{ holds: { what: 'nothing' }, drifted: 'old' }])
    file().failWith(new AppFailure('file-not-readable'))
    expect((await uses().find()).found).toEqual([])
  })

  it('sees nothing amiss in a place that belongs to two tokens while it is moved', async () => {
    await uses().useAt('old', npmrc())
    await uses().move(usesOf('old')[0]?.id ?? '', 'old', 'new')
    expect((await uses().find()).found).toMatchObject([
      { holds: { what: 'token', tokenId: 'new' }, drifted: null }
    ])
  })

  it('shows a file that it cannot read, with its line', async () => {
    file().failWith(new AppFailure('file-not-readable'))
    expect((await uses().find()).unreadable).toEqual([{ kind: 'npmrc', file: file().file, line: 3 }])
  })
})

describe('moving places from one token to another', () => {
  it('is done twice without harm, and belongs to both until it is settled', async () => {
    await uses().useAt('old', npmrc())
    const [use] = usesOf('old')
    const id = use?.id ?? ''
    expect(uses().usesOf(world.services.keeper.record('old'))).toEqual([{ useId: id, manual: false }])
    await uses().move(id, 'old', 'new')
    await uses().move(id, 'old', 'new')
    expect(file().entries.get(entry)?.equals(fresh)).toBe(true)
    expect([usesOf('old'), usesOf('new')]).toEqual([[use], [use]])
    await uses().prove(id, 'new')
    await expect(uses().prove(id, 'old')).rejects.toMatchObject(code('entry-missing'))
    uses().settle(id, 'old', 'new')
    uses().settle(id, 'old', 'new')
    expect([usesOf('old'), usesOf('new')]).toEqual([[], [use]])
  })

  it('goes back the same way', async () => {
    await uses().useAt('old', npmrc())
    const id = usesOf('old')[0]?.id ?? ''
    await uses().move(id, 'old', 'new')
    await uses().move(id, 'new', 'old')
    await uses().prove(id, 'old')
    uses().settle(id, 'new', 'old')
    expect([usesOf('old').length, usesOf('new').length]).toEqual([1, 0])
  })

  it.each([
    ['another token', new Secret('theirs'), 'entry-taken'],
    ['none', null, 'entry-missing']
  ])(
    'leaves %s as it is that another hand left there, until the person says otherwise',
    async (_, theirs, why) => {
      await uses().useAt('old', npmrc())
      const id = usesOf('old')[0]?.id ?? ''
      file().entries.clear()
      if (theirs !== null) file().entries.set(entry, theirs)
      await expect(uses().move(id, 'old', 'new')).rejects.toMatchObject(code(why))
      expect([...file().entries.values()]).toEqual(theirs === null ? [] : [theirs])
      expect(usesOf('new')).toEqual([])
      await uses().useAt('old', npmrc())
      await uses().move(usesOf('old')[0]?.id ?? '', 'old', 'new')
      expect(file().entries.get(entry)?.equals(fresh)).toBe(true)
    }
  )

  it('goes back also where it was interrupted right before or after the write', async () => {
    await uses().useAt('old', npmrc())
    const id = usesOf('old')[0]?.id ?? ''
    file().failWrites(1)
    await expect(uses().move(id, 'old', 'new')).rejects.toMatchObject(code('file-not-written'))
    await uses().move(id, 'old', 'old')
    file().entries.set(entry, fresh)
    await uses().move(id, 'old', 'old')
    expect(file().entries.get(entry)?.equals(old)).toBe(true)
  })

  it('a place that refuses the new value fails its proof', async () => {
    await uses().useAt('old', npmrc())
    const id = usesOf('old')[0]?.id ?? ''
    file().onlyTakes(old)
    await uses().move(id, 'old', 'new')
    await expect(uses().prove(id, 'new')).rejects.toMatchObject(code('use-proof-failed'))
  })

  it('hands over to Git what was set up for the token before', async () => {
    await world.services.gitService.useForGit({ tokenId: 'old', allowPlainText: false, setUpHelper: true })
    expect(uses().usesOf(world.services.keeper.record('old'))).toEqual([{ useId: 'git', manual: false }])
    await uses().move('git', 'old', 'new')
    await uses().prove('git', 'new')
    await expect(uses().prove('git', 'old')).rejects.toMatchObject(code('entry-missing'))
    uses().settle('git', 'old', 'new')
    expect(world.services.keeper.record('old').git).toBeNull()
    expect(world.services.keeper.record('new').git).toEqual({
      helper: 'libsecret',
      configured: ['credential.helper']
    })
    expect(world.git.held.get('contoso')?.equals(fresh)).toBe(true)
  })

  it('goes back in Git while both tokens have the place and the new one is in it', async () => {
    await world.services.gitService.useForGit({ tokenId: 'old', allowPlainText: false, setUpHelper: false })
    await uses().move('git', 'old', 'new')
    await uses().move('git', 'old', 'old')
    expect(world.git.held.get('contoso')?.equals(old)).toBe(true)
  })

  it('leaves another token in Git that another hand put there, on the way back, too', async () => {
    await world.services.gitService.useForGit({ tokenId: 'old', allowPlainText: false, setUpHelper: false })
    const theirs = new Secret('theirs')
    const isLeft = async (from: string, to: string) => {
      const before = world.index.all()
      world.git.held.set('contoso', theirs)
      const refusal = { code: 'entry-taken', facts: { file: 'Git' } }
      await expect(uses().move('git', from, to)).rejects.toMatchObject(refusal)
      expect(world.git.held.get('contoso')).toBe(theirs)
      expect(world.index.all()).toEqual(before)
    }
    await world.services.fingerprints.ownerOf(theirs)
    await isLeft('old', 'new')
    world.git.held.clear()
    await uses().move('git', 'old', 'new')
    expect(world.git.held.get('contoso')?.equals(fresh)).toBe(true)
    await isLeft('new', 'old')
  })

  it('a place that nobody sees is carried along', async () => {
    uses().addManual('old', { name: 'Nightly build', link: '', note: '' })
    const id = usesOf('old')[0]?.id ?? ''
    expect(uses().usesOf(world.services.keeper.record('old'))).toEqual([{ useId: id, manual: true }])
    await uses().move(id, 'old', 'new')
    await uses().prove(id, 'new')
    uses().settle(id, 'old', 'new')
    expect(usesOf('new')).toMatchObject([{ name: 'Nightly build' }])
  })
})
