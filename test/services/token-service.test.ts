import { describe, expect, it } from 'vitest'
import { AppFailure } from '../../electron/domain/app-failure.js'
import { Secret } from '../../electron/domain/secret.js'
import { tokenText } from '../fakes/pat-api.js'
import { code, createCoreOnFakes, locked, recordOf, wish } from './core-on-fakes.js'

const assisted = { ...wish, validTo: null }

describe('making a token', () => {
  it('keeps it in the keychain under a name that a person recognises, and lists it', async () => {
    const { call, vault, index } = createCoreOnFakes()
    const made = await call.createToken(wish)
    expect(made).toMatchObject({ kept: 'keychain', keepError: null, validTo: wish.validTo })
    expect(vault.entries.get(`contoso · Push code · ${made.tokenId.slice(0, 8)}`)?.reveal()).toBe(
      tokenText(1)
    )
    expect(index.all()).toEqual([
      expect.objectContaining({ id: made.tokenId, inVault: true, origin: 'api', requestedValidTo: null })
    ])
  })

  it('says which end was granted when the service cut it', async () => {
    const { call, patApi, index } = createCoreOnFakes()
    patApi.cutTo(Date.parse('2026-12-23T12:00:00.000Z'))
    const cut = { requestedValidTo: wish.validTo, validTo: '2026-12-23T12:00:00.000Z' }
    expect(await call.createToken(wish)).toMatchObject(cut)
    expect(index.all()[0]).toMatchObject(cut)
  })

  it('loses nothing when the keychain is locked: the token is held, can be copied, and kept later', async () => {
    const { call, vault, core, clipboard, index } = createCoreOnFakes()
    vault.problem = locked()
    const { tokenId, kept, keepError } = await call.createToken(wish)
    expect({ kept, keepError }).toEqual({ kept: 'memory', keepError: { code: 'vault-locked', facts: {} } })
    expect(core.state.snapshot().tokens[0]?.kept).toBe('memory')
    await call.copyToken({ tokenId })
    expect(clipboard.text).toBe(tokenText(1))
    await expect(call.keepToken({ tokenId })).rejects.toMatchObject(code('vault-locked'))

    vault.problem = null
    await call.keepToken({ tokenId })
    expect([...vault.entries.values()].map((secret) => secret.reveal())).toEqual([tokenText(1)])
    expect(index.all()[0]?.inVault).toBe(true)
    expect(core.state.snapshot().tokens[0]?.kept).toBe('keychain')
    await call.keepToken({ tokenId })
  })

  it('holds the token also when the keychain breaks in an unexpected way, and logs that', async () => {
    const { call, vault, log } = createCoreOnFakes()
    vault.put = () => Promise.reject(new TypeError('binding gone'))
    expect(await call.createToken(wish)).toMatchObject({
      kept: 'memory',
      keepError: { code: 'internal', facts: {} }
    })
    expect(log.lines).toContain('bug token.not-kept TypeError: binding gone')
  })

  it('takes a token back that could not be put on the list', async () => {
    const { call, patApi, index } = createCoreOnFakes()
    index.full = new Error('disk full')
    await expect(call.createToken(wish)).rejects.toThrow('disk full')
    expect([...patApi.tokens.values()].map(({ state }) => state)).toEqual(['revoked'])
  })

  it('makes nothing without a sign-in, and passes the refusal of the service on', async () => {
    const { call, patApi, signIn, index } = createCoreOnFakes()
    patApi.refuseCreate('fullScopePatPolicyViolation')
    await expect(call.createToken(wish)).rejects.toMatchObject(code('policy-forbids'))
    signIn.end()
    await expect(call.createToken(wish)).rejects.toMatchObject(code('sign-in-again'))
    expect(patApi.tokens.size + index.all().length).toBe(0)
  })

  it('writes no token into the log', async () => {
    const { call, log } = createCoreOnFakes()
    const { tokenId } = await call.createToken(wish)
    await call.copyToken({ tokenId })
    await call.revokeToken({ tokenId })
    expect(log.lines.length).toBeGreaterThan(0)
    expect(log.lines.join('\n')).not.toContain(tokenText(1).slice(0, 12))
  })
})

