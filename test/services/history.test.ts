import { describe, expect, it } from 'vitest'
import { AppFailure } from '../../electron/domain/app-failure.js'
import type { HistoryEvent } from '../../electron/shared/history-view.js'
import { createHistory } from '../../electron/services/history.js'
import { createFakeClock } from '../fakes/clock.js'
import { createFakeHistoryFile, createFakeHistorySeal } from '../fakes/history.js'
import { tokenText } from '../fakes/pat-api.js'
import { createFakeLog } from '../fakes/log.js'
import { createFakeTokenIndex, type FakeTokenIndex } from '../fakes/token-index.js'
import { recordOf } from '../fakes/token-record.js'
import { createFakeVault } from '../fakes/vault.js'
import { code, createCoreOnFakes, locked, wish } from './core-on-fakes.js'

const made: Omit<HistoryEvent, 'at'> = {
  what: 'made',
  tokenId: 'a1',
  name: 'Push code',
  organization: 'contoso',
  to: null,
  by: 'createToken'
}

function usedIndex(): FakeTokenIndex {
  const index = createFakeTokenIndex()
  index.save(recordOf({ inVault: true }))
  return index
}

function world(
  vault = createFakeVault(),
  historyFile = createFakeHistoryFile(),
  historySeal = createFakeHistorySeal(vault),
  index = usedIndex()
) {
  const log = createFakeLog()
  const parts = { vault, index, historyFile, historySeal, log, clock: createFakeClock() }
  return {
    ...parts,
    history: createHistory(parts),
    restarted: () => world(vault, historyFile, historySeal, index)
  }
}

describe('the history', () => {
  it('is there after a restart, goes on, and holds together', async () => {
    const first = world()
    first.history.note(made)
    first.history.note({ ...made, what: 'copied' })
    await first.history.settled()
    const second = first.restarted()
    second.history.note({ ...made, what: 'revoked', by: 'revokeToken' })
    const { events, written } = await second.history.list()
    expect(events.map(({ what }) => what)).toEqual(['revoked', 'copied', 'made'])
    expect([written, events[2]?.at]).toEqual([true, '2026-11-23T12:00:00.000Z'])
    expect(await second.history.verify()).toEqual({ lines: 3, problems: [] })
    expect(await second.history.text()).toBe(second.historyFile.text.map((line) => `${line}\n`).join(''))
  })

  it('finds what was done to its file behind its back', async () => {
    const { history, historyFile } = world()
    for (const by of ['one', 'two', 'three']) history.note({ ...made, by })
    await history.settled()
    historyFile.text = historyFile.text.slice(0, 2)
    expect((await history.verify()).problems).toEqual([{ problem: 'cut-off', line: 3 }])
    historyFile.text = [historyFile.text[0]!, historyFile.text[1]!.replace('two', 'owt')]
    expect((await history.verify()).problems[0]).toEqual({ problem: 'changed', line: 2 })
  })

  it('does not heal what was cut off by going on', async () => {
    const first = world()
    for (const by of ['one', 'two', 'three']) first.history.note({ ...made, by })
    await first.history.settled()
    first.historyFile.text = first.historyFile.text.slice(0, 2)
    const second = first.restarted()
    second.history.note({ ...made, by: 'four' })
    await second.history.settled()
    expect((await second.history.verify()).problems).toEqual([{ problem: 'removed', line: 3 }])
  })

  it('waits in memory while the keychain is locked, without asking for its password', async () => {
    const { history, vault, historyFile } = world()
    vault.problem = locked()
    history.note(made)
    expect(await history.list()).toMatchObject({ events: [{ what: 'made' }], written: false })
    expect(historyFile.text).toEqual([])
    vault.problem = null
    expect(await history.list()).toMatchObject({ events: [{ what: 'made' }], written: true })
    expect(historyFile.text).toHaveLength(1)
  })

  it('is not the first to write to a keychain, which would ask for a password', async () => {
    const { history, historySeal, index } = world()
    index.save(recordOf({ inVault: false }))
    history.note(made)
    expect([(await history.list()).written, historySeal.sealed]).toEqual([false, null])
    index.save(recordOf({ inVault: true }))
    expect((await history.list()).written).toBe(true)
  })

  it('is of this session alone where there is no keychain', async () => {
    const { history, vault, historyFile } = world()
    vault.problem = new AppFailure('no-protected-store')
    history.note(made)
    await history.settled()
    expect([historyFile.text, (await history.list()).events.length]).toEqual([[], 1])
    await expect(history.verify()).rejects.toMatchObject(code('no-protected-store'))
  })

  it('loses nothing while the disk is full, and writes each event once', async () => {
    const { history, historyFile, log } = world()
    historyFile.full = new Error('ENOSPC')
    history.note(made)
    expect((await history.list()).written).toBe(false)
    expect(log.lines).toContain('warn history.not-written {"error":"Error"}')
    historyFile.full = null
    history.note({ ...made, what: 'copied' })
    expect((await history.list()).events.map(({ what }) => what)).toEqual(['copied', 'made'])
    expect(await history.verify()).toEqual({ lines: 2, problems: [] })
  })

  it.each([1, 2])(
    'gives no false alarm where the disk took %i of two lines and then failed',
    async (left) => {
      const { history, historyFile } = world()
      history.note(made)
      await history.settled()
      Object.assign(historyFile, { full: new Error('EIO'), left })
      history.note({ ...made, what: 'copied' })
      history.note({ ...made, what: 'revoked' })
      await history.settled()
      Object.assign(historyFile, { full: null })
      const { events, written } = await history.list()
      expect([events.map(({ what }) => what), written]).toEqual([['revoked', 'copied', 'made'], true])
      expect(await history.verify()).toEqual({ lines: 3, problems: [] })
    }
  )

  it('goes on after a crash between the file and the keychain', async () => {
    const first = world()
    first.history.note(made)
    await first.history.settled()
    const before = first.historySeal.sealed
    first.history.note({ ...made, what: 'copied' })
    await first.history.settled()
    first.historySeal.sealed = before
    expect((await first.history.verify()).problems).toEqual([])
    const second = first.restarted()
    second.history.note({ ...made, what: 'revoked' })
    await second.history.settled()
    expect(await second.history.verify()).toEqual({ lines: 3, problems: [] })
  })

  it('begins anew beside a file whose key is gone, and keeps that file', async () => {
    const first = world()
    first.history.note(made)
    await first.history.settled()
    first.historySeal.sealed = null
    expect((await first.history.verify()).problems).toEqual([{ problem: 'changed', line: 1 }])
    const second = first.restarted()
    second.history.note({ ...made, what: 'copied' })
    await second.history.settled()
    expect(second.historyFile.aside).toHaveLength(1)
    expect(await second.history.verify()).toEqual({ lines: 1, problems: [] })
  })
})

