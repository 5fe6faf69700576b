import { randomUUID } from 'node:crypto'
import { answerJson } from './exchange.js'
import type { Answered, Exchange } from './exchange.js'

/** An OAuth error as Entra words it, e.g. `{ error: 'invalid_grant', code: 700082, text: '…' }`. */
export interface EntraRefusal {
  readonly error: string
  /** The number after `AADSTS`. */
  readonly code: number
  readonly text: string
  /** With one, msal asks for interaction; without one, it is a plain server error. */
  readonly suberror?: string
}

export const description = (refusal: EntraRefusal) => `AADSTS${refusal.code}: ${refusal.text}`

export const unknownTenant = (name: string): EntraRefusal => ({
  error: 'invalid_tenant',
  code: 90002,
  text: `Tenant '${name}' not found. Check to make sure you have the correct tenant ID.`
})

export const approvalNeeded: EntraRefusal = {
  error: 'access_denied',
  code: 90094,
  text: 'The grant requires admin permission. Ask an admin to grant permission to this app.'
}

export const declined: EntraRefusal = {
  error: 'access_denied',
  code: 65004,
  text: 'User declined to consent to access the app.'
}

export function refuse(exchange: Exchange, refusal: EntraRefusal): Answered {
  return answerJson(exchange, 400, {
    error: refusal.error,
    error_description: description(refusal),
    error_codes: [refusal.code],
    timestamp: new Date().toISOString(),
    trace_id: randomUUID(),
    correlation_id: randomUUID(),
    ...(refusal.suberror === undefined ? {} : { suberror: refusal.suberror })
  })
}
