import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { createAzureDevOps } from './azure-devops.js'
import { createIdentify } from './callers.js'
import { createCertificateAuthority } from './certificate-authority.js'
import { createClock } from './clock.js'
import type { SimulatorClock } from './clock.js'
import { createEntra } from './entra.js'
import type { Entra } from './entra.js'
import type { Answered, Exchange, Handler } from './exchange.js'
import { concerns, suffer } from './faults.js'
import type { Fault } from './faults.js'
import {
  isMember,
  practiceOrganizations,
  practicePeople,
  practiceTenants,
  sameName
} from './organizations.js'
import type { Organization, Person } from './organizations.js'
import { startProxy } from './proxy.js'
import type { ClientKind, RecordedRequest } from './proxy.js'
import { copyAddress } from './repositories.js'
import { createTokenRules } from './token-rules.js'
import type { TokenRules } from './token-rules.js'
import { createTokenStore } from './token-store.js'
import type { StoredToken, TokenStore } from './token-store.js'

const hour = 60 * 60 * 1000

export interface SimulatorOptions {
  /** Certificate and repositories are written here; what is in it is not removed. */
  readonly directory: string
  readonly now?: () => number
  readonly organizations?: readonly Organization[]
  readonly people?: readonly Person[]
  /** JSON successes of the token API begin with a byte-order mark. */
  readonly byteOrderMark?: boolean
  /** Every token's value begins with these letters and digits, 40 at most, so that a search can find any of them. */
  readonly marker?: string
}

export interface TokenOrder {
  readonly scope: string
  readonly displayName?: string
  /** Milliseconds, UTC; 30 days from now when left out. */
  readonly validTo?: number
  readonly owner?: Person
  readonly allOrgs?: boolean
}

export type Interception = (exchange: Exchange, own: Handler) => Answered | Promise<Answered>

/** The practice organization while it runs. */
export interface Simulator {
  readonly directory: string
  /** The app's own proxy; the same as `proxies.app`. */
  readonly proxyUrl: string
  readonly proxies: Readonly<Record<ClientKind, string>>
  /** The switches that point the app at the simulator; nothing in the app itself knows it. */
  readonly appSwitches: readonly string[]
  /** For `--ignore-certificate-errors-spki-list`. */
  readonly certificateHash: string
  /** PEM, for `GIT_SSL_CAINFO` and its like. */
  readonly certificateFile: string
  readonly clock: SimulatorClock
  readonly organizations: readonly Organization[]
  readonly people: readonly Person[]
  readonly entra: Pick<Entra, 'failRefresh' | 'refuseNextSignIn'> &
    Pick<Entra['tokens'], 'setLife' | 'forgetRefreshTokens'>
  /** Everything that was asked so far, in order. */
  requests(): readonly RecordedRequest[]
  /**
   * Those that were answered with an error; a 401 to a request without a credential is how many tools begin, and no
   * failure.
   */
  failedRequests(): readonly RecordedRequest[]
  /**
   * Every host that this kind of client asked its proxy for so far, served or refused, whatever came of it; with
   * the port unless that is 443. In order of the alphabet.
   */
  hostsAsked(client: ClientKind): readonly string[]
  /** The tokens made in an organization, without their values. */
  tokens(organization: string): readonly StoredToken[]
  /** A token made behind everybody's back, as on another computer. */
  issueToken(organization: string, order: TokenOrder): { readonly token: StoredToken; readonly value: string }
  /** True while the organization takes this value. */
  takes(organization: string, value: string): boolean
  /** So many tokens of the first member, one hour's end apart; their names count from 0. */
  seedTokens(organization: string, count: number): void
  expireToken(authorizationId: string): void
  revokeToken(authorizationId: string): void
  readonly refuseNextCreate: TokenRules['refuseNextCreate']
  readonly setMaximumLife: TokenRules['setMaximumLife']
  readonly setScopeDelay: TokenStore['setScopeDelay']
  /** Answers the next request that matches in place of the service, whose own handler it is given. */
  interceptNext(matches: (exchange: Exchange) => boolean, handler: Interception): void
  /** From now on, this goes wrong; null: nothing more. An interception is asked first. */
  setFault(fault: Fault | null): void
  /** From now on the app's proxy asks for this `name:password`; null: for nothing. */
  setProxyLogin(login: string | null): void
  /** The copy button's address of the organization's first repository, with the organization as its user. */
  cloneAddress(organization: string): string
  close(): Promise<void>
}