describe('what is noted', () => {
  it('is every act of a token’s life, with the call that did it', async () => {
    const { call, core, index, tokenCheck } = createCoreOnFakes()
    tokenCheck.accept(tokenText(1), 'ada')
    const { tokenId } = await call.createToken(wish)
    await call.copyToken({ tokenId })
    await core.commands.copyToken(tokenId)
    const [shown] = await call.getSnippet({ tokenId, tool: 'npm' })
    await call.copySnippet({ tokenId, tool: 'npm', feed: shown?.feed ?? '' })
    await call.useForGit({ tokenId, allowPlainText: false, setUpHelper: false })
    await call.updateToken({ tokenId, name: 'Push code', scopes: ['vso.code'], validTo: wish.validTo })
    index.save({ ...index.all()[0]!, name: 'Not noted: nothing of ours did that' })
    await call.revokeToken({ tokenId })
    const { events, written } = await call.getHistory(null)
    expect(events.toReversed().map(({ what, to, by }) => [what, to, by])).toEqual([
      ['made', null, 'createToken'],
      ['copied', null, 'copyToken'],
      ['copied', null, 'tray'],
      ['copied', null, 'copySnippet'],
      ['handed-over', 'git', 'useForGit'],
      ['changed', null, 'updateToken'],
      ['revoked', null, 'revokeToken'],
      ['taken-out', 'git', 'revokeToken']
    ])
    expect(events.at(-1)).toMatchObject({ tokenId, name: 'Push code', organization: 'contoso' })
    expect(written).toBe(true)
    expect(await call.verifyHistory(null)).toEqual({ lines: 8, problems: [] })
  })

  it('has no token’s value in it', async () => {
    const { call, historyFile } = createCoreOnFakes()
    await call.createToken(wish)
    await call.getHistory(null)
    expect(historyFile.text.join()).toContain('"made"')
    expect(historyFile.text.join()).not.toContain(tokenText(1))
  })

  it('is saved as it is', async () => {
    const { call, historyFile, saved } = createCoreOnFakes()
    await call.createToken(wish)
    expect(await call.exportHistory(null)).toEqual({ saved: true })
    expect(saved).toEqual([['token-tray-history.jsonl', `${historyFile.text[0]!}\n`]])
  })
})
