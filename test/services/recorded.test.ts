import { describe, expect, it } from 'vitest'
import type { HistoryEvent } from '../../electron/shared/history-view.js'
import { createRecorder } from '../../electron/services/recorded.js'
import type { CallHandlers, CallName } from '../../electron/shared/ipc-contract.js'
import { createFakeTokenIndex } from '../fakes/token-index.js'
import { recordOf } from '../fakes/token-record.js'

function world() {
  let settled = 0
  const noted: Omit<HistoryEvent, 'at'>[] = []
  const renewing = new Set<string | null>()
  const recorder = createRecorder(
    {
      note: (event) => void noted.push(event),
      settled: () => Promise.resolve(void (settled += 1))
    },
    (id) => renewing.has(id)
  )
  const index = recorder.index(createFakeTokenIndex())
  /** Does `act` while the page's call runs. */
  const during = async (name: CallName, input: unknown, act: () => unknown): Promise<void> => {
    const handlers = recorder.handlers({ [name]: async () => act() } as unknown as CallHandlers)
    await (handlers[name] as (input: unknown) => Promise<unknown>)(input)
  }
  return {
    settled: () => settled,
    renewing,
    index,
    during,
    told: () => noted.map(({ what, to, tokenId, by }) => [what, to, tokenId, by])
  }
}

const old = recordOf({ id: 'old', inVault: true })
const successor = recordOf({ id: 'new', inVault: true })

describe('the recorder', () => {
  it('takes a renewal for the doing of its call, also after that has been answered', async () => {
    const { index, during, told, renewing } = world()
    index.save(old)
    await during('renewToken', { tokenId: 'old' }, () => renewing.add('old'))
    index.save(successor)
    index.save({ ...old, successor: 'new' })
    index.save({ ...old, successor: 'new', revokedAt: '2026-11-24T00:00:00.000Z' })
    index.save(recordOf({ id: 'third' }))
    expect(told()).toEqual([
      ['made', null, 'old', 'itself'],
      ['made', null, 'new', 'renewToken'],
      ['renewed', null, 'old', 'renewToken'],
      ['revoked', null, 'old', 'renewToken'],
      ['made', null, 'third', 'itself']
    ])
  })

  it('blames no renewal that is over for what comes after it', async () => {
    const { index, during, told, renewing } = world()
    index.save(old)
    await during('renewToken', { tokenId: 'old' }, () => renewing.add('old'))
    renewing.clear()
    index.save(successor)
    renewing.add('old')
    index.save({ ...old, successor: 'new' })
    expect(told().slice(1)).toEqual([
      ['made', null, 'new', 'itself'],
      ['renewed', null, 'old', 'itself']
    ])
  })

  it.each(['renewToken', 'pasteSuccessor'] as const)('blames no %s that was refused', async (name) => {
    const { index, during, told, renewing } = world()
    index.save(old)
    renewing.add('old')
    const refused = during(name, { tokenId: 'old' }, () => Promise.reject(new Error('no')))
    await expect(refused).rejects.toThrow('no')
    index.save(successor)
    index.save({ ...old, revokedAt: '2026-11-24T00:00:00.000Z' })
    expect(told().slice(1)).toEqual([
      ['made', null, 'new', 'itself'],
      ['revoked', null, 'old', 'itself']
    ])
  })

  it('takes what nobody asked for as the app’s own doing', () => {
    const { index, told } = world()
    index.save({ ...old, successor: null })
    index.save({ ...old, successor: 'new' })
    expect(told().at(-1)).toEqual(['renewed', null, 'old', 'itself'])
  })

  it('has what waited written once a token is in the keychain', () => {
    const { index, settled } = world()
    index.save({ ...old, inVault: false })
    expect(settled()).toBe(0)
    index.save(old)
    index.save({ ...old, name: 'renamed' })
    expect(settled()).toBe(1)
  })

  it('notes a new place once, by its kind, without its path', async () => {
    const { index, during, told } = world()
    const use = { id: 'u1', kind: 'npmrc', file: '/home/ada/.npmrc', entry: 'x' } as const
    index.save(old)
    await during('useAt', { tokenId: 'old' }, () => index.save({ ...old, uses: [use] }))
    index.save({ ...old, uses: [use], name: 'renamed' })
    expect(told().slice(1)).toEqual([['handed-over', 'npmrc', 'old', 'useAt']])
    expect(JSON.stringify(told())).not.toContain('/home')
  })

  it('notes a place that it is taken out of, a file or Git', async () => {
    const { index, during, told } = world()
    const use = { id: 'u1', kind: 'npmrc', file: '/home/ada/.npmrc', entry: 'x' } as const
    const inGit = { ...old, git: { helper: 'libsecret', configured: [] } }
    index.save({ ...inGit, uses: [use] })
    await during('removeUse', { tokenId: 'old' }, () => index.save(inGit))
    await during('revokeToken', { tokenId: 'old' }, () => index.save(old))
    expect(told().slice(-2)).toEqual([
      ['taken-out', 'npmrc', 'old', 'removeUse'],
      ['taken-out', 'git', 'old', 'revokeToken']
    ])
  })

  it.each([{ name: 'Other' }, { scopes: ['vso.build'] }, { validTo: '2027-05-01T00:00:00.000Z' }])(
    'notes %j as a change where the person made it, and not where it was only seen in a list',
    async (change) => {
      const { index, during, told } = world()
      index.save(old)
      await during('refreshTokens', null, () => index.save({ ...old, ...change }))
      expect(told()).toHaveLength(1)
      index.save(old)
      await during('updateToken', { tokenId: 'old' }, () => index.save({ ...old, ...change }))
      expect(told().slice(1)).toEqual([['changed', null, 'old', 'updateToken']])
    }
  )

  it('notes a hand-over to Git when it is done, and not when it is about to be', () => {
    const { index, told } = world()
    const git = { helper: 'libsecret', configured: [] }
    index.save(old)
    index.save({ ...old, git: { ...git, pending: true } })
    expect(told().slice(1)).toEqual([])
    index.save({ ...old, git })
    expect(told().slice(1)).toEqual([['handed-over', 'git', 'old', 'itself']])
  })

  it('does not note tokens that others made', () => {
    const { index, told } = world()
    index.save(recordOf({ id: 'seen', origin: 'elsewhere' }))
    index.save(recordOf({ id: 'stray', stray: true }))
    expect(told()).toEqual([])
  })

  it('does not blame a call about something else', async () => {
    const { index, during, told } = world()
    index.save(old)
    const revokedAt = '2026-11-24T00:00:00.000Z'
    await during('copyToken', { tokenId: 'other' }, () => index.save({ ...old, revokedAt }))
    await during('getSnapshot', null, () => index.save(successor))
    await during('refreshTokens', null, () => index.save({ ...successor, revokedAt }))
    expect(told().slice(1)).toEqual([
      ['revoked', null, 'old', 'itself'],
      ['made', null, 'new', 'itself'],
      ['revoked', null, 'new', 'refreshTokens']
    ])
  })

  it('passes on what a call answers, and its failure', async () => {
    const { during } = world()
    await expect(during('signOut', null, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  })
})
