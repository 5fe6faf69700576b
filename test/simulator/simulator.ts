import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { createAzureDevOps } from './azure-devops.js'
import { createCertificate } from './certificate.js'
import { createEntra } from './entra.js'
import type { Answer, Exchange, Handler } from './exchange.js'
import { concerns, suffer, type Fault } from './faults.js'
import {
  copyAddress,
  isMember,
  practiceOrganizations,
  practicePeople,
  sameName,
  type Organization,
  type Person
} from './organizations.js'
import { startProxy, type ClientKind, type RecordedRequest } from './proxy.js'
import { createTokens, type StoredToken } from './tokens.js'

const hour = 60 * 60 * 1000

export interface SimulatorOptions {
  /** Certificate and repositories are written here; what is in it is not removed. */
  readonly directory: string
  readonly now?: () => number
  readonly organizations?: readonly Organization[]
  /** Every token's value begins with these letters and digits, 40 at most, so that a search can find any of them. */
  readonly marker?: string
}

/** What a token made behind everybody's back is to be; of the first member and for 30 days where it is not said. */
export type TokenOrder = Pick<StoredToken, 'scope'> &
  Partial<Pick<StoredToken, 'displayName' | 'validTo' | 'allOrgs'>> & { readonly owner?: Person }

type Matches = (exchange: Exchange) => boolean
type Interception = (exchange: Exchange, own: Handler) => Answer | Promise<Answer>

/** The practice organization while it runs. */
export type Simulator = Awaited<ReturnType<typeof startSimulator>>

const entraHost = 'login.microsoftonline.com'
const hosts = [
  entraHost,
  'dev.azure.com',
  'vssps.dev.azure.com',
  'app.vssps.visualstudio.com',
  'feeds.dev.azure.com',
  'pkgs.dev.azure.com',
  'devops.contoso.example'
]
const isServed = (host: string) => hosts.includes(host) || /^[a-z0-9-]+\.visualstudio\.com$/i.test(host)

