import { beforeEach, expect, it } from 'vitest'
import { tokenText } from '../fakes/pat-api.js'
import { code, createFakeOutside, startCore, wish } from './core-on-fakes.js'
import { settled } from './token-world.js'

/*
 * A successor that was on the list before: a token that the person had pasted already, or the wrong one.
 */
let outside: ReturnType<typeof createFakeOutside>
let call: ReturnType<typeof startCore>['call']
let listed: string
let old: string

const recordOf = (id: string) => outside.index.all().find((one) => one.id === id)

beforeEach(async () => {
  outside = createFakeOutside()
  call = startCore(outside).call
  listed = (await call.createToken({ ...wish, name: 'Listed' })).tokenId
  await call.setAutoRenew({ tokenId: listed, on: true })
  outside.clock.advance(60_000)
  const value = outside.vault.entries.get(recordOf(listed)?.label ?? '')?.reveal() ?? ''
  outside.tokenCheck.accept(tokenText(7), 'ada')
  outside.tokenCheck.accept(value, 'ada')
  outside.clipboard.text = tokenText(7)
  const { name, organization, scopes, validTo } = { ...wish, name: 'By hand' }
  const pasted = await call.pasteToken({ organization, name, scopes, validTo, anyway: true })
  old = pasted.tokenId
  await call.renewToken({ tokenId: old })
  await settled()
  outside.clipboard.text = value
})

const paste = (tokenId: string) => call.pasteSuccessor({ tokenId, validTo: null, anyway: true })

it('stays what it was when the renewal is given up', async () => {
  const before = recordOf(listed)
  await paste(old)
  await settled()
  expect(recordOf(old)?.successor).toBe(listed)
  await call.abandonRotation({ tokenId: old })
  await settled()
  expect(outside.rotationJournal.all()).toEqual([])
  expect(recordOf(listed)).toEqual(before)
  expect(outside.vault.entries.has(before?.label ?? '')).toBe(true)
  expect(outside.patApi.tokens.get(listed)?.state).toBe('active')
})

it('is refused while it is being renewed itself', async () => {
  await call.renewToken({ tokenId: listed })
  await settled()
  await expect(paste(old)).rejects.toMatchObject(code('invalid-input'))
  expect(outside.rotationJournal.all().find(({ tokenId }) => tokenId === old)?.successorId).toBeNull()
})

it('is refused where it is the old token, of which only the keychain lost the value', async () => {
  await call.useForGit({ tokenId: old, allowPlainText: true, setUpHelper: true })
  outside.vault.entries.delete(recordOf(old)?.label ?? '')
  outside.clipboard.text = tokenText(7)
  await expect(paste(old)).rejects.toMatchObject(code('invalid-input'))
})
