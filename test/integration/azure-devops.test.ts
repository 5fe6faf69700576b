import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { createPatApi } from '../../electron/adapters/azure-devops/pat-api.js'
import { createTokenCheck } from '../../electron/adapters/azure-devops/token-check.js'
import { createMsalSignIn } from '../../electron/adapters/entra/msal-sign-in.js'
import { Secret } from '../../electron/domain/secret.js'
import type { Http } from '../../electron/services/ports/http.js'
import type { SecretFile } from '../../electron/services/ports/keychain.js'
import type { SignInOrder } from '../../electron/services/ports/sign-in.js'
import { patApiKeepsItsPromises } from '../adapters/azure-devops/pat-api-suite.js'
import { tokenCheckKeepsItsPromises } from '../adapters/azure-devops/token-check-suite.js'
import { signInKeepsItsPromises } from '../adapters/entra/sign-in-suite.js'
import { createFakeBrowser } from '../fakes/browser.js'
import { createFakeClock } from '../fakes/clock.js'
import { createFakeLog } from '../fakes/log.js'
import { createPracticeClient, signInByHand, type PracticeClient } from '../simulator/client.js'
import { practiceCollection, practiceTenant } from '../simulator/organizations.js'
import { practiceBearer } from '../simulator/practice-bearer.js'
import { startSimulator, type Simulator } from '../simulator/simulator.js'
import { createNodeHttp } from './node-http.js'

/* The adapters that ship against the practice organization, by the same suites as the fakes of the unit tests. */

const day = 86_400_000
const account = 'developer@contoso.example'
const clientId = '1c5b8f0a-6b0e-4d3e-9d7e-2f6a1b3c4d5e'
const wrong = new Secret('eyJhbGciOiJub25lIn0.e30.wrong')

interface Practice {
  readonly simulator: Simulator
  readonly client: PracticeClient
  readonly http: Http
}

const started: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of started.splice(0)) await end()
})

async function practice(now?: () => number): Promise<Practice> {
  const directory = await mkdtemp(path.join(tmpdir(), 'practice-'))
  const simulator = await startSimulator({ directory, ...(now === undefined ? {} : { now }) })
  simulator.setFault({ where: 'tokens', kind: 'byte-order-mark' })
  const client = createPracticeClient(simulator)
  started.push(async () => {
    await client.close()
    await simulator.close()
    await rm(directory, { recursive: true, force: true })
  })
  return { simulator, client, http: createNodeHttp(client) }
}

patApiKeepsItsPromises('the adapter at the practice organization', async () => {
  // A clock that stands still, so that ends can be compared.
  const now = Date.now()
  const { simulator, client, http } = await practice(() => now)
  return {
    api: createPatApi(http),
    bearer: new Secret(await practiceBearer(client, account)),
    wrongBearer: wrong,
    organization: 'contoso',
    now: () => now,
    refuseCreate: (error) => {
      simulator.refuseNextCreate(error)
    },
    cutTo: (validTo) => {
      simulator.setMaximumLife('contoso', (validTo - now) / day)
    }
  }
})

tokenCheckKeepsItsPromises('the adapter at the practice organization', async () => {
  const { simulator, http } = await practice()
  return {
    check: createTokenCheck(http),
    organization: 'contoso',
    account,
    good: new Secret(simulator.issueToken('contoso', { scope: 'vso.code_write' }).value),
    unknown: new Secret('a'.repeat(52)),
    repository: 'https://dev.azure.com/contoso/web-shop/_git/web-shop'
  }
})

tokenCheckKeepsItsPromises('the adapter at the practice Server', async () => {
  const { simulator, http } = await practice()
  return {
    check: createTokenCheck(http),
    organization: practiceCollection,
    account: 'developer',
    good: new Secret(simulator.issueToken(practiceCollection, { scope: 'vso.code' }).value),
    unknown: new Secret('a'.repeat(52)),
    repository: `${practiceCollection}/warehouse/_git/warehouse`
  }
})

function createMemoryFile(): SecretFile {
  let content: string | null = null
  return {
    read: async () => content,
    write: async (written) => {
      content = written
    },
    erase: async () => {
      content = null
    }
  }
}

