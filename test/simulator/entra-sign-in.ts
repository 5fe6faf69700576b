import { randomUUID } from 'node:crypto'
import type { DeviceCodes, DeviceRequest } from './device-codes.js'
import { isFirstParty } from './entra-directory.js'
import type { EntraDirectory } from './entra-directory.js'
import { approvalNeeded, declined, description } from './entra-refusal.js'
import type { EntraRefusal } from './entra-refusal.js'
import { clientInfo } from './entra-tokens.js'
import type { EntraTokens } from './entra-tokens.js'
import { answerHtml, readForm } from './exchange.js'
import type { Answered, Exchange } from './exchange.js'
import { azureDevOpsResource, microsoftAccountTenant } from './organizations.js'
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

/** Where the token page's own sign-in comes back to. */
export const tokenPageReturn = 'https://dev.azure.com/_signedin'

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** What is wrong with an authorize request, in Entra's words, or null. */
function faultOf(query: URLSearchParams, tenant: string): string | null {
  const back = query.get('redirect_uri') ?? ''
  const ownPage = back === tokenPageReturn && query.get('client_id') === azureDevOpsResource
  if (!guid.test(query.get('client_id') ?? ''))
    return 'AADSTS700016: Application was not found in the directory.'
  if (!ownPage && !/^http:\/\/localhost(:\d+)?\/?$/.test(back)) {
    return 'AADSTS50011: The redirect URI does not match those configured for the application.'
  }
  if (query.get('response_type') !== 'code') return 'AADSTS70011: The response type is not supported.'
  if (query.get('response_mode') !== 'form_post') return 'The simulator answers response_mode=form_post only.'
  if (!ownPage && (query.get('code_challenge_method') !== 'S256' || !query.get('code_challenge'))) {
    return 'AADSTS50148: Proof Key for Code Exchange with S256 is required.'
  }
  // Apps for Azure DevOps get nobody with a Microsoft account (azure-devops.md 1.9).
  if (!isFirstParty(query.get('client_id') ?? '') && ['consumers', microsoftAccountTenant].includes(tenant)) {
    return 'AADSTS9002331: Application is configured for use by Azure Active Directory users only.'
  }
  return null
}

/** Where a person stands with an app: still on a page, or done with an answer for the app. */
type Decision =
  | { readonly kind: 'asking'; readonly answered: Answered }
  | { readonly kind: 'agreed'; readonly person: Person }
  | { readonly kind: 'refused'; readonly refusal: EntraRefusal }

/** What people see of Entra. */
export function createEntraSignIn(options: {
  readonly directory: EntraDirectory
  readonly tokens: EntraTokens
  readonly devices: DeviceCodes
}) {
  const { directory, tokens, devices } = options
  let nextRefusal: EntraRefusal | null = null

  /** The pages of account and consent. Each is posted back to the address it was shown at. */
  async function decide(exchange: Exchange, app: Omit<DeviceRequest, 'claims'>): Promise<Decision> {
    const { request, url } = exchange
    const asking = (html: string): Decision => ({ kind: 'asking', answered: answerHtml(exchange, 200, html) })
    const here = directory.peopleAt(app.tenant) ?? []
    const action = `${url.pathname}${url.search}`
    const form = request.method === 'POST' ? await readForm(request) : new URLSearchParams()
    const person = here.find((one) => one.upn === form.get('account'))
    const decision = form.get('decision')
    if (!person) return asking(accountPage(here, action))
    if (directory.needsApproval(person, app.clientId)) {
      if (decision !== 'cancel') return asking(approvalPage(person, app.clientId, action))
      return { kind: 'refused', refusal: approvalNeeded }
    }
    if (!isFirstParty(app.clientId)) {
      if (decision === 'cancel') return { kind: 'refused', refusal: declined }
      if (decision !== 'accept') return asking(consentPage({ ...app, person, action }))
    }
    const refusal = nextRefusal
    nextRefusal = null
    return refusal ? { kind: 'refused', refusal } : { kind: 'agreed', person }
  }

  async function authorize(exchange: Exchange, tenant: string): Promise<Answered> {
    const query = exchange.url.searchParams
    const fault = faultOf(query, tenant)
    if (fault !== null) return answerHtml(exchange, 400, signInErrorPage(fault))
    const clientId = query.get('client_id') ?? ''
    const redirectUri = query.get('redirect_uri') ?? ''
    const scope = query.get('scope') ?? ''
    const state = query.get('state') ?? ''
    const decision = await decide(exchange, { tenant, clientId, scope })
    switch (decision.kind) {
      case 'asking':
        return decision.answered
      case 'refused': {
        const { error } = decision.refusal
        const outcome = { error, error_description: description(decision.refusal), state }
        return answerHtml(exchange, 200, returnPage(redirectUri, outcome))
      }
      case 'agreed': {
        const { person } = decision
        const code = tokens.codeFor({
          person,
          clientId,
          scope,
          redirectUri,
          challenge: query.get('code_challenge'),
          nonce: query.get('nonce'),
          claims: query.get('claims')
        })
        const outcome = { code, client_info: clientInfo(person), state, session_state: randomUUID() }
        return answerHtml(exchange, 200, returnPage(redirectUri, outcome))
      }
      default:
        return decision satisfies never
    }
  }

  /** The page at which the code of another device is entered; the code then stays in its address. */
  async function enterDeviceCode(exchange: Exchange): Promise<Answered> {
    const userCode = exchange.url.searchParams.get('otc')
    const request = devices.byUserCode(userCode ?? '')
    if (userCode === null || !request) {
      return answerHtml(exchange, 200, deviceCodePage(exchange.url.pathname, userCode !== null))
    }
    const decision = await decide(exchange, request)
    if (decision.kind === 'asking') return decision.answered
    devices.settle(userCode, decision.kind === 'agreed' ? decision.person : 'declined')
    return answerHtml(exchange, 200, deviceDonePage(decision.kind === 'agreed'))
  }

  return {
    authorize,
    enterDeviceCode,
    /** The next sign-in comes back from the pages with this error in place of a code. */
    refuseNext: (refusal: EntraRefusal) => {
      nextRefusal = refusal
    }
  }
}
