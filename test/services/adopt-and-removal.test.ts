import { beforeEach, describe, expect, it } from 'vitest'
import { fillSnippet } from '../../electron/adapters/consumers/snippet-text.js'
import { AppFailure } from '../../electron/domain/app-failure.js'
import { newRotation } from '../../electron/domain/rotation.js'
import { Secret } from '../../electron/domain/secret.js'
import { createAdoptService } from '../../electron/services/adopt-service.js'
import { createRemovalService } from '../../electron/services/removal-service.js'
import { createSnippetService } from '../../electron/services/snippet-service.js'
import { tokenText } from '../fakes/pat-api.js'
import { createFakeRotationJournal } from '../fakes/rotation-journal.js'
import { createFakeSettings } from '../fakes/settings.js'
import { recordOf } from '../fakes/token-record.js'
import { createCoreOnFakes, wish } from './core-on-fakes.js'
import { ada, code, createTokenWorld, settled } from './token-world.js'

const entry = '//pkgs.dev.azure.com/contoso/_packaging/shop/npm/'
let world: ReturnType<typeof createTokenWorld>
const file = () => world.files[0]
const npmrc = () => ({ kind: 'npmrc' as const, file: file().file, entry })

beforeEach(() => {
  world = createTokenWorld()
})

describe('adopting a token that was found in a file', () => {
  const service = () => createAdoptService({ ...world, ...world.services })
  const adopt = () => service().adopt(npmrc())
  beforeEach(() => {
    file().entries.set(entry, new Secret(tokenText(7)))
    world.tokenCheck.accept(tokenText(7), 'ada@contoso.example')
  })

  const hers = { origin: 'elsewhere', account: 'ada@contoso.example' } as const

  it('makes it one of its own: which of the listed ones it is, the service does not tell', async () => {
    world.index.save(recordOf({ id: 'hers', ...hers }))
    const tokenId = await adopt()
    expect(world.services.keeper.record(tokenId)).toMatchObject({
      ...{ name: 'Found in .npmrc', organization: 'contoso', origin: 'assisted', validTo: null },
      ...{ account: 'ada@contoso.example', scopes: [], uses: [npmrc()], inVault: true }
    })
    expect(await adopt()).toBe(tokenId)
    expect(world.index.all()).toHaveLength(2)
    // By its id nothing else is revoked.
    await world.services.revoking.revoke(tokenId)
    expect(world.services.keeper.record('hers').revokedAt).toBeNull()
  })

  it('becomes the listed one once the person says so, with its value, places and Git, and no double', async () => {
    world.index.save(recordOf({ id: 'hers', ...hers, name: 'Nightly', scopes: ['vso.code'] }))
    const tokenId = await adopt()
    world.index.save(recordOf({ id: 'old', successor: tokenId, ...hers, inVault: true, fingerprint: 'x' }))
    const git = { helper: 'libsecret', configured: [] }
    world.services.keeper.change(tokenId, { git })
    service().confirm(tokenId, 'hers')
    expect(world.index.all().map(({ id }) => id)).toEqual(['hers', 'old'])
    expect(world.services.keeper.record('hers')).toMatchObject({
      ...{ name: 'Nightly', scopes: ['vso.code'], inVault: true, uses: [npmrc()], git }
    })
    expect((await world.services.keeper.secret('hers')).reveal()).toBe(tokenText(7))
    expect(world.services.keeper.record('old').successor).toBe('hers')
    expect(await adopt()).toBe('hers')
    await world.services.keeper.erase('hers')
    expect([...world.vault.entries.keys()]).toEqual(['Fingerprints'])
  })

  it('is one, however often the person presses while the service is asked', async () => {
    const { adopt } = service()
    const [first, second] = await Promise.all([adopt(npmrc()), adopt(npmrc())])
    expect(second).toBe(first)
    expect(world.index.all().map(({ uses }) => uses.length)).toEqual([1])
  })

  it('is not taken for a listed one when it is over itself', async () => {
    const tokenId = await adopt()
    world.index.save(recordOf({ id: 'other', ...hers }))
    world.index.save({ ...world.services.keeper.record(tokenId), validTo: '2026-11-01T00:00:00.000Z' })
    expect(() => {
      service().confirm(tokenId, 'other')
    }).toThrow(expect.objectContaining(code('invalid-input')) as Error)
  })

  it.each([
    ['of another account', { account: 'bob@contoso.example' }],
    ['of another organization', { organization: 'fabrikam' }],
    ['that has a value', { inVault: true }],
    ['that is over', { validTo: '2026-11-01T00:00:00.000Z' }],
    ['that nobody has', { stray: true }],
    ['that was pasted itself', { origin: 'assisted' }]
  ] as const)('is not taken for one %s', async (_which, some) => {
    const tokenId = await adopt()
    world.index.save(recordOf({ id: 'other', ...hers, ...some }))
    expect(() => {
      service().confirm(tokenId, 'other')
    }).toThrow(expect.objectContaining(code('invalid-input')) as Error)
    expect(world.index.all()).toHaveLength(2)
  })

  it('takes none that does not work, and none that is not there', async () => {
    file().entries.set(entry, new Secret(tokenText(8)))
    await expect(adopt()).rejects.toMatchObject(code('token-not-accepted'))
    file().entries.clear()
    await expect(adopt()).rejects.toMatchObject(code('entry-missing'))
    expect(world.index.all()).toEqual([])
  })
})