function signInAt({ client, http }: Practice, decide: () => 'accept' | 'cancel' | null) {
  const browser = createFakeBrowser()
  browser.onOpen = (address) => {
    const decision = decide()
    if (decision !== null) void signInByHand(client, address, { account, decision })
  }
  const signIn = createMsalSignIn({
    http,
    browser,
    cache: createMemoryFile(),
    clock: createFakeClock(Date.now()),
    log: createFakeLog(),
    configuration: () => ({ clientId, tenant: '' })
  })
  return { signIn, browser }
}

const order: SignInOrder = {
  tenant: practiceTenant,
  claims: null,
  onDeviceCode: null,
  onAddress: () => undefined
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => void setTimeout(resolve, 5))
}

signInKeepsItsPromises('msal at the practice sign-in', async () => {
  const all = await practice()
  // Shorter than the five minutes before its end at which msal renews, so every bearer is a renewal.
  all.simulator.entra.setLife(200_000)
  let decision: 'accept' | null = 'accept'
  const { signIn, browser } = signInAt(all, () => decision)
  return {
    signIn,
    order,
    account,
    person: (does) => {
      decision = does === 'signs in' ? 'accept' : null
    },
    waiting: () => until(() => browser.opened.length > 0),
    endSession: () => {
      all.simulator.entra.forgetRefreshTokens()
    }
  }
})

describe('the whole way at the practice organization', () => {
  it('makes a token with the bearer of a sign-in, and the token is of use until it is revoked', async () => {
    const all = await practice()
    const { signIn } = signInAt(all, () => 'accept')
    await signIn.signIn(order, new AbortController().signal)
    const bearer = await signIn.bearer(practiceTenant, null)
    const api = createPatApi(all.http)
    const check = createTokenCheck(all.http)
    const { secret, authorizationId } = await api.create(bearer, {
      organization: 'contoso',
      name: 'Push code',
      scopes: ['vso.code_write'],
      validTo: Date.now() + 30 * day
    })
    expect(await check.identify('contoso', secret)).toEqual({ account })
    expect(await check.findRepository('contoso', secret)).toContain('/_git/web-shop')
    await api.revoke(bearer, 'contoso', authorizationId)
    await expect(check.identify('contoso', secret)).rejects.toMatchObject({ code: 'token-not-accepted' })
  })

  it('takes the anonymous identity of an organization with public projects for no identity', async () => {
    const { http } = await practice()
    await expect(
      createTokenCheck(http).identify('fabrikam', new Secret('a'.repeat(52)))
    ).rejects.toMatchObject({ code: 'token-not-accepted' })
  })

  it('says that a token cannot read code, where it cannot', async () => {
    const { http, simulator } = await practice()
    const packages = new Secret(simulator.issueToken('contoso', { scope: 'vso.packaging' }).value)
    const check = createTokenCheck(http)
    expect(await check.identify('contoso', packages)).toEqual({ account })
    await expect(check.findRepository('contoso', packages)).rejects.toMatchObject({
      code: 'token-not-accepted'
    })
  })

  it('says that an organization does not exist', async () => {
    const { http, client } = await practice()
    const bearer = new Secret(await practiceBearer(client, account))
    await expect(createPatApi(http).list(bearer, 'nowhere', 'active')).rejects.toMatchObject({
      code: 'organization-not-found'
    })
  })

  it('tells a declined consent from a sign-in', async () => {
    const all = await practice()
    const { signIn } = signInAt(all, () => 'cancel')
    await expect(signIn.signIn(order, new AbortController().signal)).rejects.toMatchObject({
      code: 'sign-in-cancelled'
    })
  })

  it('is refused the token API with the scopes of half a consent', async () => {
    const { http, client } = await practice()
    const bearer = new Secret(await practiceBearer(client, account, ['vso.pats']))
    await expect(
      createPatApi(http).create(bearer, {
        organization: 'contoso',
        name: 'Push code',
        scopes: ['vso.code'],
        validTo: Date.now() + day
      })
    ).rejects.toMatchObject({ code: expect.stringMatching(/^(sign-in-again|access-denied)$/) as string })
  })
})
