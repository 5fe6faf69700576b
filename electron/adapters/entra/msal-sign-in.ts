import type { AccountInfo, AuthenticationResult, PublicClientApplication } from '@azure/msal-node'
import { randomBytes } from 'node:crypto'
import { AppFailure } from '../../domain/app-failure.js'
import { Secret } from '../../domain/secret.js'
import { aadstsNumber, interactiveFailure } from '../../domain/sign-in-error.js'
import { isTenantId } from '../../domain/tenant-id.js'
import type { Account, DeviceCode, SignIn, SignInOrder } from '../../services/ports/sign-in.js'
import type { Browser } from '../../services/ports/desktop.js'
import type { Clock } from '../../services/ports/clock.js'
import type { Http } from '../../services/ports/http.js'
import type { Log } from '../../services/ports/log.js'
import type { SecretFile } from '../../services/ports/keychain.js'
import type { Settings } from '../../shared/settings-view.js'
import { createMsalNetwork, type MsalNetwork } from '../network/msal-network.js'
import { authorityOf } from './authority.js'
import { createDeviceCodeNetwork } from './device-code-network.js'
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
  /** Read at each use, so that a change of settings needs no restart. */
  readonly configuration: () => Pick<Settings, 'clientId'>
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

const accountOf = ({ homeAccountId, username, tenantId }: AccountInfo): Account => ({
  id: homeAccountId,
  name: username,
  tenant: tenantId
})

interface Client {
  readonly client: PublicClientApplication
  readonly network: MsalNetwork
}

/**
 * Signing in with our own registration, msal for the tokens: in the system browser by authorization code with
 * PKCE, or by a code on another device.
 */
export function createMsalSignIn(deps: MsalSignInDeps): SignIn {
  const { http, browser, clock, log, configuration } = deps
  const cache = createTokenCache(deps.cache, log)

  /** A new client for each use: it reads today's settings, and its network ends with its signal. */
  async function openClient(
    tenant: string,
    signal?: AbortSignal,
    wrap: (network: MsalNetwork) => MsalNetwork = (network) => network
  ): Promise<Client> {
    const { clientId } = configuration()
    if (clientId === '') throw new AppFailure('client-id-missing')
    // Loaded at the first sign-in: it is a third of the main process's code.
    const msal = await import('@azure/msal-node')
    const network = wrap(createMsalNetwork(http, signal))
    const client = new msal.PublicClientApplication({
      auth: { clientId, authority: authorityOf(tenant) },
      cache: { cachePlugin: cache.plugin(signal) },
      system: { networkClient: network.module }
    })
    return { client, network }
  }

  async function askInBrowser(
    { client }: Client,
    claims: { readonly claims?: string },
    signal: AbortSignal,
    onAddress: (address: string) => void
  ): Promise<AuthenticationResult> {
    const { CryptoProvider } = await import('@azure/msal-node')
    const { openLoopback } = await import('./loopback.js')
    const { verifier, challenge } = await new CryptoProvider().generatePkceCodes()
    const state = randomBytes(32).toString('base64url')
    const loopback = await openLoopback(state)
    try {
      const { redirectUri } = loopback
      const address = await client.getAuthCodeUrl({
        ...claims,
        scopes,
        redirectUri,
        state,
        prompt: 'select_account',
        responseMode: 'form_post',
        codeChallenge: challenge,
        codeChallengeMethod: 'S256'
      })
      signal.throwIfAborted()
      onAddress(address)
      await browser.open(address)
      const answer: LoopbackAnswer = await Promise.race([loopback.answer, aborted(signal)])
      if (answer.kind === 'refused') throw interactiveFailure(answer.refusal)
      const { code, clientInfo } = answer
      return await client.acquireTokenByCode({
        ...claims,
        scopes,
        redirectUri,
        code,
        clientInfo,
        codeVerifier: verifier
      })
    } finally {
      loopback.close()
    }
  }

  function askByCode(
    { client }: Client,
    claims: { readonly claims?: string },
    onCode: (code: DeviceCode) => void
  ): Promise<AuthenticationResult | null> {
    return client.acquireTokenByDeviceCode({
      ...claims,
      scopes,
      deviceCodeCallback: ({ userCode, verificationUri, expiresIn }) =>
        onCode({ userCode, address: verificationUri, expiresAt: clock.now() + expiresIn * 1000 })
    })
  }

  async function askPerson(
    order: SignInOrder,
    signal: AbortSignal,
    onCode: (code: DeviceCode) => void
  ): Promise<AuthenticationResult | null> {
    const byCode = order.onDeviceCode !== null
    const claims = order.claims === null ? {} : { claims: order.claims }
    const { AuthError } = await import('@azure/msal-node')
    const opened = await openClient(order.tenant, signal, (network) =>
      byCode ? createDeviceCodeNetwork({ network, clock, signal }) : network
    )
    try {
      return await (byCode
        ? askByCode(opened, claims, onCode)
        : askInBrowser(opened, claims, signal, order.onAddress))
    } catch (error) {
      signal.throwIfAborted()
      if (!(error instanceof AuthError)) throw error
      throw (
        opened.network.failure() ??
        interactiveFailure({ error: error.errorCode, number: aadstsNumber(error.errorMessage) })
      )
    }
  }

  async function signedIn(): Promise<readonly AccountInfo[]> {
    if (configuration().clientId === '' || (await cache.read()) === null) return []
    return (await openClient('common')).client.getAllAccounts()
  }

  /** The account as msal shall renew it for this tenant, in which it may be a guest who was not there yet. */
  async function find(tenant: string, accountId: string | null): Promise<AccountInfo | undefined> {
    const accounts = await signedIn()
    const one = isTenantId(tenant)
    const fitting = one ? accounts.filter(({ tenantId }) => tenantId === tenant) : accounts
    if (accountId === null) return fitting[0]
    const known = (list: readonly AccountInfo[]): AccountInfo | undefined =>
      list.find(({ homeAccountId }) => homeAccountId === accountId)
    const elsewhere = known(accounts)
    return known(fitting) ?? (elsewhere && { ...elsewhere, ...(one ? { tenantId: tenant } : {}) })
  }

  return {
    signIn: async (order, signal) => {
      const limit = new AbortController()
      const stopAfter = (milliseconds: number, code: 'sign-in-timed-out' | 'device-code-expired') =>
        clock.after(milliseconds, () => limit.abort(new AppFailure(code)))
      let stopLimit = stopAfter(browserLimit, 'sign-in-timed-out')
      const both = AbortSignal.any([signal, limit.signal])
      try {
        both.throwIfAborted()
        const result = await askPerson(order, both, (code) => {
          stopLimit()
          stopLimit = stopAfter(code.expiresAt - clock.now(), 'device-code-expired')
          order.onDeviceCode?.(code)
        })
        both.throwIfAborted()
        const account = result?.account ?? null
        if (account === null) throw new AppFailure('unexpected-answer', { reason: 'no-account' })
        log.info('sign-in.done')
        return accountOf(account)
      } finally {
        stopLimit()
      }
    },
    bearer: async (tenant, accountId) => {
      const account = await find(tenant, accountId)
      const { client, network } = await openClient(tenant)
      const { AuthError } = await import('@azure/msal-node')
      if (account === undefined) {
        const problem = cache.problem()
        // A locked keychain can be unlocked; without one at all there is only signing in.
        throw problem === null || problem.code === 'no-protected-store'
          ? new AppFailure('sign-in-again')
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
        throw new AppFailure('sign-in-again')
      }
    },
    accounts: async () => (await signedIn()).map(accountOf),
    signOut: () => cache.erase()
  }
}