describe('adopting a token that was found in Git', () => {
  const adopt = (entry: string) =>
    createAdoptService({ ...world, ...world.services }).adopt({
      kind: 'git',
      file: 'Git',
      entry
    })
  beforeEach(() => {
    world.git.held.set('contoso', new Secret(tokenText(7)))
    world.tokenCheck.accept(tokenText(7), 'ada@contoso.example')
    world.index.save(
      recordOf({
        id: 'ours',
        inVault: true,
        fingerprint: 'known',
        git: { helper: 'libsecret', configured: ['credential.helper'] }
      })
    )
  })

  it('takes it for the one that Git has now, with what was set up for the one before', async () => {
    const tokenId = await adopt('contoso')
    expect(tokenId).not.toBe('ours')
    expect(world.services.keeper.record(tokenId).git).toEqual({
      helper: 'Git',
      configured: ['credential.helper']
    })
    expect(world.services.keeper.record('ours').git).toBeNull()
  })

  it('is at every moment known to be in Git', async () => {
    const { save } = world.index
    const known: boolean[] = []
    world.index.save = (...records) => {
      save(...records)
      known.push(world.index.all().some(({ git }) => git !== null))
    }
    await adopt('contoso')
    expect(known.length).toBeGreaterThan(2)
    expect(known).not.toContain(false)
  })

  it('asks for no organization that is not known', async () => {
    await expect(adopt('https://evil.example/x')).rejects.toMatchObject(code('invalid-input'))
  })
})

