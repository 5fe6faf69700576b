import type { AccountInfo, AuthenticationResult, PublicClientApplication } from '@azure/msal-node'
import { randomBytes } from 'node:crypto'
import { AppFailure } from '../../domain/app-failure.js'
import { Secret } from '../../domain/secret.js'
import { interactiveFailure } from '../../domain/sign-in-error.js'
import type { Browser, Clock, Http, Log, SecretFile, Settings, SignIn } from '../../services/ports.js'
import { createMsalNetwork } from '../network/msal-network.js'
import type { MsalNetwork } from '../network/msal-network.js'
import { authorityOf, findTenant, isTenantId } from './authority.js'
import { aadstsNumber, openLoopback } from './loopback.js'
import type { LoopbackAnswer } from './loopback.js'
import { createTokenCache } from './token-cache.js'

/** Azure DevOps as a resource, and what we ask of it (azure-devops.md 1.9 and 4.2). */
const azureDevOps = '499b84ac-1321-427f-aa17-267ca6975798'
const scopes = ['vso.pats', 'vso.pats_manage', 'vso.profile'].map((scope) => `${azureDevOps}/${scope}`)
/** Milliseconds that a person has in the browser. */
const browserLimit = 300_000

export interface MsalSignInDeps {
  readonly http: Http
  readonly browser: Browser
  readonly cache: SecretFile
  readonly clock: Clock
  readonly log: Log
  /** Read at each use, so that a change of settings needs no restart. An empty tenant: asked of the service. */
  readonly configuration: () => Pick<Settings, 'clientId' | 'tenant'>
}

/** Rejects with the signal's reason once it is aborted. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    // The reason is an AppFailure of ours; the platform types it as anything.
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
    const end = (): void => reject(signal.reason)
    if (signal.aborted) end()
    else signal.addEventListener('abort', end, { once: true })
  })
}

/** Signing in with our own registration: system browser, authorization code with PKCE, msal for the tokens. */
export function createMsalSignIn(deps: MsalSignInDeps): SignIn {
  const { http, browser, clock, log, configuration } = deps
  const cache = createTokenCache(deps.cache, log)
  const tenants = new Map<string, string>()
  /** Which account was signed in for an organization in this run; the newest is the last. */
  const signedIn = new Map<string, string>()

  async function tenantOf(organization: string, signal?: AbortSignal): Promise<string> {
    const { tenant } = configuration()
    if (tenant !== '') return tenant
    const known = tenants.get(organization) ?? (await findTenant(http, organization, signal))
    tenants.set(organization, known)
    return known
  }

  /** A new client for each use: it reads today's settings, and its network ends with its signal. */
  async function openClient(
    tenant: string,
    signal?: AbortSignal
  ): Promise<{ client: PublicClientApplication; network: MsalNetwork }> {
    const { clientId } = configuration()
    if (clientId === '') throw new AppFailure('client-id-missing')
    // Loaded at the first sign-in: it is a third of the main process's code.
    const msal = await import('@azure/msal-node')
    const network = createMsalNetwork(http, signal)
    const client = new msal.PublicClientApplication({
      auth: { clientId, authority: authorityOf(tenant) },
      cache: { cachePlugin: cache.plugin(signal) },
      system: { networkClient: network.module }
    })
    return { client, network }
  }

  /** Waits for the person in the browser. */
  async function askPerson(tenant: string, signal: AbortSignal): Promise<AuthenticationResult> {
    const { CryptoProvider, AuthError } = await import('@azure/msal-node')
    const { client, network } = await openClient(tenant, signal)
    const { verifier, challenge } = await new CryptoProvider().generatePkceCodes()
    const state = randomBytes(32).toString('base64url')
    const loopback = await openLoopback(state)
    try {
      const { redirectUri } = loopback
      const address = await client.getAuthCodeUrl({
        scopes,
        redirectUri,
        state,
        prompt: 'select_account',
        responseMode: 'form_post',
        codeChallenge: challenge,
        codeChallengeMethod: 'S256'
      })
      signal.throwIfAborted()
      await browser.open(address)
      const answer: LoopbackAnswer = await Promise.race([loopback.answer, aborted(signal)])
      if (answer.kind === 'refused') throw interactiveFailure(answer.refusal)
      const { code, clientInfo } = answer
      return await client.acquireTokenByCode({
        scopes,
        redirectUri,
        code,
        clientInfo,
        codeVerifier: verifier
      })
    } catch (error) {
      if (!(error instanceof AuthError)) throw error
      const reason = network.failure()
      if (reason !== null) throw reason
      throw interactiveFailure({ error: error.errorCode, number: aadstsNumber(error.errorMessage) })
    } finally {
      loopback.close()
    }
  }

  /** The account for an organization: of its tenant, and the one that was signed in for it where there are more. */
  function chooseAccount(
    accounts: readonly AccountInfo[],
    organization: string,
    tenant: string
  ): AccountInfo | undefined {
    const fitting = isTenantId(tenant) ? accounts.filter((account) => account.tenantId === tenant) : accounts
    return fitting.find((account) => account.homeAccountId === signedIn.get(organization)) ?? fitting[0]
  }

  return {
    signIn: async (organization, signal) => {
      const limit = new AbortController()
      const stopLimit = clock.after(browserLimit, () => {
        limit.abort(new AppFailure('sign-in-timed-out'))
      })
      try {
        const both = AbortSignal.any([signal, limit.signal])
        both.throwIfAborted()
        const { account } = await askPerson(await tenantOf(organization, both), both)
        both.throwIfAborted()
        if (account === null) throw new AppFailure('unexpected-answer', { reason: 'no-account' })
        signedIn.delete(organization)
        signedIn.set(organization, account.homeAccountId)
        log.info('sign-in.done')
        return { account: account.username }
      } finally {
        stopLimit()
      }
    },
    bearer: async (organization) => {
      const tenant = await tenantOf(organization)
      const { client, network } = await openClient(tenant)
      const { AuthError } = await import('@azure/msal-node')
      const account = chooseAccount(await client.getAllAccounts(), organization, tenant)
      if (account === undefined) {
        const problem = cache.problem()
        // A locked keychain can be unlocked; without one at all there is only signing in.
        throw problem === null || problem.code === 'no-protected-store'
          ? new AppFailure('sign-in-again', { organization })
          : problem
      }
      try {
        return new Secret((await client.acquireTokenSilent({ account, scopes })).accessToken)
      } catch (error) {
        if (!(error instanceof AuthError)) throw error
        const reason = network.failure()
        if (reason !== null) throw reason
        // Refused renewals come as a plain server error or as «interaction required»; both mean the same.
        log.info('sign-in.ended', { error: error.errorCode, suberror: error.subError })
        throw new AppFailure('sign-in-again', { organization })
      }
    },
    account: async () => {
      if (configuration().clientId === '' || (await cache.read()) === null) return null
      const accounts = await (await openClient('common')).client.getAllAccounts()
      const newest = [...signedIn.values()].at(-1)
      return (accounts.find((account) => account.homeAccountId === newest) ?? accounts[0])?.username ?? null
    },
    signOut: async () => {
      signedIn.clear()
      tenants.clear()
      await cache.erase()
    }
  }
}
