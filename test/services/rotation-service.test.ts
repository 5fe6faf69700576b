import { describe, expect, it } from 'vitest'
import { AppFailure } from '../../electron/domain/app-failure.js'
import { newRotation } from '../../electron/domain/rotation.js'
import { tokenText } from '../fakes/pat-api.js'
import { recordOf } from '../fakes/token-record.js'
import { createRotationWorld, oldId, type RotationWorld } from './rotation-world.js'
import { code, settled } from './token-world.js'

const day = 86_400_000

async function renew(world: RotationWorld): Promise<void> {
  await world.service.renew(oldId)
  await settled()
}

async function look(world: RotationWorld): Promise<void> {
  await world.service.look()
  await settled()
}

describe('a renewal', () => {
  it('takes the steps in order: nothing is revoked before every place was proven and the grace period is over', async () => {
    const world = createRotationWorld()
    await renew(world)
    expect(world.view()).toMatchObject({ step: 'person', stopped: null, automatic: false })
    world.tickAll()
    await settled()
    expect(world.view()).toMatchObject({ step: 'grace', graceUntil: '2026-11-24T12:00:00.000Z' })
    expect(world.active()).toHaveLength(2)
    await world.pass(23)
    expect(world.active()).toContain(oldId)
    await world.pass(1)
    expect(world.view()).toBeUndefined()
    const steps = world.names.filter((name) => !/^(journal|index|list|settle|identify|vault get)/.test(name))
    expect(steps).toEqual([
      ...['create', 'vault put', 'move git', 'move npm', 'prove git', 'prove npm'],
      ...['prove git', 'prove npm', 'revoke', 'vault delete']
    ])
  })

  it('makes a successor of the same name, scopes and length of life', async () => {
    const world = createRotationWorld({ places: [], graceHours: 0 })
    await renew(world)
    const old = world.recordOf(oldId)
    const successor = world.recordOf(old?.successor ?? '')
    expect(successor).toMatchObject({ name: old?.name, scopes: old?.scopes, account: 'ada@contoso.example' })
    const life = Date.parse('2026-11-28T12:00:00.000Z') - Date.parse('2026-11-01T00:00:00.000Z')
    expect(Date.parse(successor?.validTo ?? '') - world.clock.now()).toBe(life)
  })

  it('leaves to the successor what was chosen for the reminders of the old token', async () => {
    const world = createRotationWorld({ places: [] })
    world.reminderStore.change((memory) => ({ ...memory, muted: [oldId], leadDays: { [oldId]: [30, 2] } }))
    await renew(world)
    const successorId = world.view()?.successorId ?? ''
    expect(world.reminderStore.read()).toMatchObject({
      muted: [oldId, successorId],
      leadDays: { [oldId]: [30, 2], [successorId]: [30, 2] }
    })
  })

  it('without a grace period is over at once', async () => {
    const world = createRotationWorld({ places: ['git'], graceHours: 0 })
    await renew(world)
    expect(world.view()).toBeUndefined()
    expect(world.active()).toEqual([world.recordOf(oldId)?.successor])
    expect(world.names.filter((name) => name === 'prove git')).toHaveLength(1)
  })

  it('ends its grace period when the person says so', async () => {
    const world = createRotationWorld({ places: ['git'] })
    await renew(world)
    world.service.endGrace(oldId)
    await settled()
    expect(world.view()).toBeUndefined()
    expect(world.active()).not.toContain(oldId)
  })

  it('stops before the revoke where a place fails its proof, says so, and goes on when asked', async () => {
    const world = createRotationWorld({ places: ['git', 'npm'], graceHours: 0 })
    world.outage.proof = 'npm'
    await renew(world)
    await world.pass(48)
    expect(world.view()).toMatchObject({
      step: 'places',
      stopped: code('use-proof-failed'),
      uses: [
        { useId: 'git', state: 'proven', error: null },
        { useId: 'npm', state: 'failed', error: code('use-proof-failed') }
      ]
    })
    expect(world.active()).toContain(oldId)
    world.outage.proof = null
    await renew(world)
    expect(world.view()).toBeUndefined()
    expect(world.active()).not.toContain(oldId)
  })

  it('proves every place again before the revoke, and revokes nothing when one does not work any more', async () => {
    const world = createRotationWorld({ places: ['git'] })
    await renew(world)
    expect(world.view()?.step).toBe('grace')
    world.places.set('git', oldId)
    await world.pass(24)
    expect(world.view()).toMatchObject({ stopped: code('use-proof-failed') })
    expect(world.active()).toContain(oldId)
    await renew(world)
    expect(world.places.get('git')).toBe(world.recordOf(oldId)?.successor)
    expect(world.active()).not.toContain(oldId)
    expect(world.broken).toEqual([])
  })

  it('takes along a place that the old token was given meanwhile', async () => {
    const world = createRotationWorld({ places: ['git'] })
    await renew(world)
    world.places.set('pypi', oldId)
    world.owners.set('pypi', new Set([oldId]))
    await world.pass(30)
    expect(world.view()).toBeUndefined()
    expect(world.places.get('pypi')).toBe(world.recordOf(oldId)?.successor)
    expect(world.broken).toEqual([])
  })

  it('waits while the old token still works, and keeps its value until it does not', async () => {
    const world = createRotationWorld({ places: [], graceHours: 0 })
    world.outage.undead = true
    await renew(world)
    expect(world.rotation()).toMatchObject({ stage: 'prove-dead', stopped: code('old-token-still-works') })
    expect(world.vault.entries.has('old label')).toBe(true)
    world.outage.undead = false
    await world.pass(1)
    expect(world.view()).toBeUndefined()
    expect(world.vault.entries.has('old label')).toBe(false)
  })

  it('takes back what was carried out late, after the create was given up for lost', async () => {
    const world = createRotationWorld({ places: [] })
    world.patApi.endCreates({ made: false, failure: new AppFailure('timed-out') })
    await renew(world)
    await world.pass(1)
    expect(world.view()?.step).toBe('grace')
    const [attempt] = world.rotation()?.attempts ?? []
    const late = {
      authorizationId: 'late',
      name: 'Push code',
      scopes: ['vso.code_write'],
      allOrganizations: false
    }
    const validFrom = Date.parse(attempt?.sentAt ?? '') + 30_000
    const validTo = Date.parse(attempt?.validTo ?? '')
    world.patApi.tokens.set('late', { ...late, validFrom, validTo, state: 'active' })
    await world.pass(30)
    expect(world.view()).toBeUndefined()
    expect(world.active()).toEqual([world.recordOf(oldId)?.successor])
  })

  it('never touches a token of the same name that another computer made at the same moment', async () => {
    const world = createRotationWorld({ places: [] })
    world.patApi.endCreates({ made: true, failure: new AppFailure('timed-out') })
    await renew(world)
    const attempt = world.rotation()?.attempts[0]
    const other = {
      authorizationId: 'other',
      name: 'Push code',
      scopes: ['vso.code_write'],
      allOrganizations: false
    }
    const validFrom = Date.parse(attempt?.sentAt ?? '') + 2_000
    const validTo = Date.parse(attempt?.validTo ?? '') + 2_000
    world.patApi.tokens.set('other', { ...other, validFrom, validTo, state: 'active' })
    await world.pass(1)
    expect(world.view()).toMatchObject({ stopped: code('rotation-elsewhere') })
    await renew(world)
    await world.pass(30)
    expect(world.active().sort()).toEqual([world.recordOf(oldId)?.successor, 'other'].sort())
  })
})