/** Starts Azure DevOps, Entra and Git behind one proxy port for each kind of client, all on loopback. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { directory, organizations = practiceOrganizations, people = practicePeople } = options
  const certificateFile = path.join(directory, 'certificate-authority.pem')
  await mkdir(directory, { recursive: true })
  const authority = await createCertificateAuthority()
  await writeFile(certificateFile, authority.certificate)

  const clock = createClock(options.now ?? Date.now)
  const store = createTokenStore(clock, options.marker)
  const rules = createTokenRules(store, clock)
  const entra = createEntra({ people, tenants: practiceTenants, clock })
  const parts = {
    ...{ organizations, people, store, rules, entraTokens: entra.tokens, now: clock.now },
    repositories: path.join(directory, 'git'),
    byteOrderMark: options.byteOrderMark ?? false
  }
  const azureDevOps = createAzureDevOps({ ...parts, identify: createIdentify(parts) })

  const interceptions: {
    readonly matches: (exchange: Exchange) => boolean
    readonly handler: Interception
  }[] = []
  let fault: Fault | null = null
  let faultsLeft = 0

  function answer(exchange: Exchange, own: Handler): Answered | Promise<Answered> {
    const at = interceptions.findIndex((one) => one.matches(exchange))
    const [interception] = at < 0 ? [] : interceptions.splice(at, 1)
    if (interception) return interception.handler(exchange, own)
    if (!fault || faultsLeft === 0 || !concerns(fault, exchange)) return own(exchange)
    faultsLeft -= 1
    return suffer(fault, exchange, own)
  }
  function handlerFor(host: string): Handler | undefined {
    const own = host === 'login.microsoftonline.com' ? entra.handler : azureDevOps(host)
    return own && ((exchange) => answer(exchange, own))
  }

  const requests: RecordedRequest[] = []
  const hosts = { app: new Set<string>(), browser: new Set<string>(), tools: new Set<string>() }
  let proxyLogin: string | null = null
  const start = (client: ClientKind) =>
    startProxy({
      ...{ client, authority, handlerFor, requests, hosts: hosts[client] },
      login: () => (client === 'app' ? proxyLogin : null)
    })
  const [app, browser, tools] = await Promise.all([start('app'), start('browser'), start('tools')])

  function organizationNamed(name: string): Organization {
    const found = organizations.find((one) => sameName(one.name, name))
    if (!found) throw new Error(`the practice organization ${name} does not exist`)
    return found
  }

  const issueToken: Simulator['issueToken'] = (name, order) => {
    const organization = organizationNamed(name)
    const person = order.owner ?? people.find((one) => isMember(one, organization))
    if (!person) throw new Error('nobody is there to own a token')
    return store.issue(organization, {
      displayName: order.displayName ?? 'from elsewhere',
      scope: order.scope,
      allOrgs: order.allOrgs ?? false,
      owner: person.oid,
      validTo: order.validTo ?? clock.now() + 30 * 24 * hour
    })
  }

  return {
    directory,
    proxyUrl: app.url,
    proxies: { app: app.url, browser: browser.url, tools: tools.url },
    appSwitches: [`--proxy-server=${app.url}`, `--ignore-certificate-errors-spki-list=${authority.keyHash}`],
    certificateHash: authority.keyHash,
    certificateFile,
    clock,
    organizations,
    people,
    entra: {
      failRefresh: entra.failRefresh,
      refuseNextSignIn: entra.refuseNextSignIn,
      setLife: entra.tokens.setLife,
      forgetRefreshTokens: entra.tokens.forgetRefreshTokens
    },
    requests: () => requests,
    failedRequests: () =>
      requests.filter(
        ({ status, credential }) => status !== null && status >= 400 && (status !== 401 || credential)
      ),
    hostsAsked: (client) => [...hosts[client]].sort(),
    tokens: (name) => store.all().filter((one) => sameName(one.organization, name)),
    issueToken,
    takes: (name, value) => {
      const token = store.byValue(value)
      return token !== undefined && sameName(token.organization, name) && store.stateOf(token) === 'active'
    },
    seedTokens: (name, count) => {
      for (let number = 0; number < count; number += 1) {
        const validTo = clock.now() + 24 * hour + number * hour
        issueToken(name, { scope: 'vso.code', displayName: `seeded ${number}`, validTo })
      }
    },
    expireToken: (id) => void store.change(id, { validTo: clock.now() - 1000 }),
    revokeToken: (id) => void store.change(id, { revoked: true }),
    refuseNextCreate: rules.refuseNextCreate,
    setMaximumLife: rules.setMaximumLife,
    setScopeDelay: store.setScopeDelay,
    interceptNext: (matches, handler) => void interceptions.push({ matches, handler }),
    setProxyLogin: (login) => {
      proxyLogin = login
    },
    setFault: (next) => {
      fault = next
      faultsLeft = next?.times ?? Infinity
    },
    cloneAddress: (name) => {
      const organization = organizationNamed(name)
      const project = organization.projects[0]
      const repository = project?.repositories[0]
      if (!project || !repository) throw new Error(`${name} has no repository`)
      return copyAddress(organization, project, repository)
    },
    close: async () => {
      await Promise.all([app.close(), browser.close(), tools.close()])
    }
  }
}
