import { describe, expect, it } from 'vitest'
import { AppFailure } from '../../electron/domain/app-failure.js'
import { Secret } from '../../electron/domain/secret.js'
import type { CallInput } from '../../electron/shared/ipc-contract.js'
import { tokenText } from '../fakes/pat-api.js'
import { recordOf } from '../fakes/token-record.js'
import { ada, code, createTokenWorld, locked, wish } from './token-world.js'

const assisted = { ...wish, validTo: null, anyway: false }

describe('making a token', () => {
  it('keeps it in the keychain under a name that a person recognises, and lists it', async () => {
    const { services, vault, index, bearers } = createTokenWorld()
    const made = await services.tokens.create(wish)
    expect(made).toMatchObject({
      kept: 'keychain',
      keepError: null,
      validTo: wish.validTo,
      account: ada.name
    })
    expect(vault.entries.get(`contoso · Push code · ${made.tokenId.slice(0, 8)}`)?.reveal()).toBe(
      tokenText(1)
    )
    expect(index.all()).toEqual([
      expect.objectContaining({
        ...{ id: made.tokenId, inVault: true, origin: 'api', requestedValidTo: null },
        ...{ stray: false, allOrganizations: false, account: ada.name }
      })
    ])
    expect(bearers.asked).toEqual([['contoso', 'sign-in']])
  })

  it('goes by the engine that was chosen, and does without the name of an account', async () => {
    const { services, bearers, index } = createTokenWorld()
    bearers.account = null
    expect((await services.tokens.create({ ...wish, engine: 'azure-cli' })).account).toBeNull()
    expect(bearers.asked).toEqual([['contoso', 'azure-cli']])
    expect(index.all()[0]?.account).toBeNull()
  })

  it('says which end was granted when the service cut it', async () => {
    const { services, patApi, index } = createTokenWorld()
    patApi.cutTo(Date.parse('2026-12-23T12:00:00.000Z'))
    const cut = { requestedValidTo: wish.validTo, validTo: '2026-12-23T12:00:00.000Z' }
    expect(await services.tokens.create(wish)).toMatchObject(cut)
    expect(index.all()[0]).toMatchObject(cut)
  })

  it('loses nothing when the keychain is locked: the token is held, and kept later', async () => {
    const { services, vault, index, createJournal } = createTokenWorld()
    const { tokens, keeper } = services
    vault.problem = locked()
    const { tokenId, kept, keepError } = await tokens.create(wish)
    expect({ kept, keepError }).toEqual({ kept: 'memory', keepError: { code: 'vault-locked', facts: {} } })
    expect((await keeper.secret(tokenId)).reveal()).toBe(tokenText(1))
    await expect(tokens.keep(tokenId)).rejects.toMatchObject(code('vault-locked'))
    // In memory it would be a stray after a crash.
    expect(createJournal.all()).toHaveLength(1)

    vault.problem = null
    await tokens.keep(tokenId)
    expect([...vault.entries.values()].map((secret) => secret.reveal())).toEqual([tokenText(1)])
    expect(index.all()[0]?.inVault).toBe(true)
    expect(createJournal.all()).toEqual([])
    await tokens.keep(tokenId)
  })

  it('holds the token also when the keychain breaks in an unexpected way, and logs that', async () => {
    const { services, vault, log } = createTokenWorld()
    vault.put = () => Promise.reject(new TypeError('binding gone'))
    expect(await services.tokens.create(wish)).toMatchObject({
      kept: 'memory',
      keepError: { code: 'internal', facts: {} }
    })
    expect(log.lines).toContain('bug token.not-kept TypeError: binding gone')
  })

  it('takes a token back that could not be put on the list', async () => {
    const { services, patApi, index, createJournal, log } = createTokenWorld()
    index.full = new Error('disk full')
    await expect(services.tokens.create(wish)).rejects.toThrow('disk full')
    expect([...patApi.tokens.values()].map(({ state }) => state)).toEqual(['revoked'])
    expect(createJournal.all()).toEqual([])

    patApi.revoke = () => Promise.reject(new AppFailure('offline'))
    await expect(services.tokens.create(wish)).rejects.toThrow('disk full')
    expect(createJournal.all()).toHaveLength(1)
    expect(log.lines).toContain('bug token.left-behind AppFailure: offline')
  })

  it('makes nothing without a sign-in, and passes the refusal of the service on', async () => {
    const { services, patApi, bearers, index, createJournal } = createTokenWorld()
    patApi.refuseCreate('fullScopePatPolicyViolation')
    await expect(services.tokens.create(wish)).rejects.toMatchObject(code('policy-forbids'))
    bearers.problem = new AppFailure('sign-in-again')
    await expect(services.tokens.create(wish)).rejects.toMatchObject(code('sign-in-again'))
    expect(patApi.tokens.size + index.all().length + createJournal.all().length).toBe(0)
  })

  it('writes no token into the log', async () => {
    const { services, log } = createTokenWorld()
    const { tokenId } = await services.tokens.create(wish)
    await services.revoking.revoke(tokenId)
    expect(log.lines.length).toBeGreaterThan(0)
    expect(log.lines.join('\n')).not.toContain(tokenText(1).slice(0, 12))
  })
})