describe('pasting a token', () => {
  it('checks it with the service, keeps it, and clears the clipboard, white space around it or not', async () => {
    const { call, clipboard, tokenCheck, vault, index } = createCoreOnFakes()
    tokenCheck.accept(tokenText(7), 'ada@contoso.example')
    clipboard.text = `  ${tokenText(7)}\n`
    const made = await call.pasteToken(assisted)
    expect(made).toMatchObject({ kept: 'keychain', account: 'ada@contoso.example', looksLikeToken: true })
    expect(made.tokenId).toMatch(/^hand-[0-9a-f-]{36}$/)
    expect(clipboard.text).toBe('')
    expect([...vault.entries.values()][0]?.reveal()).toBe(tokenText(7))
    expect(index.all()[0]).toMatchObject({ origin: 'assisted', validTo: null })
  })

  it('keeps and clears nothing when the service does not take it', async () => {
    const { call, clipboard, index, vault } = createCoreOnFakes()
    clipboard.text = tokenText(8)
    await expect(call.pasteToken(assisted)).rejects.toMatchObject(code('token-not-accepted'))
    expect(clipboard.text).toBe(tokenText(8))
    expect(index.all().length + vault.entries.size).toBe(0)
  })

  it.each(['a letter to a friend', 'x'.repeat(5000)])(
    'sends nothing to the service that cannot be a token: %.20s',
    async (text) => {
      const { call, clipboard, tokenCheck } = createCoreOnFakes()
      clipboard.text = text
      await expect(call.pasteToken(assisted)).rejects.toMatchObject(code('token-not-accepted'))
      expect(tokenCheck.asked).toEqual([])
      expect(clipboard.text).toBe(text)
    }
  )

  it('says that the clipboard is empty', async () => {
    const { call, clipboard } = createCoreOnFakes()
    clipboard.text = ' \n'
    await expect(call.pasteToken(assisted)).rejects.toMatchObject(code('clipboard-empty'))
  })

  it('takes an unusual form that the service accepts, and says that it is unusual', async () => {
    const { call, clipboard, tokenCheck } = createCoreOnFakes()
    tokenCheck.accept('a-form-of-tomorrow', 'ada')
    clipboard.text = 'a-form-of-tomorrow'
    expect(await call.pasteToken(assisted)).toMatchObject({ looksLikeToken: false, kept: 'keychain' })
  })

  it('leaves the clipboard alone while the keychain does not have the token', async () => {
    const { call, clipboard, tokenCheck, vault } = createCoreOnFakes()
    tokenCheck.accept(tokenText(7), 'ada')
    clipboard.text = tokenText(7)
    vault.problem = locked()
    expect(await call.pasteToken(assisted)).toMatchObject({ kept: 'memory' })
    expect(clipboard.text).toBe(tokenText(7))
  })

  it('keeps a token once when the person presses twice', async () => {
    const { call, clipboard, tokenCheck, index } = createCoreOnFakes()
    tokenCheck.accept(tokenText(7), 'ada')
    clipboard.text = tokenText(7)
    const presses = await Promise.allSettled([call.pasteToken(assisted), call.pasteToken(assisted)])
    expect(presses.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
    expect(index.all()).toHaveLength(1)
  })
})

describe('reading from the service what became of tokens', () => {
  it('marks what was revoked elsewhere and takes over a new end and new scopes', async () => {
    const { call, patApi, index } = createCoreOnFakes()
    const kept = await call.createToken(wish)
    const lost = await call.createToken({ ...wish, name: 'Other' })
    const listed = patApi.tokens.get(kept.tokenId)!
    patApi.tokens.set(kept.tokenId, {
      ...listed,
      name: 'renamed elsewhere',
      scopes: ['vso.code'],
      validTo: Date.parse('2026-12-01T00:00:00.000Z')
    })
    await patApi.revoke(patApi.bearer, 'contoso', lost.tokenId)
    await call.refreshTokens(null)
    const byId = (id: string) => index.all().find((record) => record.id === id)
    expect(byId(kept.tokenId)).toMatchObject({
      scopes: ['vso.code'],
      validTo: '2026-12-01T00:00:00.000Z',
      revokedAt: null,
      name: 'Push code'
    })
    expect(byId(lost.tokenId)?.revokedAt).toBe('2026-11-23T12:00:00.000Z')
  })

  it('takes over an end that has passed', async () => {
    const { call, patApi, index } = createCoreOnFakes()
    const { tokenId } = await call.createToken(wish)
    const listed = patApi.tokens.get(tokenId)!
    const validTo = '2026-11-22T00:00:00.000Z'
    patApi.tokens.set(tokenId, { ...listed, state: 'expired', validTo: Date.parse(validTo) })
    await call.refreshTokens(null)
    expect(index.all()[0]).toMatchObject({ validTo, revokedAt: null })
  })

  it('concludes nothing from a token that the service lists nowhere, and asks for none made by hand', async () => {
    const { call, patApi, index, signIn } = createCoreOnFakes()
    const { tokenId } = await call.createToken(wish)
    patApi.tokens.delete(tokenId)
    const before = index.all()
    await call.refreshTokens(null)
    expect(index.all()).toEqual(before)
    index.remove(tokenId)
    index.save(recordOf({ origin: 'assisted' }))
    signIn.end()
    await call.refreshTokens(null)
  })

  it('says when it could not ask', async () => {
    const { call, patApi } = createCoreOnFakes()
    await call.createToken(wish)
    patApi.failWith(new AppFailure('offline'))
    await expect(call.refreshTokens(null)).rejects.toMatchObject(code('offline'))
  })
})

describe('the value of a token', () => {
  it('that the keychain lost is said to be missing, and nothing is deleted for it', async () => {
    const { call, index } = createCoreOnFakes()
    index.save(recordOf({ inVault: true }))
    await expect(call.copyToken({ tokenId: recordOf().id })).rejects.toMatchObject(code('vault-missing'))
    expect(index.all()[0]?.inVault).toBe(true)
  })

  it('of an unknown token is not looked for', async () => {
    const { call } = createCoreOnFakes()
    for (const act of [call.copyToken, call.keepToken, call.revokeToken, call.forgetToken, call.planGit]) {
      await expect(act({ tokenId: 'nobody' })).rejects.toMatchObject(code('token-unknown'))
    }
  })

  it('is read again at each use, so a keychain that was unlocked works at once', async () => {
    const { call, vault } = createCoreOnFakes()
    const { tokenId } = await call.createToken(wish)
    vault.problem = locked()
    await expect(call.copyToken({ tokenId })).rejects.toMatchObject(code('vault-locked'))
    vault.problem = null
    expect(new Secret(tokenText(1)).equals(vault.entries.values().next().value!)).toBe(true)
    await call.copyToken({ tokenId })
  })
})
