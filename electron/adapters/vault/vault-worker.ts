/*
 * The process that holds keytar, and nothing else does. It may hang or crash: keytar does so when the daemon
 * behind it freezes or dies. The app ends it then and starts another one.
 */
import type * as KeytarModule from 'keytar'
import { readCollection, unlockCollection, type CollectionState } from './secret-service.js'
import { vaultRequest, type VaultProblem, type VaultReply, type VaultRequest } from './vault-messages.js'

/** Of keytar only these: `findCredentials` crashes the process while the collection is locked. */
type Keytar = Pick<typeof KeytarModule, 'getPassword' | 'setPassword' | 'deletePassword'>

const port = process.parentPort
const onLinux = process.platform === 'linux'

const problem = (what: VaultProblem, message = ''): VaultReply => ({
  kind: 'problem',
  problem: what,
  message
})

/** Elsewhere the system's keychain asks by itself, and tells a refusal from a missing entry. */
const collection = (): Promise<CollectionState> => (onLinux ? readCollection() : Promise.resolve('open'))

async function answer(request: VaultRequest, tell: (reply: VaultReply) => void): Promise<VaultReply> {
  let keytar: Keytar
  try {
    // Loaded late: without libsecret the import throws, and that is to be an answer.
    // A cast, because its types name exports which Node's ESM loader does not find: there is only the default.
    keytar = ((await import('keytar')) as unknown as { readonly default: Keytar }).default
  } catch (error) {
    return problem('no-library', String(error))
  }
  const state = await collection()
  if (state === 'no-service') return problem('no-service')
  if (request.call === 'state') return { kind: 'state', state: state === 'locked' ? 'locked' : 'ready' }
  if (state === 'locked') {
    tell({ kind: 'prompting' })
    const unlocked = await unlockCollection()
    if (unlocked !== 'open') return problem(unlocked)
  }
  // The first write makes the collection, for which the service asks for a new password.
  if (state === 'no-collection' && request.call === 'put') tell({ kind: 'prompting' })
  return ask(keytar, request)
}

async function ask(keytar: Keytar, request: Exclude<VaultRequest, { call: 'state' }>): Promise<VaultReply> {
  const { service, account } = request
  const read = async (): Promise<VaultReply> => {
    const value = await keytar.getPassword(service, account)
    if (value !== null && value !== '') return { kind: 'present', value }
    // Null says nothing while the collection is locked, or gone.
    const state = await collection()
    if (state === 'no-service' || state === 'locked') return problem(state)
    return { kind: 'missing' }
  }

  switch (request.call) {
    case 'get':
      return read()
    case 'put': {
      await keytar.setPassword(service, account, request.value)
      const written = await read()
      const same = written.kind === 'present' && written.value === request.value
      if (written.kind === 'problem') return written
      return same ? { kind: 'done' } : problem('failed', 'read back another value')
    }
    case 'delete': {
      if (await keytar.deletePassword(service, account)) return { kind: 'done' }
      // False also means locked.
      const left = await read()
      if (left.kind === 'present') return problem('failed', 'still there after deleting')
      return left.kind === 'missing' ? { kind: 'done' } : left
    }
  }
}

port.on('message', ({ data }) => {
  const request = vaultRequest.parse(data)
  const tell = (reply: VaultReply): void => port.postMessage({ ...reply, id: request.id })
  answer(request, tell).then(tell, (error: unknown) => tell(problem('failed', String(error))))
})