describe('a renewal begins', () => {
  it('once for each token, however often and from wherever it is asked for', async () => {
    const world = createRotationWorld({ places: ['git'] })
    const { service } = world
    await Promise.all([service.renew(oldId), service.renew(oldId), service.look(), service.renew(oldId)])
    await settled()
    expect(world.patApi.creates()).toBe(1)
    expect(world.service.views()).toHaveLength(1)
  })

  it('not where the service lists a newer token of its name, unless the person insists', async () => {
    const world = createRotationWorld({ places: [], graceHours: 0 })
    const newer = {
      authorizationId: 'newer',
      name: 'Push code',
      scopes: ['vso.code_write'],
      allOrganizations: false
    }
    const validFrom = world.clock.now() - day
    world.patApi.tokens.set('newer', { ...newer, validFrom, validTo: validFrom + 90 * day, state: 'active' })
    await renew(world)
    await world.pass(5)
    expect(world.view()).toMatchObject({ stopped: code('rotation-elsewhere') })
    expect(world.patApi.creates()).toBe(0)
    await renew(world)
    expect(world.view()).toBeUndefined()
    expect(world.active()).toHaveLength(2)
  })

  it.each([
    ['has ended', { validTo: '2026-11-23T11:00:00.000Z' }],
    ['was revoked', { revokedAt: '2026-11-23T11:00:00.000Z' }],
    ['is for all organizations', { allOrganizations: true }],
    ['has a successor', { successor: 'another' }]
  ])('not for a token that %s', async (_what, record) => {
    const world = createRotationWorld({ record })
    await expect(world.service.renew(oldId)).rejects.toMatchObject(code('rotation-not-possible'))
    expect(world.view()).toBeUndefined()
  })

  it('not for a successor that is still being put in place; nor may that be revoked beside it', async () => {
    const world = createRotationWorld()
    await renew(world)
    const successorId = world.view()?.successorId ?? ''
    await expect(world.service.renew(successorId)).rejects.toMatchObject(code('rotation-open'))
    for (const id of [oldId, successorId]) {
      expect(() => {
        world.service.refuseIfOpen(id)
      }).toThrow(new AppFailure('rotation-open'))
    }
  })

  it('before anything is made where the keychain could not take it', async () => {
    const world = createRotationWorld()
    world.vault.problem = new AppFailure('vault-locked')
    await renew(world)
    expect(world.view()).toMatchObject({ step: 'make', stopped: code('vault-locked') })
    expect(world.patApi.creates()).toBe(0)
    world.vault.problem = null
    await world.pass(1)
    expect(world.patApi.creates()).toBe(1)
  })
})

