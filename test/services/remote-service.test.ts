import { beforeEach, describe, expect, it } from 'vitest'
import { AppFailure } from '../../electron/domain/app-failure.js'
import { Secret } from '../../electron/domain/secret.js'
import { createAdoptService } from '../../electron/services/adopt-service.js'
import { createRemoteService } from '../../electron/services/remote-service.js'
import { createFakeGitRemotes } from '../fakes/git-remotes.js'
import { tokenText } from '../fakes/pat-api.js'
import { code, createTokenWorld, wish } from './token-world.js'

const key = 'remote.origin.url'
let world: ReturnType<typeof createTokenWorld>
let remotes: ReturnType<typeof createFakeGitRemotes>
let chosen: string | null

const service = () => {
  const { services } = world
  const adopting = createAdoptService({ ...world, ...services })
  const chooseFolder = async () => chosen
  return createRemoteService({
    ...{ ...world, ...services },
    ...{ remotes, adopting, chooseFolder }
  })
}

beforeEach(() => {
  world = createTokenWorld()
  remotes = createFakeGitRemotes()
  chosen = '/home/ada/clone'
  const address = 'https://dev.azure.com/contoso/p/_git/r'
  remotes.found = [{ key, organization: 'contoso', address, token: new Secret(tokenText(7)) }]
  world.tokenCheck.accept(tokenText(7), 'ada@contoso.example', address)
})

describe('a token in the address of a remote', () => {
  it('is found only in the folder that the person chooses, and known by its keyed hash', async () => {
    const found = await service().look()
    expect(found?.found).toEqual([
      {
        ...{ kind: 'git-remote', file: '/home/ada/clone', entry: key, organization: 'contoso' },
        ...{ holds: { what: 'stranger' }, drifted: null }
      }
    ])
    expect(JSON.stringify(found)).not.toContain(tokenText(7))
    chosen = null
    expect(await service().look()).toBeNull()
    chosen = '/home/ada'
    await expect(service().look()).rejects.toMatchObject(code('no-repository'))
  })

  it('moves into the list and into Git, and out of the address', async () => {
    const all = service()
    await all.look()
    const tokenId = await all.moveOut(key)
    expect(world.services.keeper.record(tokenId)).toMatchObject({ name: 'Found in clone', inVault: true })
    expect(world.git.held.get('contoso')?.reveal()).toBe(tokenText(7))
    expect(remotes.found).toEqual([])
  })

  it('stays in the address where Git does not take it, and moves once the person has agreed', async () => {
    const all = service()
    await all.look()
    world.git.proof = new AppFailure('git-plain-text-helper')
    const refused = await all.moveOut(key).catch((error: unknown) => error)
    // The token itself is in the list by then, which is said.
    expect(refused).toMatchObject({
      ...code('git-plain-text-helper'),
      facts: { tokenId: world.index.all()[0]?.id }
    })
    expect(remotes.found).toHaveLength(1)
    world.git.proof = null
    await all.moveOut(key)
    expect(remotes.found).toEqual([])
    expect(world.index.all()).toHaveLength(1)
  })

  it('leaves Git the token that it has for the organization', async () => {
    world.tokenCheck.accept(tokenText(1), 'ada')
    const { tokenId } = await world.services.tokens.create(wish)
    await world.services.gitService.useForGit({ tokenId, allowPlainText: false, setUpHelper: false })
    const all = service()
    await all.look()
    await all.moveOut(key)
    expect(world.git.held.get('contoso')?.reveal()).toBe(tokenText(1))
    expect(remotes.found).toEqual([])
  })

  it('finds the token that Git has under other letters of its name under its own', async () => {
    const address = remotes.found[0]?.address
    world.tokenCheck.accept(tokenText(1), 'ada', address)
    const { tokenId } = await world.services.tokens.create({ ...wish, organization: 'Contoso' })
    world.services.keeper.change(tokenId, { git: { helper: 'libsecret', configured: [] } })
    world.git.held.set('Contoso', new Secret(tokenText(1)))
    const all = service()
    await all.look()
    await all.moveOut(key)
    expect([...world.git.held].map(([name, token]) => [name, token.reveal()])).toEqual([
      ['contoso', tokenText(1)]
    ])
    expect(remotes.found).toEqual([])
  })

  it('stays in the address where Git cannot read it without', async () => {
    const all = service()
    await all.look()
    const tokenId = await all.moveOut(key)
    remotes.found = [{ key, organization: 'contoso', address: 'https://x', token: new Secret(tokenText(7)) }]
    world.git.held.set('contoso', new Secret('theirs'))
    await expect(all.moveOut(key)).rejects.toMatchObject(code('entry-missing'))
    expect(remotes.found).toHaveLength(1)
    expect(world.services.keeper.record(tokenId).git).not.toBeNull()
  })

  it('is moved out of no folder that the person did not choose', async () => {
    await expect(service().moveOut(key)).rejects.toMatchObject(code('entry-missing'))
  })
})