describe('removing everything that this app did', () => {
  const loginItems: boolean[] = []
  let signedOut = 0
  const settings = createFakeSettings({ launchAtLogin: true })
  const rotationJournal = createFakeRotationJournal()
  const removal = () =>
    createRemovalService({
      ...world,
      ...world.services,
      settings,
      rotationJournal,
      signIn: { accounts: () => Promise.resolve([{ id: '1', name: 'ada@contoso.example', tenant: 't' }]) },
      signOut: async () => {
        signedOut += 1
      },
      loginItem: { set: async (on) => void loginItems.push(on) }
    })

  beforeEach(async () => {
    file().entries.set('//theirs/', new Secret('theirs'))
    world.services.keeper.take(recordOf({ id: 'one' }), new Secret(tokenText(1)))
    await world.services.keeper.store('one')
    world.tokenCheck.accept(tokenText(1), 'ada', 'https://dev.azure.com/contoso/p/_git/r')
    await world.services.gitService.useForGit({ tokenId: 'one', allowPlainText: false, setUpHelper: false })
    await world.services.uses.useAt('one', npmrc())
  })

  it('says before what it will undo, undoes it, and nothing of ours is left', async () => {
    const list = await removal().list()
    expect(list.map(({ what, name }) => [what, name])).toEqual([
      ['file', file().file],
      ['git', 'Push code'],
      ['keychain', 'Push code'],
      ['sign-in', 'ada@contoso.example'],
      ['login-item', '']
    ])
    const done = list.map((item) => ({ ...item, kept: null }))
    expect(await removal().remove()).toEqual({ done, failed: [] })
    expect([...file().entries.keys()]).toEqual(['//theirs/'])
    expect([world.git.held.size, world.vault.entries.size, signedOut]).toEqual([0, 0, 1])
    expect(loginItems).toEqual([false])
    expect(world.services.keeper.record('one')).toMatchObject({
      ...{ uses: [], git: null, inVault: false, fingerprint: null }
    })
  })

  it('keeps what the person wrote since, without our token, and says where', async () => {
    file().entries.set('//more/', new Secret('theirs, too'))
    const left: string[][] = []
    const { restore } = file()
    Object.assign(file(), {
      restore: (name: string) => {
        left.push([...file().entries.keys()])
        return restore(name)
      }
    })
    const { done } = await removal().remove()
    expect(done[0]).toMatchObject({ what: 'file', kept: `${file().file}.token-tray-kept` })
    expect(left).toEqual([['//theirs/', '//more/']])
  })

  it('asks also for the files of places that the environment names no more', async () => {
    const asked: (readonly string[])[] = []
    Object.assign(file(), {
      changed: async (recorded: readonly string[]) => (asked.push(recorded), recorded)
    })
    const elsewhere = { ...npmrc(), id: 'u', file: '/home/ada/old/.npmrc' }
    world.services.keeper.change('one', { uses: [elsewhere] })
    expect((await removal().list())[0]).toMatchObject({ what: 'file', name: elsewhere.file })
    expect(asked).toEqual([[elsewhere.file]])
  })

  it('takes a value that no record knew of out of the keychain, too', async () => {
    const lost = recordOf({ id: 'lost', name: 'Lost', label: 'lost' })
    world.index.save(lost)
    await world.vault.put(lost, new Secret('lost'))
    expect((await removal().list()).map(({ name }) => name)).toContain('Lost')
    await removal().remove()
    expect(world.vault.entries.size).toBe(0)
  })

  it('what fails is told, stays, and is done the next time; a value stays as long as Git has it', async () => {
    world.git.problem = new AppFailure('vault-locked')
    const { failed } = await removal().remove()
    expect(failed.map(({ item, error }) => [item.what, error.code])).toEqual([
      ['git', 'vault-locked'],
      ['keychain', 'git-failed']
    ])
    expect(world.services.keeper.record('one')).toMatchObject({ inVault: true })
    world.git.problem = null
    expect((await removal().list()).map(({ what }) => what)).toEqual(['git', 'keychain', 'sign-in'])
    expect((await removal().remove()).failed).toEqual([])
    expect(world.vault.entries.size).toBe(0)
  })
})