describe('a renewal that is given up', () => {
  it('puts the old value back everywhere and revokes the successor', async () => {
    const world = createRotationWorld({ places: ['git', 'npm'] })
    await renew(world)
    expect(world.view()?.step).toBe('grace')
    await world.service.abandon(oldId)
    await settled()
    expect(world.view()).toBeUndefined()
    expect([...world.places.values()]).toEqual([oldId, oldId])
    expect(world.active()).toEqual([oldId])
    expect(world.index.all()).toEqual([expect.objectContaining({ id: oldId, successor: null })])
  })

  it('leaves a place to the hand that put another token there, and gives up all the same', async () => {
    const world = createRotationWorld({ places: ['git', 'npm'] })
    world.outage.taken = 'npm'
    await renew(world)
    expect(world.view()?.uses).toMatchObject([
      { useId: 'git', error: null },
      { useId: 'npm', state: 'failed', error: { code: 'entry-taken' } }
    ])
    expect(world.active()).toHaveLength(2)
    await world.service.abandon(oldId)
    await settled()
    expect(world.view()).toBeUndefined()
    expect([world.places.get('git'), world.active()]).toEqual([oldId, [oldId]])
  })

  it('revokes the successor only after the person changed their places back', async () => {
    const world = createRotationWorld({ places: ['manual-server'] })
    await renew(world)
    world.tickAll()
    await settled()
    await world.service.abandon(oldId)
    await settled()
    expect(world.view()).toMatchObject({ step: 'person', back: true, uses: [{ state: 'old' }] })
    expect(world.active()).toHaveLength(2)
    world.tickAll()
    await settled()
    expect(world.active()).toEqual([oldId])
    expect(world.broken).toEqual([])
  })

  it('cannot be given up once the old token may be dead', async () => {
    const world = createRotationWorld({ places: [], graceHours: 0 })
    world.outage.undead = true
    await renew(world)
    await expect(world.service.abandon(oldId)).rejects.toMatchObject(code('rotation-not-possible'))
  })
})

describe('a renewal of which both tokens are over', () => {
  it('can be given up, and leaves nothing in the way', async () => {
    const world = createRotationWorld({ places: ['git'] })
    await renew(world)
    const successor = world.recordOf(world.view()?.successorId ?? '')
    if (successor !== undefined) world.index.save({ ...successor, revokedAt: '2026-11-23T12:30:00.000Z' })
    world.clock.advance(10 * day)
    await world.service.abandon(oldId)
    await settled()
    expect(world.view()).toBeUndefined()
  })

  it('cannot be given up while the successor is the one that lives', async () => {
    const world = createRotationWorld({ places: ['git'] })
    await renew(world)
    world.clock.advance(10 * day)
    await expect(world.service.abandon(oldId)).rejects.toMatchObject(code('rotation-not-possible'))
    expect(world.view()?.successorId).not.toBeNull()
  })
})