describe('pasting a token', () => {
  it('checks it with the service, keeps it, and clears the clipboard, white space around it or not', async () => {
    const { services, clipboard, tokenCheck, vault, index } = createTokenWorld()
    tokenCheck.accept(tokenText(7), 'ada@contoso.example')
    clipboard.text = `  ${tokenText(7)}\n`
    const made = await services.tokens.paste(assisted)
    expect(made).toMatchObject({ kept: 'keychain', account: 'ada@contoso.example', looksLikeToken: true })
    expect(made.tokenId).toMatch(/^hand-[0-9a-f-]{36}$/)
    expect(clipboard.text).toBe('')
    expect([...vault.entries.values()][0]?.reveal()).toBe(tokenText(7))
    expect(index.all()[0]).toMatchObject({
      origin: 'assisted',
      validTo: null,
      account: 'ada@contoso.example'
    })
  })

  it('keeps and clears nothing when the service does not take it', async () => {
    const { services, clipboard, index, vault } = createTokenWorld()
    clipboard.text = tokenText(8)
    await expect(services.tokens.paste(assisted)).rejects.toMatchObject(code('token-not-accepted'))
    expect(clipboard.text).toBe(tokenText(8))
    expect(index.all().length + vault.entries.size).toBe(0)
  })

  it.each([
    ['a-form-of-tomorrow', { length: 18, reason: 'unknown-form' }],
    ['pass phrase', { length: 11, reason: 'white-space' }],
    ['schlüssel', { length: 9, reason: 'strange-characters' }],
    ['two\nlines', { length: 9, reason: 'line-breaks', final: true }],
    ['x'.repeat(513), { length: 513, reason: 'too-long', final: true }]
  ])('warns of what does not look like a token, and sends nothing: %.20j', async (text, facts) => {
    const { services, clipboard, tokenCheck, index } = createTokenWorld()
    tokenCheck.accept(text, 'ada')
    clipboard.text = text
    await expect(services.tokens.paste(assisted)).rejects.toMatchObject({ code: 'unlikely-token', facts })
    expect(tokenCheck.asked).toEqual([])
    expect(clipboard.text).toBe(text)

    const anyway = services.tokens.paste({ ...assisted, anyway: true })
    if ('final' in facts) {
      await expect(anyway).rejects.toMatchObject({ code: 'unlikely-token', facts })
      expect(tokenCheck.asked.length + index.all().length).toBe(0)
    } else {
      expect(await anyway).toMatchObject({ looksLikeToken: false, kept: 'keychain' })
      expect(clipboard.text).toBe('')
    }
  })

  it('says that the clipboard is empty', async () => {
    const { services, clipboard } = createTokenWorld()
    clipboard.text = ' \n'
    await expect(services.tokens.paste({ ...assisted, anyway: true })).rejects.toMatchObject(
      code('clipboard-empty')
    )
  })

  it('leaves the clipboard alone while the keychain does not have the token', async () => {
    const { services, clipboard, tokenCheck, vault } = createTokenWorld()
    tokenCheck.accept(tokenText(7), 'ada')
    clipboard.text = tokenText(7)
    vault.problem = locked()
    expect(await services.tokens.paste(assisted)).toMatchObject({ kept: 'memory' })
    expect(clipboard.text).toBe(tokenText(7))
  })

  it('keeps a token once when the person presses twice', async () => {
    const { services, clipboard, tokenCheck, index } = createTokenWorld()
    tokenCheck.accept(tokenText(7), 'ada')
    clipboard.text = tokenText(7)
    const { paste } = services.tokens
    const presses = await Promise.allSettled([paste(assisted), paste(assisted)])
    expect(presses.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
    expect(index.all()).toHaveLength(1)
  })
})

describe('pasting a token that is on the list', () => {
  async function pasted() {
    const world = createTokenWorld()
    world.tokenCheck.accept(tokenText(7), 'ada')
    const paste = (some: Partial<CallInput<'pasteToken'>> = {}) => {
      world.clipboard.text = tokenText(7)
      return world.services.tokens.paste({ ...assisted, scopes: [...wish.scopes], ...some })
    }
    return { ...world, paste, ...(await paste()) }
  }

  it('leaves it as it is there', async () => {
    const { paste, tokenId, index, services, clipboard } = await pasted()
    services.tokens.setEnd(tokenId, '2026-12-01T12:00:00Z')
    await services.fingerprints.take(tokenId)
    const before = index.all()
    expect(await paste({ name: 'Another name', organization: 'Contoso' })).toMatchObject({
      ...{ tokenId, kept: 'keychain', validTo: '2026-12-01T12:00:00.000Z' }
    })
    expect(index.all()).toEqual(before)
    expect(clipboard.text).toBe('')
  })

  it('knows it also while it is in memory only, and keeps it once the keychain is open', async () => {
    const { services, tokenCheck, clipboard, vault, index } = createTokenWorld()
    await services.tokens.create(wish)
    tokenCheck.accept(tokenText(7), 'ada')
    clipboard.text = tokenText(7)
    vault.problem = locked()
    const { tokenId } = await services.tokens.paste(assisted)
    expect(await services.tokens.paste(assisted)).toMatchObject({ tokenId, kept: 'memory' })
    vault.problem = null
    expect(await services.tokens.paste(assisted)).toMatchObject({ tokenId, kept: 'keychain' })
    expect(index.all()).toHaveLength(2)
    expect(clipboard.text).toBe('')
  })

  it('gives it the value back that the keychain lost', async () => {
    const { paste, tokenId, index, services, vault } = await pasted()
    await services.fingerprints.take(tokenId)
    vault.entries.delete(index.all()[0]?.label ?? '')
    await expect(services.keeper.secret(tokenId)).rejects.toMatchObject(code('vault-missing'))
    expect((await paste()).tokenId).toBe(tokenId)
    expect((await services.keeper.secret(tokenId)).reveal()).toBe(tokenText(7))
  })

  it.each([
    ['in another organization', {}, { organization: 'fabrikam' }],
    ['while it is to be revoked by hand', { revokeLeft: ['service'] }, {}],
    ['that was revoked', { revokedAt: '2026-11-20T00:00:00.000Z' }, {}]
  ] as const)('makes one of its own %s', async (_, change, some) => {
    const { paste, tokenId, services } = await pasted()
    services.keeper.change(tokenId, change)
    expect((await paste(some)).tokenId).not.toBe(tokenId)
  })

  it('opens no keychain for that', async () => {
    const { paste, vault } = await pasted()
    const asked: string[] = []
    vault.get = async (entry) => {
      asked.push(entry.label)
      return null
    }
    vault.problem = locked()
    expect((await paste()).kept).toBe('memory')
    expect(asked).toEqual([])
  })

  it('takes it also where the keychain does not answer', async () => {
    const { paste, vault, tokenId, log } = await pasted()
    vault.state = () => Promise.reject(new AppFailure('vault-no-answer'))
    const again = await paste()
    expect([again.kept, again.tokenId === tokenId]).toEqual(['keychain', false])
    expect(log.lines.join('\n')).toContain('token.not-compared')
  })
})

describe('the end that the person reads on the token page', () => {
  it('is taken for a token that was made by hand, and can be unknown again', () => {
    const { services, index } = createTokenWorld()
    index.save(recordOf({ origin: 'assisted' }))
    services.tokens.setEnd(recordOf().id, '2026-12-01T12:00:00Z')
    expect(index.all()[0]?.validTo).toBe('2026-12-01T12:00:00.000Z')
    services.tokens.setEnd(recordOf().id, null)
    expect(index.all()[0]?.validTo).toBeNull()
  })

  it.each(['api', 'elsewhere'] as const)('is not taken for one of the origin %s', (origin) => {
    const { services, index } = createTokenWorld()
    index.save(recordOf({ origin }))
    expect(() => {
      services.tokens.setEnd(recordOf().id, null)
    }).toThrow('invalid-input')
    expect(index.all()[0]?.validTo).toBe(recordOf().validTo)
  })
})

describe('the value of a token', () => {
  it('that the keychain lost is said to be missing, until the keychain has it again, and nothing is deleted', async () => {
    const { services, index, vault } = createTokenWorld()
    const record = recordOf({ inVault: true })
    index.save(record)
    await expect(services.keeper.secret(record.id)).rejects.toMatchObject(code('vault-missing'))
    expect(index.all()).toEqual([{ ...record, inVault: false }])
    await vault.put(record, new Secret(tokenText(1)))
    await services.keeper.recoverAll()
    expect(index.all()).toEqual([record])
    expect((await services.keeper.secret(record.id)).reveal()).toBe(tokenText(1))
  })

  it('stays noted as in the keychain where that would not be asked for it again', async () => {
    const { services, index } = createTokenWorld()
    const record = recordOf({ origin: 'elsewhere', inVault: true })
    index.save(record)
    await expect(services.keeper.secret(record.id)).rejects.toMatchObject(code('vault-missing'))
    expect(index.all()).toEqual([record])
  })

  it('of an unknown token is not looked for', async () => {
    const { services } = createTokenWorld()
    const { tokens, revoking, gitService, stops, keeper } = services
    for (const act of [
      keeper.secret,
      tokens.keep,
      revoking.revoke,
      revoking.forget,
      gitService.plan,
      stops.explain
    ]) {
      await expect(act('nobody')).rejects.toMatchObject(code('token-unknown'))
    }
  })

  it('is read again at each use, so a keychain that was unlocked works at once', async () => {
    const { services, vault } = createTokenWorld()
    const { tokenId } = await services.tokens.create(wish)
    vault.problem = locked()
    await expect(services.keeper.secret(tokenId)).rejects.toMatchObject(code('vault-locked'))
    vault.problem = null
    expect((await services.keeper.secret(tokenId)).reveal()).toBe(tokenText(1))
  })
})