describe('removing everything beside renewals', () => {
  it('is refused while one is under way, with the name of its token', async () => {
    const { call, rotationJournal, index, clock } = createCoreOnFakes()
    index.save(recordOf({ id: 'one', autoRenew: true }))
    const known = { tokenId: 'one', automatic: false, assisted: false }
    rotationJournal.save(newRotation(known, [], clock.now()))
    const refusal = { code: 'rotation-open', facts: { name: 'Push code' } }
    await expect(call.listRemovals(null)).rejects.toMatchObject(refusal)
    await expect(call.removeEverything(null)).rejects.toMatchObject(refusal)
    expect(index.all()[0]?.autoRenew).toBe(true)
  })

  it('is refused also where the token of one is off the list, and not where nothing was made for that one', async () => {
    const { call, core, rotationJournal, index, clock } = createCoreOnFakes()
    index.save(recordOf({ id: 'two', name: 'Its successor' }))
    const known = { tokenId: 'gone', automatic: false, assisted: true }
    const rotation = newRotation(known, [], clock.now())
    rotationJournal.save({ ...rotation, stage: 'grace', successorId: 'two' })
    const refusal = { code: 'rotation-open', facts: { name: 'Its successor' } }
    await expect(call.listRemovals(null)).rejects.toMatchObject(refusal)
    rotationJournal.save(rotation)
    core.reminders.look()
    await settled()
    expect(await call.removeEverything(null)).toMatchObject({ failed: [] })
  })

  it('lets no token renew itself any more, although the login of Azure CLI stays', async () => {
    const { call, core, clock, tokenCheck, patApi, azureCli } = createCoreOnFakes()
    azureCli.accountsNow = [ada]
    azureCli.guestIn.push('72f988bf-86f1-41af-91ab-2d7cd011db47')
    tokenCheck.accept(tokenText(1), 'ada')
    const { tokenId } = await call.createToken({ ...wish, engine: 'azure-cli' })
    await call.setAutoRenew({ tokenId, on: true })
    clock.jump(Date.parse('2027-01-18T12:00:00.000Z'))
    await call.removeEverything(null)
    core.reminders.look()
    await settled()
    expect(patApi.creates()).toBe(1)
    expect(core.state.snapshot()).toMatchObject({ rotations: [], tokens: [{ autoRenew: false }] })
  })
})

describe('“Show me how”', () => {
  const copied: string[] = []
  const service = () =>
    createSnippetService({
      ...world,
      ...world.services,
      fillSnippet,
      copying: {
        copySecret: async (tokenId, text) => {
          copied.push(text.reveal())
          return { tokenId, clearsAt: '2026-11-23T12:00:45.000Z', concealed: true }
        }
      }
    })

  it('shows the text of a feed that the token sees, without the token, and copies it with it', async () => {
    world.services.keeper.take(recordOf({ id: 'one' }), new Secret('open sesame'))
    const snippets = service()
    const [first] = await snippets.look('one', 'npm')
    expect(first?.text).toContain(`${entry}:_password=•••`)
    await snippets.copy('one', 'npm', first?.feed ?? '')
    expect(copied[0]).toContain(`${entry}:_password=b3BlbiBzZXNhbWU=`)
  })

  it('has a text for each feed where they differ, and copies the one that was shown', async () => {
    world.services.keeper.take(recordOf({ id: 'one' }), new Secret('open sesame'))
    world.feeds.feeds.push({ name: 'site', project: 'Web' })
    const snippets = service()
    expect((await snippets.look('one', 'pip')).map(({ feed }) => feed)).toEqual(['shop', 'Web/site'])
    expect(await snippets.look('one', 'curl')).toHaveLength(1)
    world.feeds.feeds.length = 0
    await snippets.copy('one', 'maven', 'Web/site')
    expect(copied.at(-1)).toContain('<id>site</id>')
    await expect(snippets.copy('one', 'maven', 'elsewhere')).rejects.toMatchObject(code('invalid-input'))
  })

  it('shows it also where no feed can be named', async () => {
    world.index.save(recordOf({ id: 'gone' }))
    const snippets = service()
    const [view] = await snippets.look('gone', 'cargo')
    expect(view).toMatchObject({ feed: 'FEED', place: 'the input of: cargo login --registry FEED' })
    await expect(snippets.copy('gone', 'cargo', 'FEED')).rejects.toMatchObject(code('vault-missing'))
  })
})