describe('a token that renews itself', () => {
  const soon = { autoRenew: true, createdAt: '2026-10-01T00:00:00.000Z', validTo: '2026-11-28T12:00:00.000Z' }

  it('does so when it is time, and its successor will, too', async () => {
    const world = createRotationWorld({ record: soon, places: ['git'] })
    await look(world)
    expect(world.view()).toMatchObject({ automatic: true, step: 'grace' })
    expect(world.recordOf(world.view()?.successorId ?? '')).toMatchObject({ autoRenew: true })
  })

  it.each([
    ['was not told to', { autoRenew: false }],
    ['was made by hand', { origin: 'assisted' as const }],
    ['has time left', { validTo: '2026-12-28T12:00:00.000Z' }]
  ])('does not while it %s', async (_what, other) => {
    const world = createRotationWorld({ record: { ...soon, ...other } })
    await look(world)
    expect(world.view()).toBeUndefined()
  })

  it('waits until somebody is signed in and the keychain is open, and asks for nothing', async () => {
    const world = createRotationWorld({ record: soon, places: [] })
    world.outage.signedOut = true
    await look(world)
    expect(world.view()).toBeUndefined()
    world.outage.signedOut = false
    world.vault.problem = new AppFailure('vault-locked')
    world.clock.advance(day / 4)
    await look(world)
    expect(world.view()).toBeUndefined()
    world.vault.problem = null
    await look(world)
    expect(world.view()).toMatchObject({ automatic: true })
  })

  it('does not begin where it was told not to while the login was asked', async () => {
    const world = createRotationWorld({ record: soon, places: [] })
    const { list } = world.patApi
    world.patApi.list = (...given) => {
      world.service.setAutoRenew(oldId, false)
      return list(...given)
    }
    await look(world)
    expect(world.view()).toBeUndefined()
  })

  it('is left as it is where it was revoked elsewhere', async () => {
    const world = createRotationWorld({ record: soon, places: [] })
    await world.patApi.revoke(world.patApi.bearer, 'contoso', oldId)
    await look(world)
    expect(world.view()).toBeUndefined()
    expect(world.active()).toEqual([])
  })

  it('takes over the end that it was given elsewhere, and does so when that is near', async () => {
    const world = createRotationWorld({ record: soon, places: [] })
    const listed = world.patApi.tokens.get(oldId)!
    const validTo = '2027-09-01T00:00:00.000Z'
    world.patApi.tokens.set(oldId, { ...listed, validTo: Date.parse(validTo) })
    await look(world)
    expect([world.view(), world.recordOf(oldId)?.validTo]).toEqual([undefined, validTo])
    expect(world.told).toEqual([])
    world.clock.jump(Date.parse('2027-08-31T00:00:00.000Z'))
    await look(world)
    expect(world.view()).toMatchObject({ automatic: true })
  })

  it('tells Git of an end that it was given elsewhere', async () => {
    const git = { helper: 'libsecret', configured: [] }
    const world = createRotationWorld({ record: { ...soon, git }, places: [] })
    await look(world)
    expect(world.told).toEqual([])
    const listed = world.patApi.tokens.get(oldId)!
    const other = createRotationWorld({ record: { ...soon, git }, places: [] })
    other.patApi.tokens.set(oldId, { ...listed, validTo: Date.parse('2027-09-01T00:00:00.000Z') })
    await look(other)
    expect(other.told).toEqual([oldId])
  })

  it.each([
    ['was begun by itself', look],
    ['the person began themselves', renew]
  ])('does not begin again when the person gave up a renewal that %s', async (_what, begin) => {
    const world = createRotationWorld({ record: soon, places: ['git'] })
    await begin(world)
    expect(world.view()?.step).toBe('grace')
    await world.service.abandon(oldId)
    await settled()
    world.clock.advance(day / 4)
    await look(world)
    expect(world.view()).toBeUndefined()
    expect(world.active()).toEqual([oldId])
  })

  it('does so later where the person gave up one before it was time', async () => {
    const world = createRotationWorld({
      record: { ...soon, validTo: '2026-12-28T12:00:00.000Z' },
      places: []
    })
    await renew(world)
    await world.service.abandon(oldId)
    await settled()
    expect(world.recordOf(oldId)?.autoRenew).toBe(true)
  })

  it('can only be one that a program may make', () => {
    const world = createRotationWorld({ record: { origin: 'assisted' } })
    expect(() => {
      world.service.setAutoRenew(oldId, true)
    }).toThrow(new AppFailure('invalid-input'))
  })
})

