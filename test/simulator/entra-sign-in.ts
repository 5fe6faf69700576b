import { randomUUID } from 'node:crypto'
import type { DeviceCodes } from './device-codes.js'
import { clientInfo } from './entra-tokens.js'
import type { EntraTokens } from './entra-tokens.js'
import { answerHtml, readForm } from './exchange.js'
import type { Answer, Exchange } from './exchange.js'
import {
  azureCliClient,
  azureDevOpsResource,
  microsoftAccountTenant,
  northwindTenant
} from './organizations.js'
import type { Person } from './organizations.js'
import {
  accountPage,
  approvalPage,
  consentPage,
  deviceCodePage,
  deviceDonePage,
  returnPage,
  signInErrorPage
} from './sign-in-pages.js'

/** An OAuth error as Entra words it, e.g. `{ error: 'invalid_grant', code: 700082, text: '…' }`. */
export interface EntraRefusal {
  readonly error: string
  /** The number after `AADSTS`. */
  readonly code: number
  readonly text: string
  /** With one, msal asks for interaction; without one, it is a plain server error. */
  readonly suberror?: string
}

export const description = ({ code, text }: EntraRefusal) => `AADSTS${code}: ${text}`

const approvalNeeded: EntraRefusal = {
  error: 'access_denied',
  code: 90094,
  text: 'The grant requires admin permission. Ask an admin to grant permission to this app.'
}

export const declined: EntraRefusal = {
  error: 'access_denied',
  code: 65004,
  text: 'User declined to consent to access the app.'
}

/** Where the token page's own sign-in comes back to. */
export const tokenPageReturn = 'https://dev.azure.com/_signedin'

export const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Microsoft's own programs need nobody's consent. */
const isFirstParty = (clientId: string) => [azureDevOpsResource, azureCliClient].includes(clientId)

/** "Need admin approval": this person cannot let this app in. */
export const needsApproval = (person: Person, clientId: string) =>
  !isFirstParty(clientId) && person.tenant === northwindTenant

/** What is wrong with an authorize request, in Entra's words; undefined: nothing. */
function faultOf(query: URLSearchParams, tenant: string): string | undefined {
  const [clientId = '', back = ''] = ['client_id', 'redirect_uri'].map((name) => query.get(name) ?? '')
  const ownPage = back === tokenPageReturn && clientId === azureDevOpsResource
  const noProof = query.get('code_challenge_method') !== 'S256' || !query.get('code_challenge')
  const faults: readonly (readonly [boolean, string])[] = [
    [!guid.test(clientId), 'AADSTS700016: Application was not found in the directory.'],
    [
      !ownPage && !/^http:\/\/localhost(:\d+)?\/?$/.test(back),
      'AADSTS50011: The redirect URI does not match those configured for the application.'
    ],
    [query.get('response_type') !== 'code', 'AADSTS70011: The response type is not supported.'],
    [query.get('response_mode') !== 'form_post', 'The simulator answers response_mode=form_post only.'],
    [!ownPage && noProof, 'AADSTS50148: Proof Key for Code Exchange with S256 is required.'],
    [
      // Apps for Azure DevOps get nobody with a Microsoft account (azure-devops.md 1.9).
      !isFirstParty(clientId) && ['consumers', microsoftAccountTenant].includes(tenant),
      'AADSTS9002331: Application is configured for use by Azure Active Directory users only.'
    ]
  ]
  return faults.find(([isWrong]) => isWrong)?.[1]
}

/** What people see of Entra. `peopleAt`: who may sign in at an authority. */
export function createEntraSignIn(options: {
  readonly peopleAt: (authority: string) => readonly Person[] | null
  readonly tokens: EntraTokens
  readonly devices: DeviceCodes
}) {
  const { peopleAt, tokens, devices } = options
  let nextRefusal: EntraRefusal | null = null

  /** The pages of account and consent, each posted back to its own address; `done` makes the last page. */
  async function decide(
    exchange: Exchange,
    app: { readonly tenant: string; readonly clientId: string; readonly scope: string },
    done: (outcome: Person | EntraRefusal) => string
  ): Promise<Answer> {
    const { request, url } = exchange
    const { clientId, scope } = app
    const here = peopleAt(app.tenant) ?? []
    const action = `${url.pathname}${url.search}`
    const form = request.method === 'POST' ? await readForm(exchange) : new URLSearchParams()
    const person = here.find((one) => one.upn === form.get('account'))
    const decision = form.get('decision')
    const html = (): string => {
      if (!person) return accountPage(here, action)
      if (needsApproval(person, clientId))
        return decision === 'cancel' ? done(approvalNeeded) : approvalPage(person, clientId, action)
      if (!isFirstParty(clientId)) {
        if (decision === 'cancel') return done(declined)
        if (decision !== 'accept') return consentPage(person, clientId, scope, action)
      }
      const outcome = nextRefusal ?? person
      nextRefusal = null
      return done(outcome)
    }
    return answerHtml(200, html())
  }

  return {
    authorize: async (exchange: Exchange, tenant: string): Promise<Answer> => {
      const query = exchange.url.searchParams
      const fault = faultOf(query, tenant)
      if (fault !== undefined) return answerHtml(400, signInErrorPage(fault))
      const [clientId = '', redirectUri = '', scope = '', state = ''] = [
        ...['client_id', 'redirect_uri', 'scope', 'state']
      ].map((name) => query.get(name) ?? '')
      return decide(exchange, { tenant, clientId, scope }, (outcome) => {
        if ('error' in outcome) {
          const { error } = outcome
          return returnPage(redirectUri, { error, error_description: description(outcome), state })
        }
        const code = tokens.codeFor({
          ...{ person: outcome, clientId, scope, redirectUri },
          challenge: query.get('code_challenge'),
          nonce: query.get('nonce'),
          claims: query.get('claims')
        })
        const client_info = clientInfo(outcome)
        return returnPage(redirectUri, { code, client_info, state, session_state: randomUUID() })
      })
    },
    /** The page at which the code of another device is entered; the code then stays in its address. */
    enterDeviceCode: async (exchange: Exchange): Promise<Answer> => {
      const userCode = exchange.url.searchParams.get('otc')
      const request = devices.byUserCode(userCode ?? '')
      if (!request) return answerHtml(200, deviceCodePage(exchange.url.pathname, userCode !== null))
      return decide(exchange, request, (outcome) => {
        request.outcome = outcome
        return deviceDonePage(!('error' in outcome))
      })
    },
    /** The next sign-in comes back from the pages with this error in place of a code. */
    refuseNext: (refusal: EntraRefusal) => {
      nextRefusal = refusal
    }
  }
}
