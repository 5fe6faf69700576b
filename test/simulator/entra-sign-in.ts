import { randomUUID } from 'node:crypto'
import type { DeviceCodes } from './device-codes.js'
import { clientInfo, type EntraTokens } from './entra-tokens.js'
import { answerHtml, readForm, type Answer, type Exchange } from './exchange.js'
import {
  azureCliClient,
  azureDevOpsResource,
  microsoftAccountTenant,
  northwindTenant,
  practicePeople,
  practiceTenants,
  type Person
} from './organizations.js'
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
const needsApproval = (person: Person, clientId: string) =>
  !isFirstParty(clientId) && person.tenant === northwindTenant

/** Who may sign in at `common`, `organizations`, or a tenant by id or domain. Null: no such tenant. */
export function peopleAt(authority: string): readonly Person[] | null {
  if (authority === 'common' || authority === 'organizations')
    return practicePeople.filter((one) => !one.home && one.tenant !== microsoftAccountTenant)
  const tenant = practiceTenants.get(authority)
  return tenant === undefined ? null : practicePeople.filter((one) => one.tenant === tenant)
}

/** The fields of a query or a form. */
export type Fields = Readonly<Record<string, string | undefined>>

/** What is wrong with an authorize request, in Entra's words; undefined: nothing. */
function faultOf(query: Fields, tenant: string): string | undefined {
  const { client_id: clientId = '', redirect_uri: back = '' } = query
  const ownPage = back === tokenPageReturn && clientId === azureDevOpsResource
  const hasProof = query.code_challenge_method === 'S256' && query.code_challenge
  const isMicrosoftAccounts = practiceTenants.get(tenant) === microsoftAccountTenant
  if (!guid.test(clientId)) return 'AADSTS700016: Application was not found in the directory.'
  if (!ownPage && !/^http:\/\/localhost(:\d+)?\/?$/.test(back))
    return 'AADSTS50011: The redirect URI does not match those configured for the application.'
  if (query.response_type !== 'code') return 'AADSTS70011: The response type is not supported.'
  if (query.response_mode !== 'form_post') return 'The simulator answers response_mode=form_post only.'
  if (!ownPage && !hasProof) return 'AADSTS50148: Proof Key for Code Exchange with S256 is required.'
  // Apps for Azure DevOps get nobody with a Microsoft account (azure-devops.md 1.9).
  if (!isFirstParty(clientId) && isMicrosoftAccounts)
    return 'AADSTS9002331: Application is configured for use by Azure Active Directory users only.'
  return undefined
}

/** What people see of Entra. */
export function createEntraSignIn(tokens: EntraTokens, devices: DeviceCodes) {
  let nextRefusal: EntraRefusal | null = null

  /** The pages of account and consent, each posted back to its own address; `done` makes the last page. */
  async function decide(
    exchange: Exchange,
    app: { readonly tenant: string; readonly clientId: string; readonly scope: string },
    done: (outcome: Person | EntraRefusal) => string
  ): Promise<string> {
    const { clientId, scope, tenant } = app
    const here = peopleAt(tenant) ?? []
    const action = `${exchange.url.pathname}${exchange.url.search}`
    const form = await readForm(exchange)
    const person = here.find((one) => one.upn === form.get('account'))
    const decision = form.get('decision')
    if (!person) return accountPage(here, action)
    if (needsApproval(person, clientId))
      return decision === 'cancel' ? done(approvalNeeded) : approvalPage(person, clientId, action)
    if (!isFirstParty(clientId) && decision === 'cancel') return done(declined)
    if (!isFirstParty(clientId) && decision !== 'accept') return consentPage(person, clientId, scope, action)
    const outcome = nextRefusal ?? person
    nextRefusal = null
    return done(outcome)
  }

  return {
    authorize: async (exchange: Exchange, tenant: string): Promise<Answer> => {
      const query: Fields = Object.fromEntries(exchange.url.searchParams)
      const { client_id: clientId = '', redirect_uri: redirectUri = '', scope = '', state = '' } = query
      const { code_challenge: challenge = null, nonce = null, claims = null } = query
      const fault = faultOf(query, tenant)
      if (fault !== undefined) return answerHtml(400, signInErrorPage(fault))
      const html = await decide(exchange, { tenant, clientId, scope }, (outcome) => {
        if ('error' in outcome) {
          const { error } = outcome
          return returnPage(redirectUri, { error, error_description: description(outcome), state })
        }
        const grant = { person: outcome, clientId, scope, redirectUri, challenge, nonce, claims }
        const answer = { code: tokens.codeFor(grant), client_info: clientInfo(outcome), state }
        return returnPage(redirectUri, { ...answer, session_state: randomUUID() })
      })
      return answerHtml(200, html)
    },
    /** The page at which the code of another device is entered; the code then stays in its address. */
    enterDeviceCode: async (exchange: Exchange): Promise<Answer> => {
      const userCode = exchange.url.searchParams.get('otc')
      const request = devices.byUserCode(userCode ?? '')
      if (!request) return answerHtml(200, deviceCodePage(exchange.url.pathname, userCode !== null))
      const html = await decide(exchange, request, (outcome) => {
        request.outcome = outcome
        return deviceDonePage(!('error' in outcome))
      })
      return answerHtml(200, html)
    },
    /** The next sign-in comes back from the pages with this error in place of a code. */
    refuseNext: (refusal: EntraRefusal) => {
      nextRefusal = refusal
    }
  }
}