describe('a renewal whose token is off the list', () => {
  const goneId = 'hand-gone'
  const begun = (world: RotationWorld) => {
    const rotation = newRotation({ tokenId: goneId, automatic: false, assisted: true }, [], world.clock.now())
    world.journal.save(rotation)
    return rotation
  }

  it('is over where nothing was made for it', async () => {
    const world = createRotationWorld()
    begun(world)
    await look(world)
    expect(world.view()).toBeUndefined()
  })

  it('stays while the list cannot be read, and where something was made for it', async () => {
    const world = createRotationWorld()
    const rotation = begun(world)
    world.unread = true
    await look(world)
    expect(world.rotation()).toEqual(rotation)
    world.unread = false
    const made = { ...rotation, successorId: oldId }
    world.journal.save(made)
    await look(world)
    expect(world.rotation()).toMatchObject({ tokenId: goneId, successorId: oldId })
  })

  it('holds up none of those behind it', async () => {
    const world = createRotationWorld({ places: [] })
    begun(world)
    world.unread = true
    const known = { tokenId: oldId, automatic: false, assisted: false }
    world.journal.save(newRotation(known, [], world.clock.now()))
    await look(world)
    expect(world.service.views()).toMatchObject([{ step: 'make' }, { tokenId: oldId, step: 'grace' }])
  })
})

describe('a token that was made by hand', () => {
  const record = { origin: 'assisted' as const }
  const wish = { tokenId: oldId, validTo: '2027-02-01T00:00:00.000Z', anyway: false }

  it('is followed by one that the person pastes, and revoked by them; it is over once it is refused', async () => {
    const world = createRotationWorld({ record, places: ['git'], graceHours: 0 })
    await renew(world)
    expect(world.view()?.needs).toBe('paste')
    world.clipboard.text = tokenText(7)
    await world.service.paste(wish)
    await settled()
    expect([world.rotation()?.stage, world.view()?.needs]).toEqual(['prove-dead', 'revoke'])
    await world.pass(2)
    world.restart()
    await world.pass(2)
    expect(world.browser.opened).toEqual([])
    await renew(world)
    expect(world.browser.opened).toEqual(['https://dev.azure.com/contoso/_usersSettings/tokens'])
    const pat = world.patApi.tokens.get(oldId)
    if (pat !== undefined) world.patApi.tokens.set(oldId, { ...pat, state: 'revoked' })
    await world.pass(2)
    expect(world.view()).toBeUndefined()
    expect(world.places.get('git')).toBe('hand-successor')
    expect(world.recordOf(oldId)).toMatchObject({ successor: 'hand-successor', inVault: false })
    expect(world.recordOf(oldId)?.revokedAt).not.toBeNull()
  })

  it('is followed by none when the renewal is given up: the successor stays on the list, to be revoked by hand', async () => {
    const world = createRotationWorld({ record, places: [] })
    await renew(world)
    world.clipboard.text = tokenText(7)
    await world.service.paste(wish)
    await settled()
    await world.service.abandon(oldId)
    await settled()
    expect(world.view()).toBeUndefined()
    expect(world.browser.opened).toEqual([])
    expect(world.recordOf('hand-successor')).toMatchObject({ inVault: false, revokeLeft: ['service'] })
  })

  it('is not followed by itself', async () => {
    const world = createRotationWorld({ record })
    await renew(world)
    world.clipboard.text = ` ${tokenText(0)}\n`
    await expect(world.service.paste(wish)).rejects.toMatchObject(code('invalid-input'))
    expect(world.view()?.needs).toBe('paste')
  })

  it('is followed by one that was pasted right before the app ended', async () => {
    const world = createRotationWorld({ record, places: [] })
    await renew(world)
    const validTo = '2027-02-01T00:00:00.000Z'
    const pasted = recordOf({
      ...record,
      id: 'hand-2',
      inVault: true,
      validTo,
      createdAt: '2026-11-23T12:05:00.000Z'
    })
    const { Secret } = await import('../../electron/domain/secret.js')
    world.index.save(pasted)
    world.vault.entries.set(pasted.label, new Secret(tokenText(9)))
    world.restart()
    await look(world)
    expect(world.view()?.successorId).toBe('hand-2')
  })
})
