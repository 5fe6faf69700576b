import type { AppError } from '../shared/error-codes.js'
import type { Engine, WayReason, WaysView, WayView } from '../shared/way-view.js'

/** What is known of an organization and of this computer when a way to a token is proposed. */
export interface WayFacts {
  readonly organization: string
  readonly backing: WaysView['backing']
  /** This app has a registration to sign in with. */
  readonly hasClientId: boolean
  /** Who is signed in to this app for the organization. */
  readonly signedIn: string | null
  /** Whose login of Azure CLI fits the organization, or why none does. */
  readonly azureCli: { readonly account: string | null } | { readonly obstacle: AppError }
  /** The tenant refused this app for want of consent, most recently. */
  readonly consentWasNeeded: boolean
  /** The way that made the last token. */
  readonly bound: Engine | null
  readonly gitNeedsNoToken: boolean
}

const view = (engine: Engine, state: WayView['state'], account: string | null = null): WayView => ({
  engine,
  state,
  account,
  obstacle: null
})

const blocked = (engine: Engine, obstacle: AppError): WayView => ({
  engine,
  state: 'not-possible',
  account: null,
  obstacle
})

/** That a way can never lead there, whoever signs in. */
const closed = (engine: Engine, { organization, backing }: WayFacts): WayView =>
  blocked(engine, { code: 'way-not-possible', facts: { organization, engine, backing } })

function ownSignIn(facts: WayFacts): WayView {
  const { backing, hasClientId, signedIn } = facts
  // An Entra app cannot sign Microsoft accounts in (azure-devops.md 1.9).
  if (backing === 'server' || backing === 'microsoft-account') return closed('sign-in', facts)
  if (!hasClientId) return blocked('sign-in', { code: 'client-id-missing', facts: {} })
  return signedIn === null ? view('sign-in', 'asks') : view('sign-in', 'ready', signedIn)
}

function borrowed(facts: WayFacts): WayView {
  if (facts.backing === 'server') return closed('azure-cli', facts)
  return 'obstacle' in facts.azureCli
    ? blocked('azure-cli', facts.azureCli.obstacle)
    : view('azure-cli', 'ready', facts.azureCli.account)
}

/** The best way and why: a login that is there before one that has to be made, and the page by hand at last. */
function propose(facts: WayFacts, own: WayView, az: WayView): readonly [Engine, WayReason] {
  if (facts.backing === 'server') return ['assisted', 'server']
  // Whether the token API takes such a login of Azure CLI is not known (azure-devops.md 9, point 7).
  if (facts.backing === 'microsoft-account') return ['assisted', 'microsoft-account']
  const azReady = az.state === 'ready'
  if (azReady && facts.bound === 'azure-cli') return ['azure-cli', 'azure-cli-signed-in']
  if (own.state === 'ready') return ['sign-in', 'signed-in']
  if (azReady) return ['azure-cli', 'azure-cli-signed-in']
  if (facts.consentWasNeeded) return ['assisted', 'consent-was-needed']
  return own.state === 'asks' ? ['sign-in', 'own-app'] : ['assisted', 'nothing-else']
}

/** Which ways lead to a token, the proposed one first. */
export function waysOf(facts: WayFacts): WaysView {
  const own = ownSignIn(facts)
  const az = borrowed(facts)
  const [proposed, reason] = propose(facts, own, az)
  const ways = [own, az, view('assisted', 'ready')]
  return {
    backing: facts.backing,
    proposed,
    reason,
    ways: [
      ...ways.filter(({ engine }) => engine === proposed),
      ...ways.filter(({ engine }) => engine !== proposed)
    ],
    gitNeedsNoToken: facts.gitNeedsNoToken
  }
}