/** Starts Azure DevOps, Entra and Git behind one proxy port for each kind of client, all on loopback. */
export async function startSimulator(options: SimulatorOptions) {
  const { directory, organizations = practiceOrganizations, now: source = Date.now, marker } = options
  const certificateFile = path.join(directory, 'certificate-authority.pem')
  await mkdir(directory, { recursive: true })
  const certificate = await createCertificate([...hosts, '*.visualstudio.com'])
  await writeFile(certificateFile, certificate.authority)

  let ahead = 0
  const now = () => source() + ahead
  const tokens = createTokens(now, marker)
  const entra = createEntra(now)
  const azureDevOps = createAzureDevOps({
    ...{ organizations, tokens, directory, now, entraTokens: entra.tokens }
  })

  const interceptions: (readonly [Matches, Interception])[] = []
  let fault: Fault | null = null
  let faultsLeft = 0

  async function service(exchange: Exchange): Promise<Answer | null> {
    const own = exchange.host === entraHost ? entra.handler : azureDevOps
    const at = interceptions.findIndex(([matches]) => matches(exchange))
    const [[, interception] = []] = at < 0 ? [] : interceptions.splice(at, 1)
    if (interception) return interception(exchange, own)
    if (!fault || faultsLeft === 0 || !concerns(fault, exchange)) return own(exchange)
    faultsLeft -= 1
    return suffer(fault, exchange, own)
  }

  const requests: RecordedRequest[] = []
  let proxyLogin: string | null = null
  const start = (client: ClientKind) =>
    startProxy({
      ...{ client, isServed, service, requests, identity: certificate.identity },
      login: () => (client === 'app' ? proxyLogin : null)
    })
  const [app, browser, tools] = await Promise.all([start('app'), start('browser'), start('tools')])

  function named(name: string): Organization {
    const found = organizations.find((one) => sameName(one.name, name))
    if (!found) throw new Error(`the practice organization ${name} does not exist`)
    return found
  }

  /** A token made behind everybody's back, as on another computer. */
  function issueToken(name: string, order: TokenOrder) {
    const organization = named(name)
    const owner = order.owner ?? practicePeople.find((one) => isMember(one, organization))
    const usual = { displayName: 'from elsewhere', allOrgs: false, validTo: now() + 30 * 24 * hour }
    return tokens.issue(organization, { ...usual, ...order, owner: owner?.oid ?? '' })
  }

  return {
    proxies: { app: app.url, browser: browser.url, tools: tools.url },
    /** The switches that point the app at the simulator; nothing in the app itself knows it. */
    appSwitches: [`--proxy-server=${app.url}`, `--ignore-certificate-errors-spki-list=${certificate.hash}`],
    /** For `--ignore-certificate-errors-spki-list`. */
    certificateHash: certificate.hash,
    /** PEM, for `GIT_SSL_CAINFO` and its like. */
    certificateFile,
    organizations,
    people: practicePeople,
    /** The simulator's own time, which runs on. Milliseconds since 1970, UTC. */
    clock: {
      now,
      set: (time: number) => {
        ahead = time - source()
      },
      advance: (milliseconds: number) => {
        ahead += milliseconds
      }
    },
    entra: {
      refuseNextSignIn: entra.refuseNextSignIn,
      setLife: entra.tokens.setLife,
      forgetRefreshTokens: entra.tokens.forgetRefreshTokens
    },
    /** Everything that was asked so far, in order. */
    requests: (): readonly RecordedRequest[] => requests,
    /**
     * Those that were answered with an error; a 401 to a request without a credential is how many tools begin, and
     * no failure.
     */
    failedRequests: () =>
      requests.filter(({ status, credential }) => (status ?? 0) >= 400 && (status !== 401 || credential)),
    /**
     * Every host that this kind of client asked so far, and those that are not served; with the port unless that is 443.
     * Not a tunnel through which nothing was asked. In order of the alphabet.
     */
    hostsAsked: (client: ClientKind) => {
      const own = requests.filter((one) => one.client === client)
      return [...new Set(own.map(({ host }) => host.replace(/:443$/, '')))].sort()
    },
    /** The tokens made in an organization, without their values. */
    tokens: (organization: string) => tokens.of(organization),
    issueToken,
    /** True while the organization takes this value. */
    takes: (organization: string, value: string) =>
      tokens
        .of(organization)
        .some((one) => one === tokens.byValue(value) && tokens.stateOf(one) === 'active'),
    /** So many tokens of the first member, one hour's end apart; their names count from 0. */
    seedTokens: (organization: string, count: number) => {
      for (let number = 0; number < count; number += 1) {
        const validTo = now() + 24 * hour + number * hour
        issueToken(organization, { scope: 'vso.code', displayName: `seeded ${number}`, validTo })
      }
    },
    expireToken: (authorizationId: string) => void tokens.change(authorizationId, { validTo: now() - 1000 }),
    revokeToken: (authorizationId: string) => void tokens.change(authorizationId, { revoked: true }),
    refuseNextCreate: tokens.refuseNextCreate,
    setMaximumLife: tokens.setMaximumLife,
    /** Answers the next request that matches in place of the service, whose own handler it is given. */
    interceptNext: (matches: Matches, answer: Interception) => void interceptions.push([matches, answer]),
    /** From now on, this goes wrong; null: nothing more. An interception is asked first. */
    setFault: (next: Fault | null) => {
      fault = next
      faultsLeft = next?.times ?? Infinity
    },
    /** From now on the app's proxy asks for this `name:password`; null: for nothing. */
    setProxyLogin: (login: string | null) => {
      proxyLogin = login
    },
    /** The copy button's address of the organization's repository, with the organization as its user. */
    cloneAddress: (organization: string) => copyAddress(named(organization)),
    close: async () => {
      await Promise.all([app.close(), browser.close(), tools.close()])
    }
  }
}
